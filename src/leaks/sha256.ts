const initial: readonly number[] = Object.freeze([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const rounds: readonly number[] = Object.freeze(
  [...primes(64)].map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32)),
);

function* primes(count: number): Generator<number> {
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor <= candidate) continue;
    found++;
    yield candidate;
  }
}

const rotated = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/**
 * SHA-256 (FIPS 180-4) of an ASCII text. By hand, because the decision what is a token lives where no Node and no
 * browser is; only texts that already have the exact shape of a token come here.
 */
export function sha256(ascii: string): Uint8Array {
  const bytes = padded(ascii);
  const state = Int32Array.from(initial);
  const words = new Int32Array(64);
  for (let block = 0; block < bytes.length; block += 64) {
    for (let i = 0; i < 16; i++) {
      const at = block + 4 * i;
      words[i] =
        (byte(bytes, at) << 24) |
        (byte(bytes, at + 1) << 16) |
        (byte(bytes, at + 2) << 8) |
        byte(bytes, at + 3);
    }
    for (let i = 16; i < 64; i++) {
      const early = word(words, i - 15);
      const late = word(words, i - 2);
      const s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
      const s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
      words[i] = (word(words, i - 16) + s0 + word(words, i - 7) + s1) | 0;
    }
    mix(state, words);
  }
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = word(state, i >> 2) >>> (24 - 8 * (i & 3));
  return digest;
}

function mix(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + word(words, i)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (word(state, i) + value) | 0;
}

/** The text, a single 1 bit, zeros, and the length in bits: a whole number of blocks. */
function padded(ascii: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((ascii.length + 9) / 64) * 64);
  for (let i = 0; i < ascii.length; i++) bytes[i] = ascii.charCodeAt(i);
  bytes[ascii.length] = 0x80;
  const bits = ascii.length * 8;
  for (let i = 0; i < 4; i++) bytes[bytes.length - 1 - i] = bits >>> (8 * i);
  return bytes;
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
const word = (words: Int32Array, at: number): number => words[at] ?? 0;

export function sha256Hex(ascii: string): string {
  return Array.from(sha256(ascii), (one) => one.toString(16).padStart(2, '0')).join('');
}
