import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LineRedactor } from '../../../src/shared/lineRedactor.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

const hex = makeToken('legacy-hex');
const fine = makeToken('fine-grained-pat');

function lines(...values: readonly string[]): LineRedactor {
  const redactor = new Redactor();
  for (const value of values) redactor.learn(new Secret(value));
  return redactor.lines();
}

function all(redactor: LineRedactor, pieces: readonly string[]): readonly string[] {
  return [...pieces.flatMap((piece) => redactor.push(piece)), ...redactor.end()];
}

describe('redacting a stream', () => {
  it('C06 hides a token that is cut at any byte, in two pieces', () => {
    for (const form of tokenForms) {
      const value = makeToken(form);
      const text = `remote: got ${value} from you\nnext`;
      for (let at = 0; at <= text.length; at++) {
        const shown = all(lines(value), [text.slice(0, at), text.slice(at)]);
        assert.deepEqual(shown, ['remote: got [redacted] from you', 'next'], `${form} cut at ${at}`);
      }
    }
  });

  it('C06 hides a token that arrives one character at a time, also one never learned', () => {
    const text = `token ${fine}\r\nAuthorization: Basic ${Buffer.from(`me:${hex}`).toString('base64')}\n`;
    assert.deepEqual(all(lines(), [...text]), ['token [redacted]', 'Authorization: [redacted]']);
  });

  it('C06 gives the same lines however the stream is cut', () => {
    const text = `a\r\n\r\n${fine}\rprogress 1\rprogress 2\n\n${hex} é🔑\nhttps://a:b@c\r`;
    const whole = all(lines(hex), [text]);
    assert.deepEqual(whole, [
      'a',
      '',
      '[redacted]',
      'progress 1',
      'progress 2',
      '',
      '[redacted] é🔑',
      'https://[redacted]@c',
    ]);
    const cuts = fc.array(fc.nat(text.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const sorted = [0, ...places.sort((a, b) => a - b), text.length];
        const pieces = sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
        assert.deepEqual(all(lines(hex), pieces), whole);
      }),
      { numRuns: 300 },
    );
  });

  it('C06 gives nothing out before the line is complete', () => {
    const redactor = lines();
    assert.deepEqual(redactor.push(fine.slice(0, 15)), []);
    assert.deepEqual(redactor.push(`${fine.slice(15)} done`), []);
    assert.deepEqual(redactor.push('\n'), ['[redacted] done']);
    assert.deepEqual(redactor.end(), []);
  });

  it('C06 hides a token across the place where a long line is cut', () => {
    for (let before = 16_384 - hex.length - 2; before <= 16_386; before++) {
      const [shown = '', ...others] = all(lines(hex), [`${' '.repeat(before)}${hex}${' '.repeat(40_000)}\n`]);
      assert.deepEqual(others, []);
      assert.ok(shown.length <= 16_384 + '[redacted]…'.length);
      assert.match(shown, /^ *(?:\[redacted\])? *…$/, `at ${before}`);
    }
  });

  it('C06 hides the beginning of a token where the rest of an endless line was dropped', () => {
    const colour = `${String.fromCharCode(27)}[m`;
    for (let shift = 0; shift < 60; shift++) {
      // The colour codes vanish, so the line is short again after what was dropped.
      const text = `${colour.repeat(10_900)}${' '.repeat(shift)}${hex}${colour.repeat(9000)}`;
      const shown = all(lines(hex), [text, text, '\n']).join('\n');
      assert.ok(!shown.includes(hex.slice(0, 6)), `shift ${shift}: ${shown}`);
    }
  });

  it('keeps a bounded part of an endless line, and reads on after it', () => {
    const redactor = lines();
    for (let i = 0; i < 200; i++) assert.deepEqual(redactor.push('word '.repeat(2000)), []);
    const [shown = '', next] = redactor.push('\nnext\n');
    assert.deepEqual([shown.length, shown.at(-1)], [16_385, '…']);
    assert.equal(next, 'next');
  });

  it('C04 takes colours and control characters out before it looks for tokens', () => {
    const esc = String.fromCharCode(27);
    const written = [...hex].join(`${esc}[0m`);
    assert.deepEqual(all(lines(hex), [`remote: ${written}\u200b${esc}]0;title`, `\n`]), [
      'remote: [redacted]',
    ]);
  });
});
