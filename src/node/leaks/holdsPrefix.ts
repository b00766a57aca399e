import { dotted } from '../../leaks/characters.ts';
import { someByte, stands } from './rareByte.ts';

const underscore = '_'.charCodeAt(0);
/** No prefix ends nearer than this behind another underscore. */
const apart = 4;
const kindLetters: ReadonlySet<number> = new Set([...'oprsu'].map((letter) => letter.charCodeAt(0)));

/** Whether one of the `prefix` or `wide` needles may stand in it. */
export function holdsPrefix(bytes: Buffer): boolean {
  return someByte(bytes, underscore, apart, endsPrefix);
}

function endsPrefix(bytes: Buffer, at: number): boolean {
  // Of UTF-16 every other byte is NUL.
  const wide = bytes[at - 1] === 0;
  return isPrefix(bytes, at, wide ? 2 : 1) && (wide || dotted[bytes[at + 1] ?? 0] === 1);
}

/** `gh?_`, or the first underscore of `github_pat_`. */
function isPrefix(bytes: Buffer, at: number, step: 1 | 2): boolean {
  return (
    (kindLetters.has(bytes[at - step] ?? 0) && stands(bytes, at - 3 * step, 'gh', step)) ||
    stands(bytes, at - 6 * step, 'github_pat_', step)
  );
}
