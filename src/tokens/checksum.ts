const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumLength = 6;

/**
 * Whether the last six characters of `body` are the checksum of the rest: CRC-32 (IEEE), base62, padded with `0`.
 * `body` is the token without its prefix, which the checksum does not cover. Source: facts/token-prefixes.json
 * (`checksum_algorithm`, proved there with published tokens).
 */
export function hasRightChecksum(body: string): boolean {
  const end = body.length - checksumLength;
  if (end <= 0) return false;
  // Digit by digit: it is asked of every look-alike in a file.
  let rest = crc32(body, end);
  for (let at = body.length - 1; at >= end; at--) {
    if (body.charCodeAt(at) !== base62.charCodeAt(rest % 62)) return false;
    rest = Math.floor(rest / 62);
  }
  return true;
}

/** By the four bits that are shifted out: as small as a loop over bits, and four times as fast. */
const shifted = Int32Array.from({ length: 16 }, (_, four) => {
  let crc = four;
  for (let bit = 0; bit < 4; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** Of the first `length` characters. */
function crc32(ascii: string, length: number): number {
  let crc = -1;
  for (let i = 0; i < length; i++) {
    crc ^= ascii.charCodeAt(i);
    crc = (crc >>> 4) ^ (shifted[crc & 15] ?? 0);
    crc = (crc >>> 4) ^ (shifted[crc & 15] ?? 0);
  }
  return ~crc >>> 0;
}
