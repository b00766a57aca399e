import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import { secretAt } from '../../../src/leaks/secretAt.ts';
import { sha256Hex } from '../../../src/leaks/sha256.ts';
import { TokenStream } from '../../../src/leaks/tokenStream.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { hostileUnits, repeated } from '../../fixtures/hostileTexts.ts';
import { makePrivateKey } from '../../fixtures/privateKeys.ts';
import { checksummed, makeToken, type TokenForm } from '../../fixtures/tokens.ts';
import { decoys, fineGrainedWithSum, planted, publishedSamples } from './corpus.ts';

const found = (text: string) =>
  findTokens(text).map(({ kind, offset, confidence }) => `${confidence} ${kind} at ${offset}`);

/** What a search in plain text can know; the others have no prefix. */
const searched: readonly TokenForm[] = [
  'classic-pat',
  'fine-grained-pat',
  'oauth-token',
  'app-user-token',
  'app-user-token-long',
  'installation-token-opaque',
  'installation-token-jwt',
  'refresh-token',
];

describe('looking for tokens in a text', () => {
  it('finds every kind where it stands, and knows its kind', () => {
    for (const form of searched) {
      const token = makeToken(form, 7);
      const [first, ...others] = findTokens(`a = "${token}";\n`);
      assert.deepEqual([form.startsWith(first?.kind ?? 'none'), first?.offset, others], [true, 5, []], form);
      assert.equal(first?.length, token.length, form);
    }
  });

  it('is sure of a right checksum, of a whole JWT and of a fine-grained token whose sum is right', () => {
    const sure: readonly TokenForm[] = [
      'classic-pat',
      'oauth-token',
      'app-user-token',
      'installation-token-opaque',
      'installation-token-jwt',
      'refresh-token',
    ];
    const tokens = [...sure.map((form) => makeToken(form, 3)), fineGrainedWithSum(3)];
    assert.deepEqual(
      tokens.map((token) => findTokens(token)[0]?.confidence),
      tokens.map(() => 'confirmed'),
    );
  });

  it('finds a token glued to letters, percent-encoded, after an escape, in binary', () => {
    const token = makeToken('classic-pat', 5);
    for (const [before, after] of [
      ['key_', '_end'],
      ['x', ''],
      ['PAT%3D', '%26x'],
      ['"\\n', '\\n"'],
      ['\0\x01\xff', '\0\0'],
      ['https://', ':x-oauth-basic@github.com'],
    ] as const) {
      assert.deepEqual(found(before + token + after), [`confirmed classic-pat at ${before.length}`]);
    }
  });

  it('shows at most the prefix and the last four characters, and hands out no value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...searched), fc.nat(), (form, seed) => {
        const token = makeToken(form, seed);
        const text = JSON.stringify(findTokens(token));
        const windows = [...token.slice(11)].map((_, at) => token.slice(at + 11, at + 17));
        return windows.filter((window) => window.length === 6).every((window) => !text.includes(window));
      }),
    );
  });

  it('I14 is sure of no decoy, and takes a classic one, a placeholder or a cut one for nothing at all', () => {
    const wrong = decoys().flatMap(({ what, text, may }) =>
      findTokens(`const value = "${text}";`)
        .filter(({ confidence }) => confidence === 'confirmed' || may === 'nothing')
        .map(({ confidence }) => `${what}: ${confidence}`),
    );
    assert.deepEqual(wrong, []);
    assert.equal(decoys().length, 300);
  });

  it('I03 finds each of 300 tokens in the lines of programs, as many of each kind as leak', () => {
    const missed = planted().filter(({ text, token, form }) => {
      const [one, ...others] = findTokens(text);
      const value = one && secretAt(text, one).reveal();
      return (
        value !== token || others.length > 0 || one?.confidence !== 'confirmed' || !form.startsWith(one.kind)
      );
    });
    assert.deepEqual(missed, []);
    assert.equal(planted().length, 300);
  });

  it('I14 knows the values of the documentation by their hash', () => {
    assert.ok(publishedSamples().length >= 10);
    assert.deepEqual(
      publishedSamples().flatMap((sample) => found(`github token: ${sample}`)),
      [],
    );
  });

  it('I14 takes hashes, base64 and names with a prefix in them for nothing', () => {
    const texts = [
      createHash('sha1').update('x').digest('hex'),
      `sha512-${createHash('sha512').update('x').digest('base64')}`,
      'right_of_the_very_long_name_that_goes_on_and_on_for_ever',
      'ghu_a_name_of_a_variable_that_goes_on_and_on_for_ever',
      'ghs_15368_eyJ.eyJ',
      'github_pat_is_a_prefix',
    ];
    assert.deepEqual(texts.flatMap(found), []);
  });
});

