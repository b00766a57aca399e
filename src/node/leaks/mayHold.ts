import { leastRun } from '../../leaks/base64Runs.ts';
import { anyBase64, lowerHex } from '../../leaks/characters.ts';
import { findHex, hexLength } from '../../leaks/findHex.ts';
import { basicPattern, keyMark, leakNeedles } from '../../leaks/leakNeedles.ts';
import { holdsPrefix } from './holdsPrefix.ts';
import { someByte, stands } from './rareByte.ts';
import { holdsRunOf, someRun } from './someRun.ts';

const basic = new RegExp(basicPattern);
const keyLetter = 'V';
/** How many characters of the mark stand before its rarest one. */
const beforeLetter = keyMark.indexOf(keyLetter);
const marks: readonly Buffer[] = [Buffer.of(0xff, 0xfe), Buffer.of(0xfe, 0xff)];
/** Bytes that may stand before what is looked for, or behind it, and decide. */
export const besideBytes = 512;

/**
 * Whether a whole search is worth it: of nearly no file. It looks at the bytes as they were read: to make a text of every
 * file takes as long as all of this. Of UTF-16 all that is read as bytes is prefixes, so a text with a mark is always
 * worth it.
 */
export function mayHold(bytes: Buffer): boolean {
  return (
    marks.some((mark) => mark.equals(bytes.subarray(0, 2))) ||
    holdsPrefix(bytes) ||
    holdsKey(bytes) ||
    holdsDigits(bytes)
  );
}

function holdsKey(bytes: Buffer): boolean {
  return someByte(bytes, keyLetter.charCodeAt(0), beforeLetter + 1, (all, at) =>
    stands(all, at - beforeLetter, keyMark),
  );
}

/** Tokens in base64 and tokens of hex digits: both are long stretches, and long stretches are rare. */
function holdsDigits(bytes: Buffer): boolean {
  let hex = false;
  const holdsBasic = someRun(bytes, anyBase64, hexLength, (start, end) => {
    hex ||= holdsRunOf(bytes, start, end, lowerHex, hexLength);
    return end - start >= leastRun && basic.test(bytes.toString('latin1', start, end));
  });
  return holdsBasic || (hex && findHex(bytes.toString('latin1'), 1).length > 0);
}

/** The end of a key's first line in UTF-16 of either order. */
const wideKey = 'K\\x00E\\x00Y\\x00-\\x00-';

/**
 * The same for ripgrep, on bytes. Digits without a prefix it does not see in UTF-16: that, and a mark at the start of a
 * file, would take it three times as long everywhere.
 */
export const ripgrepPattern = `(?-u)${[...leakNeedles.map(({ pattern }) => pattern), wideKey].join('|')}`;
