import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkTree } from '../sandbox/workTree.ts';
import type { PushStage } from './pushStage.ts';

export interface LfsFile {
  readonly path: string;
  readonly oid: string;
  readonly bytes: number;
  readonly content: Buffer;
  /** Where git-lfs keeps the content in this repository. */
  readonly stored: string;
}

export function oidOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function pointerText(oid: string, bytes: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${bytes}\n`;
}

export const attributes = '*.bin filter=lfs diff=lfs merge=lfs -text\n';

/**
 * A work tree whose branch adds files kept in LFS, as git-lfs leaves it: pointers in the commit, content beside git's
 * objects. No git-lfs is needed to make it: no filter is configured, so git commits the pointers as they are.
 */
export async function lfsTree(
  stage: PushStage,
  branch: string,
  contents: Readonly<Record<string, Buffer>>,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly tree: WorkTree; readonly files: readonly LfsFile[] }> {
  const pointers = Object.entries(contents).map(
    ([path, content]) => [path, pointerText(oidOf(content), content.length)] as const,
  );
  const tree = await stage.tree(branch, {
    '.gitattributes': attributes,
    ...Object.fromEntries(pointers),
    ...more,
  });
  const files = Object.entries(contents).map(([path, content]) => {
    const oid = oidOf(content);
    const stored = join(tree.folder, '.git', 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    return { path, oid, bytes: content.length, content, stored };
  });
  for (const { stored, content } of files) {
    await mkdir(dirname(stored), { recursive: true });
    await writeFile(stored, content);
  }
  return { tree, files };
}

/** What the sandbox saw since, as `METHOD host/path`, without queries. */
export function requestsSince(stage: PushStage, start: number): readonly string[] {
  return stage.sandbox.log
    .slice(start)
    .map(({ method, host, path }) => `${method} ${host}${path.replace(/\?.*/, '')}`);
}
