import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { boundText, cleanServerText, isHeaderSafe, stripControl } from '../../../src/shared/text.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const c1 = String.fromCharCode(0x9b);
const hex = makeToken('legacy-hex');

/** Any code units: control characters, accents, whole and half surrogate pairs. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x2ff), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));

describe('stripping control characters', () => {
  const table: readonly (readonly [title: string, text: string, expected: string])[] = [
    ['colours', `${esc}[1;31mred${esc}[0m`, 'red'],
    ['erasing the screen and moving up', `a${esc}[2J${esc}[1A${esc}[Kb`, 'ab'],
    ['colours by one byte', `${c1}31mred`, 'red'],
    ['a window title', `${esc}]0;title${bell}text`, 'text'],
    ['a link', `${esc}]8;;https://evil.example${esc}\\github.com${esc}]8;;${esc}\\`, 'github.com'],
    ['a clipboard write', `${esc}]52;c;ZXZpbA==${bell}x`, 'x'],
    ['a string without an end, on its line only', `a${esc}Pq#0;2\nnext`, 'a\nnext'],
    ['other escapes', `${esc}c${esc}(B${esc}7x${esc}`, 'x'],
    ['backspaces and bells', `ab\b\bcd${bell}`, 'abcd'],
    ['NUL', 'a\0b', 'ab'],
    ['direction overrides', 'user\u202etxt.exe\u2066x\u2069\u200f', 'usertxt.exex'],
    ['zero-width characters', 'a\u200b\u200d\ufeff\u00adb', 'ab'],
    ['half characters', 'a\ud800b\udc00', 'ab'],
    ['returns that overwrite a line', 'good\rbad\r\nx', 'good\nbad\nx'],
    ['line separators', 'a\u2028b', 'a\nb'],
  ];
  for (const [title, text, expected] of table) {
    it(`C04 takes out ${title}`, () => {
      assert.equal(stripControl(text), expected);
    });
  }

  it('leaves plain text alone, in any script, with its tabs and lines', () => {
    const plain = 'plain\ttext\nzürich 日本 🔑';
    assert.equal(stripControl(plain), plain);
  });

  it('C04 leaves no control character of any text', () => {
    const pieces = fc.array(fc.oneof(anyText, fc.constantFrom(esc, `${esc}[`, `${esc}]`, c1, bell)));
    fc.assert(
      fc.property(pieces, (parts) => {
        assert.doesNotMatch(stripControl(parts.join('')), /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 80 },
    );
  });

  it('takes time in proportion to the text', () => {
    const started = cpuTime();
    for (const piece of [esc, `${esc}[`, `${esc}]`, `${esc}[0`, `${esc} `, '\r', '\u202e']) {
      stripControl(piece.repeat(300_000));
    }
    stripControl(`${esc}[${'0'.repeat(1_000_000)}`);
    assert.ok(cpuTime() - started < 3000, 'a quadratic one takes hours');
  }).timeout(60_000);
});

describe('bounding text', () => {
  it('cuts between characters and says that it cut', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((max) => boundText('a🔑bc', max)),
      ['', '…', 'a…', 'a…', 'a🔑…', 'a🔑bc'],
    );
  });

  it('never gives more than asked nor half a character', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, max) => {
        const bounded = boundText(text, max);
        assert.ok(bounded.length <= max);
        assert.ok(text.startsWith(bounded.replace(/…$/, '')));
        if (!/\p{Cs}/u.test(text)) assert.doesNotMatch(bounded, /\p{Cs}/u);
      }),
    );
  });
});

describe('cleaning server text', () => {
  const redactor = new Redactor();
  redactor.learn(new Secret(hex));

  it('C04 hides a token that only appears once the colours are gone', () => {
    const written = `${hex.slice(0, 20)}${esc}[m\u200b${hex.slice(20)}`;
    assert.equal(cleanServerText(`remote: ${written}!`, redactor, 200), 'remote: [redacted]!');
  });

  it('C04 hides a token at the place of the cut', () => {
    for (let max = 1; max < 60; max++) {
      const shown = cleanServerText(`ab ${hex} cd`, redactor, max);
      assert.ok('ab [redacted] cd'.startsWith(shown.replace(/…$/, '')), shown);
    }
  });
});

describe('a value for a header', () => {
  it('G09 may hold nothing that could end the header', () => {
    assert.equal(isHeaderSafe(`token ${hex}`), true);
    for (const bad of ['\r', '\n', '\r\nX: 1', '\0', '\t', '\u2028', 'é', '\x7f']) {
      assert.equal(isHeaderSafe(`a${bad}`), false, JSON.stringify(bad));
      assert.equal(isHeaderSafe(`${bad}a`), false, JSON.stringify(bad));
    }
  });
});
