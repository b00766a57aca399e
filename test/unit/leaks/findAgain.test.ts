import assert from 'node:assert/strict';
import { findAgain } from '../../../src/leaks/findAgain.ts';
import { withIds } from '../../../src/leaks/leak.ts';
import { lookIn } from '../../../src/leaks/lookIn.ts';
import type { Secret } from '../../../src/shared/secret.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const print = (secret: Secret) => `of ${secret.reveal().slice(-6)}`;
const [a, b] = [makeToken('classic-pat', 'a'), makeToken('classic-pat', 'b')];
const place = { kind: 'file', uri: 'file:///w/a' } as const;
const leaksOf = (text: string) => withIds(place, lookIn(text, print));

describe('where a found token stands now', () => {
  it('is known by its print, wherever the text has moved it', () => {
    const [first, second] = leaksOf(`${a} ${b}`);
    assert.ok(first && second);
    const now = `\n\n${b}\n  ${a}\n`;
    assert.equal(findAgain(now, first, print)?.offset, now.indexOf(a));
    assert.equal(findAgain(now, second, print)?.offset, now.indexOf(b));
  });

  it('is its own turn among equal ones, and nowhere once there are fewer', () => {
    const [first, second] = leaksOf(`${a} ${a}`);
    assert.ok(first && second);
    const now = `${b} ${a} ${a}`;
    assert.equal(findAgain(now, first, print)?.offset, now.indexOf(a));
    assert.equal(findAgain(now, second, print)?.offset, now.lastIndexOf(a));
    assert.equal(findAgain(a, second, print), undefined);
    assert.equal(findAgain(b, first, print), undefined);
  });
});
