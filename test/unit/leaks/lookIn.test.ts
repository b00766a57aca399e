import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lookIn } from '../../../src/leaks/lookIn.ts';
import { lookInSlices } from '../../../src/leaks/lookInSlices.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const print = () => 'p';
const token = makeToken('classic-pat', 'look');
const pause = async () => undefined;

describe('looking for tokens in a text', () => {
  it('counts lines as editors do, whatever ends them', () => {
    const piece = fc.constantFrom('\r\n', '\n', '\r', 'word ', `${token} `);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const expected = text
          .split(/\r\n?|\n/)
          .flatMap((line, at) => [...line.matchAll(/ghp_/g)].map(({ index }) => `${at}:${index}`));
        const found = lookIn(text, print).map(({ spot }) => `${spot.line}:${spot.column}`);
        assert.deepEqual(found, expected);
      }),
    );
  });

  it('finds the same in slices as in one piece', async () => {
    const text = `${'x'.repeat(999_980)} ${token}\n${'y'.repeat(1_500_000)}\n${token} ${token}`;
    assert.deepEqual(await lookInSlices(text, print, { pause }), lookIn(text, print));
  });

  it('takes no longer for a thousand tokens in one endless line than for one in it', async () => {
    const text = `${`${token} `.repeat(1000)}${'x'.repeat(20_000_000)}`;
    const started = cpuTime();
    assert.equal((await lookInSlices(text, print, { pause })).length, 1000);
    assert.ok(cpuTime() - started < 2000);
  });
});
