import { dotted } from '../../leaks/characters.ts';

const underscore = '_'.charCodeAt(0);
/** No prefix ends nearer than this behind another underscore: so many bytes are passed over. */
const apart = 4;
const kindLetters: ReadonlySet<number> = new Set([...'oprsu'].map((letter) => letter.charCodeAt(0)));

/**
 * Whether one of the `prefix` or `wide` needles may stand in it. The underscore is the rarest byte of a prefix, and to
 * look for one byte takes nearly nothing.
 */
export function holdsPrefix(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(underscore); at >= 0; at = bytes.indexOf(underscore, at + apart)) {
    // Of UTF-16 every other byte is NUL.
    const wide = bytes[at - 1] === 0;
    if (endsPrefix(bytes, at, wide ? 2 : 1) && (wide || dotted[bytes[at + 1] ?? 0] === 1)) return true;
  }
  return false;
}

/** `gh?_`, or the first underscore of `github_pat_`. */
function endsPrefix(bytes: Buffer, at: number, step: 1 | 2): boolean {
  return (
    (kindLetters.has(bytes[at - step] ?? 0) && stands(bytes, at - 3 * step, 'gh', step)) ||
    stands(bytes, at - 6 * step, 'github_pat_', step)
  );
}

function stands(bytes: Buffer, from: number, word: string, step: number): boolean {
  for (let nth = 0; nth < word.length; nth++)
    if (bytes[from + nth * step] !== word.charCodeAt(nth)) return false;
  return true;
}
