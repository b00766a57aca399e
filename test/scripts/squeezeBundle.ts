import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from '@swc/core';
import { minifySync } from 'oxc-minify';
import { root } from '../harness/places.ts';
import { orderFunctions } from './orderFunctions.ts';

/**
 * What esbuild leaves of names and branches: a thirtieth, of what activation loads as well. swc finds more to fold, oxc
 * names what is left in a way that deflates better. Gives the bytes.
 */
export async function squeezeBundle(file: string): Promise<number> {
  const path = join(root, file);
  const folded = await minify(readFileSync(path, 'utf8'), {
    // No option that takes anything about our code for granted; again until nothing is left to fold.
    compress: { ecma: 2022, toplevel: true, passes: 0 },
    mangle: { toplevel: true },
    format: { ecma: 2022, comments: false },
    module: false,
  });
  const { code, errors } = minifySync(file, folded.code, {
    compress: { target: 'es2022' },
    mangle: { toplevel: true },
    module: false,
  });
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const ordered = await orderFunctions(code);
  writeFileSync(path, ordered);
  return Buffer.byteLength(ordered);
}
