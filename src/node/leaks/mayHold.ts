import { findHex } from '../../leaks/findHex.ts';
import { leadPattern, leakNeedles } from '../../leaks/leakNeedles.ts';

const lead = new RegExp(leadPattern);
const key = leakNeedles.find(({ id }) => id === 'key')?.pattern ?? '';
/** Bytes that may stand before what is looked for, or behind it, and decide. */
export const besideBytes = 512;

/**
 * Whether a whole search is worth it: of nearly no file. `latin1`: bytes, one character each. Of UTF-16 all that is read
 * as bytes is prefixes, so a text with a mark is always worth it.
 */
export function mayHold(latin1: string): boolean {
  return (
    lead.test(latin1) ||
    latin1.includes(key) ||
    latin1.startsWith('\xff\xfe') ||
    latin1.startsWith('\xfe\xff') ||
    findHex(latin1, 1).length > 0
  );
}

/** The same for ripgrep, on bytes, and of the digits alone what one line tells. */
export const ripgrepPattern = `(?-u)${leakNeedles.map(({ pattern }) => pattern).join('|')}|^\\xff\\xfe[^\\x00]\\x00|^\\xfe\\xff\\x00`;