describe('a text that comes in pieces', function () {
  this.timeout(60_000);
  const key = makePrivateKey();
  const cut = (text: string, size: number): readonly string[] => {
    const pieces: string[] = [];
    for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
    return pieces;
  };
  const streamed = (pieces: readonly string[]) => {
    const stream = new TokenStream();
    for (const piece of pieces) stream.write(piece);
    return stream.end();
  };

  it('I07 is searched as if it had come whole, wherever it is cut', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.integer({ min: 1, max: 9000 }).map((count) => 'z '.repeat(count)),
      fc.tuple(fc.constantFrom(...searched), fc.nat(50)).map(([form, seed]) => ` ${makeToken(form, seed)} `),
      fc.nat(50).map((seed) => `\nGITHUB_TOKEN=${makeToken('legacy-hex', seed)}\n`),
      fc
        .constantFrom(...searched)
        .map((form) => ` ${Buffer.from(`me:${makeToken(form)}`).toString('base64')}\n`),
      fc
        .constantFrom(...searched)
        .map((form) => Buffer.from(` ${makeToken(form)} `, 'utf16le').toString('latin1')),
      fc.constant(`\napp_id: 1\n${key}\n`),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 20_000 }), (parts, size) => {
        const text = parts.join('');
        assert.deepEqual(streamed(cut(text, size)), findTokens(text));
      }),
    );
  });

  it('I07 hides no token in any of the places where one piece ends', () => {
    const jwt = makeToken('installation-token-jwt', 1);
    const filler = 'the quick brown fox 0123456789\n'.repeat(700);
    for (const token of [
      jwt,
      `GH_TOKEN=${makeToken('legacy-hex', 1)}`,
      `${Buffer.from(`a:${jwt}`).toString('base64')}`,
      key,
    ]) {
      const text = `${filler}${token}\n${filler}`;
      assert.equal(findTokens(text).length, 1);
      for (let into = 0; into <= token.length; into += 1 + (token.length >> 6)) {
        const at = filler.length + into;
        assert.deepEqual(streamed([text.slice(0, at), text.slice(at)]), findTokens(text), `${into}`);
      }
    }
  });
});

describe('a token within base64', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const token = makeToken('classic-pat', 'inside');

  it('is the one that is told of, and not another that is in base64 once more before it', () => {
    const text = `Basic ${base64(`${base64(`x:${makeToken('oauth-token', 'decoy')}`)}:${token}`)}`;
    const [finding] = findTokens(text);
    assert.ok(finding);
    assert.equal(finding.kind, 'classic-pat');
    assert.ok(secretAt(text, finding).equals(new Secret(token)));
  });

  it('is read whole from lines of any length, however far they are indented', () => {
    const long = makeToken('installation-token-jwt', 'lines');
    const digits = base64(`x-access-token:${long}`);
    for (const width of [4, 8, 64]) {
      for (const indent of [0, 10, 40, 80]) {
        const lines = digits.slice(64).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        const text = `a: |\n  ${[digits.slice(0, 64), ...lines].join(`\n${' '.repeat(indent)}`)}\nb: 1\n`;
        const values = findTokens(text).map((finding) => secretAt(text, finding).reveal());
        assert.deepEqual(values, [long], `${width} digits behind ${indent} blanks`);
      }
    }
  });

  it('I14 is found behind a value of the documentation', () => {
    for (const sample of publishedSamples().filter((one) => /^gh[opur]_/.test(one))) {
      const text = `Basic ${base64(`${sample}:${token}`)}`;
      const [finding, ...others] = findTokens(text);
      assert.ok(finding, sample.slice(0, 8));
      assert.deepEqual([finding.kind, finding.confidence, others], ['classic-pat', 'confirmed', []]);
      assert.ok(secretAt(text, finding).equals(new Secret(token)));
    }
  });
});

