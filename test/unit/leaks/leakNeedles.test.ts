import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import { leakNeedles } from '../../../src/leaks/leakNeedles.ts';
import { mayHold } from '../../../src/node/leaks/mayHold.ts';
import { makePrivateKey } from '../../fixtures/privateKeys.ts';
import { makeToken, type TokenForm } from '../../fixtures/tokens.ts';

const forms: readonly TokenForm[] = [
  'classic-pat',
  'fine-grained-pat',
  'oauth-token',
  'app-user-token',
  'app-user-token-long',
  'installation-token-opaque',
  'installation-token-jwt',
  'refresh-token',
];
const key = makePrivateKey().trim();
const hex = (seed: number) => makeToken('legacy-hex', seed);
const wide = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');

const planted = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...forms),
      fc.nat(99),
      fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => `Basic ${Buffer.from(`${'u'.repeat(text.length % 7)}:${text}`).toString('base64')}`,
        wide,
      ),
    )
    .map(([form, seed, written]) => written(` ${makeToken(form, seed)} `)),
  fc.nat(99).map((seed) => `github_token=${hex(seed)}`),
  fc.nat(99).map((seed) => `token: v1.${hex(seed)}`),
  fc.constant(key),
  fc.constant(key.replaceAll('\n', '\\n')),
);
const any = leakNeedles.map(({ pattern }) => new RegExp(pattern));

describe('what is looked for first', () => {
  it('stands in every text that holds a token', () => {
    let found = 0;
    fc.assert(
      fc.property(planted, (text) => {
        found += findTokens(text).length;
        assert.ok(findTokens(text).length > 0 && any.some((needle) => needle.test(text)), text);
      }),
    );
    assert.ok(found >= 100);
  });

  it('stands within one line, as a program reads it that looks at lines', () => {
    fc.assert(
      fc.property(planted, (text) => {
        assert.ok(
          text.split('\n').some((line) => any.some((needle) => needle.test(line))),
          text,
        );
      }),
    );
  });

  it('is seen in bytes wherever findTokens finds a token, whatever stands around it', () => {
    const beside = fc.oneof(
      fc.uint8Array({ maxLength: 90 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.constantFrom('', '_', '____', '\0', 'a'.repeat(60), 'github_', `${hex(2)}/`, 'naHBf'),
    );
    let found = 0;
    fc.assert(
      fc.property(beside, planted, beside, (before, text, behind) => {
        const all = before + text + behind;
        if (findTokens(all).length === 0) return;
        found++;
        assert.ok(mayHold(Buffer.from(all, 'latin1')), JSON.stringify(all));
      }),
      { numRuns: 1_000 },
    );
    assert.ok(found >= 500);
  });

  it('is not seen in bytes of words, hashes, long stretches and prefixes that end', () => {
    const words = 'weight_of(graph, github_index) ghp_ ghs_( github_path through_put __gh__p_';
    const stretches = `sha1-${'QUJD'.repeat(40)} "${hex(1)}" commit/${hex(2)} ${'-'.repeat(99)}`;
    for (const text of [words, stretches, '', '\0'.repeat(600)])
      assert.equal(mayHold(Buffer.from(text, 'latin1')), false, text);
  });

  it('is not in text without any', () => {
    const text =
      'const right = weight_of(graph, github, index); // sha1 0123456789abcdef ghp_ ghs_1 github_pat_x';
    for (const none of [text, `commit ${hex(1)}`, `sha: "${hex(1)}"`])
      assert.equal(
        any.some((needle) => needle.test(none)),
        false,
        none,
      );
  });

  it('is made of what means the same to ripgrep: no look around, no reference back', () => {
    for (const { pattern } of leakNeedles) assert.doesNotMatch(pattern, /\(\?[=!<]|\\[1-9bdsw]|\\u/, pattern);
  });
});
