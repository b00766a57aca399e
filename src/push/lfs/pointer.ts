import type { OutgoingFile } from '../repositoryFacts.ts';

/** Git LFS never reads a larger blob as a pointer. Source: git-lfs docs/spec.md. */
const maxPointerBytes = 1024;
/** Less than the shortest form git-lfs accepts: the oldest name, a size of one digit, no last line end. */
export const minPointerBytes = 100;

/** Whether to look into a file at all. */
export function mayBePointer({ bytes = 0, mode }: Pick<OutgoingFile, 'bytes' | 'mode'>): boolean {
  // A blob without a size is promised by a remote: it came from there, and so did what it points to. A link's target is
  // never content of LFS.
  return bytes >= minPointerBytes && bytes <= maxPointerBytes && mode !== '120000';
}

export type ReadPointer =
  | { readonly kind: 'none' }
  | { readonly kind: 'pointer'; readonly oid: string; readonly bytes: number }
  | { readonly kind: 'refused'; readonly why: 'extension' | 'form' };

const canonical =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (0|[1-9][0-9]{0,15})\n$/;
/** Names of the format that git-lfs still accepts. */
const version =
  /^\s*version (?:https:\/\/git-lfs\.github\.com\/spec\/v1|https:\/\/hawser\.github\.com\/spec\/v1|http:\/\/git-media\.io\/v\/2)\s/;

/**
 * Reads a blob as an LFS pointer. Only the one form that git-lfs writes counts. What git-lfs would still accept (an
 * extension, an older name, other line ends) is refused and not skipped: skipped, its content would be missing on the
 * server without a word. Everything else is an ordinary file.
 */
export function readPointer(text: string): ReadPointer {
  if (text.length > maxPointerBytes || !version.test(text)) return { kind: 'none' };
  const [, oid, size] = canonical.exec(text) ?? [];
  if (oid !== undefined && Number.isSafeInteger(Number(size))) {
    return { kind: 'pointer', oid, bytes: Number(size) };
  }
  if (/^ext-[0-9]-/m.test(text)) return { kind: 'refused', why: 'extension' };
  return /^oid sha256:/m.test(text) && /^size /m.test(text)
    ? { kind: 'refused', why: 'form' }
    : { kind: 'none' };
}
