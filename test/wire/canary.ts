import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkTree } from '../sandbox/workTree.ts';

export interface Canary {
  /** Leaves a mark, and the environment it saw, when anything runs it; then fails. */
  readonly program: string;
  marks(): Promise<string>;
}

/** One for each work tree, beside it. */
export async function canaryFor(folder: string, tree: WorkTree): Promise<Canary> {
  const program = join(folder, `canary-${tree.folder.split('-').pop()}`);
  await writeFile(
    program,
    `#!/bin/sh\n{ echo "ran $0 $*"; env; } >> "${program}.marks" 2>&1 < /dev/null\nexit 1\n`,
  );
  await chmod(program, 0o755);
  return { program, marks: () => readFile(`${program}.marks`, 'utf8').catch(() => '') };
}
