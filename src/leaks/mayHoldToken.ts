import { findHex } from './findHex.ts';
import { keyMark, leadPattern } from './leakNeedles.ts';

const lead = new RegExp(leadPattern);

/**
 * Whether a closer look at bytes, read as Latin-1, is worth it: three quick walks, and nearly always the end of it. Also
 * true for what turns out to be none.
 */
export function mayHoldToken(latin1: string): boolean {
  return lead.test(latin1) || latin1.includes(keyMark) || findHex(latin1, 1).length > 0;
}
