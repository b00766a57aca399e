import type { CharacterSet } from '../../leaks/characters.ts';

/**
 * Whether one of the stretches of at least `least` bytes that all belong to `set`, taken whole, is what `look` looks for.
 * The last byte of where one would lie is looked at first, and walked back from: of a text of words few bytes are read.
 */
export function someRun(
  bytes: Uint8Array,
  set: CharacterSet,
  least: number,
  look: (start: number, end: number) => boolean,
): boolean {
  for (let start = 0; start + least <= bytes.length; ) {
    let last = start + least - 1;
    while (last >= start && set[bytes[last] ?? 0] === 1) last--;
    if (last >= start) {
      start = last + 1;
      continue;
    }
    const end = endOfBytes(bytes, start + least, set);
    if (look(start, end)) return true;
    start = end + 1;
  }
  return false;
}

/** Whether somewhere between `from` and `to` exactly so many bytes in a row belong to `set`. */
export function holdsRunOf(
  bytes: Uint8Array,
  from: number,
  to: number,
  set: CharacterSet,
  count: number,
): boolean {
  for (let start = from; start + count <= to; ) {
    const end = endOfBytes(bytes, start, set);
    if (end - start === count) return true;
    start = end + 1;
  }
  return false;
}

function endOfBytes(bytes: Uint8Array, from: number, set: CharacterSet): number {
  let end = from;
  while (end < bytes.length && set[bytes[end] ?? 0] === 1) end++;
  return end;
}
