import { createHash } from 'node:crypto';
import { makeToken } from '../../fixtures/tokens.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The form with the sum that others have found; of `seed` only. Computed by Node, a witness independent of ours. */
export function fineGrainedWithSum(seed: number, word = ''): string {
  const plain = makeToken('fine-grained-pat', seed);
  const summed = plain.slice(0, -16 - word.length) + word;
  const digest = createHash('sha256').update(summed).digest();
  const bits = [...digest.subarray(0, 5)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const sum = (bits.match(/.{5}/g) ?? []).map((five) => base32.charAt(Number.parseInt(five, 2))).join('');
  return summed + sum + plain.slice(-8);
}

interface Decoy {
  readonly what: string;
  readonly text: string;
  /** The most that may be said about it. */
  readonly may: 'nothing' | 'possible';
}

/** The last letter changed: the checksum is wrong, the shape is right. */
function spoiled(token: string): string {
  return token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');
}

/** 300 that are none: wrong checksums, placeholders, cut and overlong ones. */
export function decoys(): readonly Decoy[] {
  const many = (count: number, make: (seed: number) => Decoy): readonly Decoy[] =>
    Array.from({ length: count }, (_, seed) => make(seed));
  const wrongSum = (form: 'oauth-token' | 'app-user-token' | 'installation-token-opaque' | 'refresh-token') =>
    many(form === 'refresh-token' ? 15 : 25, (seed) => ({
      what: form,
      text: spoiled(makeToken(form, seed)),
      may: 'possible',
    }));
  return [
    ...many(80, (seed) => ({
      what: 'classic',
      text: spoiled(makeToken('classic-pat', seed)),
      may: 'nothing',
    })),
    ...wrongSum('oauth-token'),
    ...wrongSum('app-user-token'),
    ...wrongSum('installation-token-opaque'),
    ...wrongSum('refresh-token'),
    ...many(60, (seed) => ({
      what: 'fine-grained',
      text: makeToken('fine-grained-pat', seed),
      may: 'possible',
    })),
    ...many(20, (seed) => ({
      what: 'placeholder',
      text: `ghp_${'xXA0'.charAt(seed % 4).repeat(36)}`,
      may: 'nothing',
    })),
    ...many(10, () => ({
      what: 'placeholder',
      text: `github_pat_${'x'.repeat(22)}_${'x'.repeat(59)}`,
      may: 'nothing',
    })),
    ...many(20, (seed) => ({
      what: 'cut',
      text: makeToken('classic-pat', seed).slice(0, -1 - (seed % 8)),
      may: 'nothing',
    })),
    ...many(20, (seed) => ({
      what: 'overlong',
      text: makeToken('classic-pat', seed) + makeToken('legacy-hex', seed).slice(0, 3 + (seed % 6)),
      may: 'nothing',
    })),
  ];
}

/** As printed by GitHub and by other programs' tests, in parts so that this file holds none. */
export function publishedSamples(): readonly string[] {
  const body = ['16C7e42F292c6912E7710c838347Ae', '178B4a'].join('');
  const refresh = ['1B4a2e77838347a7E420ce178F2E7c6912E1', '69246c34E1ccbF66C46812d16D5B1A9Dc86A1498'].join(
    '',
  );
  const classic: readonly (readonly [string, string])[] = [
    ['zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ', '0mLq17'],
    ['M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq', '11T4V4'],
    ['HEEjXavM6wKtyhAUwDblMznMEhWyTt', '4XwY6f'],
    ['yk8LTIKF7M9SgRPBFzu7nkPQBBLcAa', '2aAbrx'],
    ['vKdQ4XtRZOBFd16YZEgyLKyQ8Cee4g', '2NJ0mT'],
  ];
  return [
    ...['ghp', 'gho', 'ghu', 'ghs'].map((prefix) => `${prefix}_${body}`),
    `ghr_${refresh}`,
    ...classic.map(([payload, sum]) => `ghp_${payload}${sum}`),
    ['e72e16c7e42f292c6912', 'e7710c838347ae178b4a'].join(''),
    ['25f94a2a5c7fbaf499c6', '65bc73d67c1c87e496da'].join(''),
    ['23cffb2fab1b0a627478', '63eba88cb9327e561f2f'].join(''),
  ];
}

/** Lines as programs and people write them. */
const lines: readonly ((token: string) => string)[] = [
  (token) => `const token = "${token}";`,
  (token) => `  Authorization: \`token ${token}\`,`,
  (token) => `// TODO remove: ${token}`,
  (token) => `var GH_TOKEN='${token}';`,
  (token) => `  headers: { authorization: "Bearer ${token}" },`,
  (token) => `#define TOK "${token}"`,
  (token) => `export GH_TOKEN=${token}`,
  (token) => `git clone https://x-access-token:${token}@github.com/acme/app.git`,
  (token) => `curl -H 'Authorization: Bearer ${token}' https://api.github.com/user`,
  (token) => `Use \`${token}\` to log in.`,
  (token) => `git remote set-url origin https://${token}@github.com/acme/app`,
  (token) => `      GITHUB_TOKEN: "${token}"\r`,
  (token) => `  password: ${token}`,
  (token) => `<!-- ${token} -->`,
  (token) => token,
];

/** 300 that are real by their form, each in a line: as many of each kind as the project's plan for speed plants. */
export function planted(): readonly {
  readonly form: string;
  readonly token: string;
  readonly text: string;
}[] {
  const counts = {
    'classic-pat': 70,
    'oauth-token': 35,
    'app-user-token': 35,
    'installation-token-opaque': 35,
    'refresh-token': 25,
    'fine-grained-pat': 70,
    'installation-token-jwt': 30,
  } as const;
  const forms = Object.entries(counts) as readonly (readonly [keyof typeof counts, number])[];
  return forms.flatMap(([form, count]) =>
    Array.from({ length: count }, (_, seed) => {
      const token = form === 'fine-grained-pat' ? fineGrainedWithSum(seed) : makeToken(form, seed);
      const line = lines[seed % lines.length]?.(token) ?? token;
      return { form, token, text: `first line\n${line}\nlast line\n` };
    }),
  );
}