describe('a word of an example', () => {
  it('may stand in a token by chance: a right sum counts for more', () => {
    for (const word of ['token', 'Dummy', '123456', 'abcDEF']) {
      const token = fineGrainedWithSum(3, word);
      assert.ok(token.includes(word));
      assert.deepEqual(found(`a ${token}`), ['confirmed fine-grained-pat at 2'], word);
    }
  });
});

describe('a name and its token', function () {
  this.timeout(60_000);

  it('I07 are not parted by the place up to which a text is judged', () => {
    const filler = 'the quick brown fox 0123456789\n'.repeat(700);
    const text = `${filler}GITHUB_TOKEN=${makeToken('legacy-hex', 1)}\n${filler}`;
    // More behind the name than any piece shares with the next, and so on down to nothing.
    for (let behind = 12_000; behind >= 0; behind -= 7) {
      const stream = new TokenStream();
      const at = filler.length + behind;
      stream.write(text.slice(0, at));
      stream.write(text.slice(at));
      assert.equal(stream.end().length, 1, `${behind}`);
    }
  });
});

describe('hostile text', function () {
  this.timeout(60_000);

  it('I10 takes time in proportion to its length', () => {
    for (const [what, unit] of Object.entries(hostileUnits)) {
      const [short = 0, long = 0] = [60_000, 240_000].map((length) => walked(repeated(unit, length)));
      assert.ok(long <= 6 * short + 1000, `${what}: ${short} -> ${long}`);
    }
  });

  it('I10 looks at no character more than a few times', () => {
    for (const [what, unit] of Object.entries(hostileUnits)) {
      const steps = walked(repeated(unit, 100_000));
      assert.ok(steps < 10 * 100_000, `${what}: ${steps}`);
    }
  });

  it('I10 with a single prefix before a million dots is walked once', () => {
    const long = walked(`ghs_1_eyJ${'a.a.'.repeat(250_000)}`);
    assert.ok(long < 5_000_000, `${long}`);
  });

  it('I10 is given no more than a thousand findings, and no hash for each look-alike', () => {
    const token = makeToken('oauth-token', 1);
    assert.equal(findTokens(`${token} `.repeat(3000)).length, 1000);
    const wrong = `x${makeToken('fine-grained-pat', 1)} `;
    const right = `x${fineGrainedWithSum(1)} `;
    assert.equal(findTokens(wrong.repeat(4000) + right).length, 1);
    assert.equal(findTokens(wrong.repeat(6000) + right).length, 0);
  });
  it('I10 hides no token that stands alone behind thousands of look-alikes', () => {
    const token = fineGrainedWithSum(1);
    const text = `${`x${makeToken('fine-grained-pat', 1)} `.repeat(6000)}\n`;
    assert.deepEqual(found(text + token), [`possible fine-grained-pat at ${text.length}`]);
  });

  it('I10 with a thousand keys of backslashes is read as fast as any other', () => {
    const one = `-----BEGIN RSA PRIVATE KEY-----MII${'\\'.repeat(3900)}-----END RSA PRIVATE KEY-----\n`;
    const began = cpuTime();
    assert.deepEqual(findTokens(one.repeat(1000)), []);
    // It took ten seconds.
    assert.ok(cpuTime() - began < 3_000);
  });
});

/** Characters that are looked at one by one: a count, because time on a busy machine decides nothing. */
function walked(text: string): number {
  let count = 0;
  const original = String.prototype.charCodeAt;
  String.prototype.charCodeAt = function (this: string, at: number) {
    count++;
    return original.call(this, at);
  };
  try {
    findTokens(text);
  } finally {
    String.prototype.charCodeAt = original;
  }
  return count;
}

describe('SHA-256', () => {
  it('is the one everybody has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), (text) => {
        assert.equal(sha256Hex(text), createHash('sha256').update(text).digest('hex'));
      }),
    );
    assert.equal(sha256Hex(checksummed('')).length, 64);
  });
});
