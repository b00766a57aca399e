import { createHash } from 'node:crypto';
import { checksummed } from '../fixtures/tokens.ts';
import { letters62, pick, type Random } from './random.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `core`: real shapes in plain text. `hard`: the same in awkward places. `decoy`: what looks like one and is none. */
export type PlantSet = 'core' | 'decoy' | 'hard';

export interface Sample {
  readonly set: PlantSet;
  readonly type: string;
  readonly token: string;
}

/** Prefix, payload and checksum, as five of the kinds have them. */
export function opaque(random: Random, prefix: string, payload = 30): string {
  for (;;) {
    const value = checksummed(random.letters(letters62, payload));
    // A random text without digits exists and says nothing: the peers ask for some.
    if (/\d.*\d/.test(value) && /[a-z].*[a-z]/.test(value)) return `${prefix}_${value}`;
  }
}

/** The part before the sum, the sum as it is believed to be made, and what follows it. */
export function fineGrained(
  random: Random,
  { right }: { readonly right: boolean } = { right: true },
): string {
  const owner = `${random.letters(base32, 7)}0${random.letters(letters62, 12)}`;
  const body = `github_pat_11${owner}_${random.letters(letters62, 43)}`;
  const sum = base32Of(createHash('sha256').update(body).digest().subarray(0, 5));
  return `${body}${right ? sum : otherThan(sum, () => random.letters(base32, 8))}${random.letters(letters62, 8)}`;
}

/** The installation token that github.com issues today: an App id and a signed JWT. */
export function stateless(random: Random): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'x', ctx: random.letters(letters62, 60), exp: 1763603600, iat: 1763600000, iss: 'y' };
  const head = `${part({ alg: 'ES256', typ: 'JWT' })}.${part({ ...claims, jti: random.letters(letters62, 22), ver: 1 })}`;
  return `ghs_${random.below(9_900_000) + 100_000}_${head}.${random.letters(`${letters62}-_`, 86)}`;
}

/** Three hundred tokens of every kind and three hundred that are none, in a fixed order. */
export function coreAndDecoys(random: Random): readonly Sample[] {
  const made: Sample[] = [];
  const add = (times: number, set: PlantSet, type: string, make: () => string) => {
    for (let i = 0; i < times; i++) made.push({ set, type, token: make() });
  };
  add(70, 'core', 'ghp', () => opaque(random, 'ghp'));
  for (const prefix of ['gho', 'ghu', 'ghs']) add(35, 'core', prefix, () => opaque(random, prefix));
  add(25, 'core', 'ghr', () => opaque(random, 'ghr', 70));
  add(70, 'core', 'github_pat', () => fineGrained(random));
  add(30, 'core', 'ghs_jwt', () => stateless(random));
  add(80, 'decoy', 'ghp wrong checksum', () => wrongSum(random, 'ghp'));
  for (const prefix of ['gho', 'ghu', 'ghs'])
    add(25, 'decoy', `${prefix} wrong checksum`, () => wrongSum(random, prefix));
  add(15, 'decoy', 'ghr wrong checksum', () => wrongSum(random, 'ghr', 70));
  add(60, 'decoy', 'github_pat wrong checksum', () => fineGrained(random, { right: false }));
  add(20, 'decoy', 'placeholder', () => `ghp_${pick(random, ['x', 'X', 'A', '0']).repeat(36)}`);
  add(10, 'decoy', 'placeholder', () => `github_pat_${'x'.repeat(22)}_${'x'.repeat(59)}`);
  add(20, 'decoy', 'truncated', () => opaque(random, 'ghp').slice(0, -1 - random.below(8)));
  add(20, 'decoy', 'overlong', () => opaque(random, 'ghp') + random.letters(letters62, 3 + random.below(6)));
  return made;
}

/** Kinds whose checksum is only believed to be one: there a wrong one may be reported as possible, never elsewhere. */
export const doubtful: ReadonlySet<string> = new Set(
  ['gho', 'ghu', 'ghs', 'ghr', 'github_pat'].map((prefix) => `${prefix} wrong checksum`),
);

function wrongSum(random: Random, prefix: string, payload = 30): string {
  const token = opaque(random, prefix, payload);
  const sum = token.slice(-6);
  return token.slice(0, -6) + otherThan(sum, () => random.letters(letters62, 6));
}

function otherThan(value: string, make: () => string): string {
  for (;;) {
    const other = make();
    if (other !== value) return other;
  }
}

/** Five bytes are eight digits. */
function base32Of(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => base32.charAt(Number.parseInt(five, 2))).join('');
}
