import { type ReadPointer, readPointer } from './pointer.ts';
import type { LfsProblem } from './problems.ts';

/** A file's content as LFS keeps it: by the SHA-256 of the content. */
export interface LfsObject {
  readonly oid: string;
  readonly bytes: number;
  /** One of the files that name it, for a sentence. */
  readonly path: string;
}

/** What LFS asks of a push, as far as it can be known here. */
export interface LfsNeed {
  readonly objects: readonly LfsObject[];
  /** Those whose content is not here. No matter if the server has them: only it can say. */
  readonly absent: readonly LfsObject[];
  /** Why none of them can go. */
  readonly problem: LfsProblem | undefined;
}

export interface SmallFile {
  readonly path: string;
  /** Its bytes, one character each. */
  readonly text: string;
}

export type LfsObjects =
  | { readonly kind: 'objects'; readonly objects: readonly LfsObject[] }
  | { readonly kind: 'refused'; readonly problem: LfsProblem };

/** The content that these files point to, each once. Two sizes for one content cannot both be true. */
export function lfsObjectsOf(files: Iterable<SmallFile>): LfsObjects {
  const objects = new Map<string, LfsObject>();
  const stop = (path: string, why: Extract<ReadPointer, { kind: 'refused' }>['why']): LfsObjects => ({
    kind: 'refused',
    problem: { kind: 'lfsPointer', path, why },
  });
  for (const { path, text } of files) {
    const read = readPointer(text);
    if (read.kind === 'none') continue;
    if (read.kind === 'refused') return stop(path, read.why);
    const seen = objects.get(read.oid);
    if (seen !== undefined && seen.bytes !== read.bytes) return stop(path, 'form');
    if (seen === undefined) objects.set(read.oid, { oid: read.oid, bytes: read.bytes, path });
  }
  return { kind: 'objects', objects: [...objects.values()] };
}
