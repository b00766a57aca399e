import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/places.ts';
import { Problem } from '../harness/problem.ts';
import { buildExtension } from './buildExtension.ts';
import { squeezeZip } from './squeezeZip.ts';

export interface PackagedExtension {
  readonly file: string;
  readonly bytes: number;
  /** What vsce made, before it was squeezed. */
  readonly packed: Buffer;
}

/** Builds the extension and makes `token-warden-<version>.vsix`, with the files `.vscodeignore` allows. */
export async function packageExtension(): Promise<PackagedExtension> {
  await buildExtension();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const file = join(root, `token-warden-${manifest.version}.vsix`);
  rmSync(file, { force: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const made = spawnSync(
    process.execPath,
    // Everything we need is in the bundles, and there is no public repository for links to point to yet.
    [
      vsce,
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      file,
    ],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (made.status !== 0 || !existsSync(file)) {
    throw new Problem(`vsce made no package.\n${(made.stdout + made.stderr).trim().slice(-3000)}`);
  }
  const packed = readFileSync(file);
  const squeezed = await squeezeZip(packed);
  writeFileSync(file, squeezed);
  return { file, bytes: squeezed.length, packed };
}
