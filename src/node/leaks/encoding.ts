/** How the bytes of a text are read. `utf8` also for what is none: tokens are ASCII. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

export interface Reading {
  readonly encoding: Encoding;
  /** Bytes of the mark at the start, which editors do not count. */
  readonly mark: number;
}

/** More of the start of a file is not looked at. */
const headBytes = 512;

/** By its mark; without one UTF-16 gives itself away by zeros in every other place, as editors guess it too (I08). */
export function encodingOf(bytes: Buffer): Reading {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf16le', mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf16be', mark: 2 };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf8', mark: 3 };
  const zeros = [0, 0];
  const end = Math.min(bytes.length, headBytes) & ~1;
  for (let at = 0; at < end; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = end / 2;
  if (odd > most * 0.7 && even < most * 0.1) return { encoding: 'utf16le', mark: 0 };
  if (even > most * 0.7 && odd < most * 0.1) return { encoding: 'utf16be', mark: 0 };
  return { encoding: 'utf8', mark: 0 };
}

export function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding !== 'utf16be') return bytes.toString(encoding);
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}
