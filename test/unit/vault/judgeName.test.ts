import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import { judgeName } from '../../../src/vault/judgeName.ts';
import { draft, noon } from './sample.ts';

const work: Entry = { ...draft('Work'), id: 'id-1', addedAt: noon, secretSince: noon, previous: undefined };

describe('judgeName', () => {
  it('accepts what a person would call a token', () => {
    const names = ['work', 'github:fine-grained-acme', 'Büro', '仕事', "Mona's CI", 'ghp_ tokens'];
    assert.deepEqual(
      names.filter((name) => judgeName(name, [])),
      [],
    );
  });

  it('refuses an empty, endless, invisible or token-shaped name with its reason', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'empty'],
      [' \t', 'empty'],
      ['x'.repeat(61), 'tooLong'],
      ['a\nb', 'controlCharacters'],
      ['a\u2028b', 'controlCharacters'],
      ['safe\u202Eevil', 'controlCharacters'],
      ['zero\u200Bwidth', 'controlCharacters'],
      [`${'gh'}p_${'A'.repeat(36)}`, 'looksLikeToken'],
      [`x ${'github'}_pat_${'B'.repeat(30)}`, 'looksLikeToken'],
      ['0123456789abcdef'.repeat(3).slice(0, 40), 'looksLikeToken'],
    ];
    assert.deepEqual(
      cases.map(([name]) => judgeName(name, [])),
      cases.map(([, why]) => ({ kind: 'nameInvalid', why })),
    );
  });

  it('X-01 refuses a name that exists, however it is spelled, and says which entry has it', () => {
    const spellings = ['Work', 'work', ' WORK ', 'Ｗork'];
    assert.deepEqual(
      spellings.map((name) => judgeName(name, [work])),
      spellings.map(() => ({ kind: 'nameTaken', name: 'Work', id: 'id-1' })),
    );
  });
});
