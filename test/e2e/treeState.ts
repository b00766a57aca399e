import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Every file and link below a folder with its kind, mode and content, one line each. */
export function treeState(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      const content = found.isSymbolicLink()
        ? readlinkSync(path)
        : found.isFile()
          ? createHash('sha256').update(readFileSync(path)).digest('hex')
          : '';
      return `${name} ${found.mode.toString(8)} ${content}`;
    });
}
