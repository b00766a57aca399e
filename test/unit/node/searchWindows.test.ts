import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { findInBytes } from '../../../src/leaks/findInBytes.ts';
import type { Print } from '../../../src/leaks/placed.ts';
import { ripgrepPattern } from '../../../src/node/leaks/mayHold.ts';
import { type Hit, mostHits } from '../../../src/node/leaks/ripgrepAnswer.ts';
import { searchWindows } from '../../../src/node/leaks/searchWindows.ts';
import { makePrivateKey } from '../../fixtures/privateKeys.ts';
import { makeToken, type TokenForm } from '../../fixtures/tokens.ts';

const print: Print = (secret) => createHash('sha1').update(secret.reveal()).digest('hex');
const needles = new RegExp(ripgrepPattern.replace('(?-u)', ''), 'g');
const key = makePrivateKey().trim();
const forms: readonly TokenForm[] = [
  'classic-pat',
  'fine-grained-pat',
  'app-user-token-long',
  'installation-token-jwt',
  'refresh-token',
];
const basic = (text: string) => Buffer.from(`x-access-token:${text}`).toString('base64');
const wrapped = (text: string) => basic(text).replace(/.{64}(?!$)/g, `$&\n${' '.repeat(70)}`);

const planted = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...forms),
      fc.nat(99),
      fc.constantFrom<(text: string) => string>((text) => text, basic, wrapped),
    )
    .map(([form, seed, written]) => written(makeToken(form, seed))),
  fc.nat(99).map((seed) => `github_token=${makeToken('legacy-hex', seed)}`),
  fc.constantFrom(key, key.replaceAll('\n', '\\n'), `app-id: 1\n${key}`, `${'GitHub '.repeat(25)}\n${key}`),
);
/** About as long as what is left out, or as what stands before and behind a hit. */
const length = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 480, max: 540 }),
  fc.integer({ min: 900, max: 1_100 }),
  fc.integer({ min: 15_800, max: 17_600 }),
);
const filler = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('a = 1;\n', 'one two ', 'é 日\n', '\r\n', 'x\r\n') },
      { weight: 1, arbitrary: fc.constantFrom('QUJD', '.-', 'ghp_\n', '\r', '\0', `${'ab1'.repeat(13)}\n`) },
    ),
    length,
  )
  .map(([unit, much]) => unit.repeat(Math.ceil(much / unit.length)));
const between = fc.constantFrom('\n', ' ', '"', '\n\n', '', '_');
const file = fc
  .tuple(
    fc.constantFrom('', '', '\ufeff'),
    fc.array(
      fc.oneof(
        filler,
        fc.tuple(between, planted, between).map((parts) => parts.join('')),
      ),
      { maxLength: 7 },
    ),
  )
  .map(([mark, parts]) => Buffer.from(mark + parts.join('')));

/** As ripgrep tells them. */
function hitsIn(bytes: Buffer): readonly Hit[] | undefined {
  const hits: Hit[] = [];
  let at = 0;
  for (const [index, line] of bytes.toString('latin1').split('\n').entries()) {
    const [first, second] = [...line.matchAll(needles)];
    if (second !== undefined) return undefined;
    if (first !== undefined) hits.push({ line: index + 1, at: at + first.index });
    at += line.length + 1;
  }
  return hits.length > mostHits ? undefined : hits;
}

const search = (bytes: Buffer, hits: readonly Hit[], size = bytes.length) =>
  searchWindows({ take: (at, wanted) => bytes.subarray(at, at + wanted), size, name: 'a' }, hits, print);

describe('a search around what ripgrep has told', function () {
  this.timeout(60_000);

  it('I07 finds what a search of the whole file finds, in the same places, or leaves the file to it', () => {
    let [sure, found] = [0, 0];
    fc.assert(
      fc.property(file, (bytes) => {
        const hits = hitsIn(bytes);
        const leaks = hits && search(bytes, hits);
        if (leaks === undefined) return;
        sure++;
        found += leaks.length;
        assert.deepEqual(leaks, findInBytes(bytes.toString('latin1'), print, 'a'));
      }),
      { numRuns: 1_000 },
    );
    assert.ok(sure > 500 && found > 500, `${sure} files, ${found} tokens`);
  });

  it('reads no more of a large file than what decides', () => {
    const token = makeToken('classic-pat', 1);
    const bytes = Buffer.from(`${'a = 1;\n'.repeat(9_000)}"${token}"\n${'b = 2;\n'.repeat(9_000)}`);
    let last = 0;
    const take = (at: number, wanted: number) => {
      last = Math.max(last, at + wanted);
      return bytes.subarray(at, at + wanted);
    };
    const hits = hitsIn(bytes) ?? [];
    const leaks = searchWindows({ take, size: bytes.length, name: 'a' }, hits, print);
    assert.deepEqual(
      leaks?.map(({ spot }) => [spot.line, spot.column]),
      [[9_000, 1]],
    );
    assert.ok(last < bytes.length - 40_000, `${last} of ${bytes.length}`);
  });

  it('leaves to a search of the whole what is UTF-16, holds NUL, has become shorter, or ends lines with CR alone', () => {
    const line = `${'a = 1;\n'.repeat(300)}"${makeToken('oauth-token', 1)}"\n`;
    const hits = hitsIn(Buffer.from(line)) ?? [];
    assert.equal(search(Buffer.from(line), hits)?.length, 1);
    for (const text of [line.replaceAll('a', '\0'), line.replace('\n', '\r'), `\ufeff${line}`.slice(2_000)])
      assert.equal(
        search(Buffer.from(text), hits, line.length),
        undefined,
        JSON.stringify(text.slice(0, 20)),
      );
    const twice = `${line}\r${'b = 2;\n'.repeat(9_000)}${line}`;
    assert.equal(search(Buffer.from(twice), hitsIn(Buffer.from(twice)) ?? []), undefined);
    assert.equal(search(Buffer.from(line, 'utf16le'), hits), undefined);
    assert.equal(
      search(Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(line, 'utf16le')]), hits),
      undefined,
    );
  });

  it('leaves to it a stretch that reaches over an edge: what it begins with may say that it is none', () => {
    const token = `ghu_${'aB3'.repeat(14)}`;
    const start = `ghu_${'aB3.'.repeat(1_500)}-`;
    const text = `${'x = 1;\n'.repeat(9)}${start}\n`;
    const one = Buffer.from(`${text}${token}\n`);
    assert.ok(findInBytes(one.toString('latin1'), print).length > 0);
    const bytes = Buffer.from(`${'x = 1;\n'.repeat(9)}${start}${token}\n`);
    const at = bytes.lastIndexOf('ghu_');
    assert.deepEqual(
      [findInBytes(bytes.toString('latin1'), print), search(bytes, [{ line: 10, at }])],
      [[], undefined],
    );
  });
});
