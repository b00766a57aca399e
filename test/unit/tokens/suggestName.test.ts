import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeName, longestName, suggestName } from '../../../src/tokens/suggestName.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

describe('suggesting a name', () => {
  it('S3-28 names a fine-grained token after its owner, a personal one personal, and a classic one classic', () => {
    assert.deepEqual(
      [
        suggestName('fine-grained-pat', 'Acme', 'octocat', []),
        suggestName('fine-grained-pat', 'Octocat', 'octocat', []),
        suggestName('fine-grained-pat', undefined, undefined, []),
        suggestName('classic-pat', 'acme', 'octocat', []),
      ],
      [
        { name: 'github:fine-grained-acme', taken: false },
        { name: 'github:fine-grained-personal', taken: false },
        { name: 'github:fine-grained-personal', taken: false },
        { name: 'github:classic', taken: false },
      ],
    );
  });

  it('names the other kinds after what they are', () => {
    const name = (kind: Parameters<typeof suggestName>[0], owner?: string) =>
      suggestName(kind, owner, undefined, []).name;
    assert.deepEqual(
      [
        name('oauth-token', 'acme'),
        name('app-user-token'),
        name('installation-token', 'acme'),
        name('installation-token'),
        name('refresh-token'),
        name('legacy-hex'),
        name('unknown'),
      ],
      [
        'github:oauth',
        'github:app-user',
        'github:app-acme',
        'github:app',
        'github:app-refresh',
        'github:legacy',
        'github:token',
      ],
    );
  });

  it('X-01 suggests a free name and says that the plain one is taken', () => {
    assert.deepEqual(
      suggestName('classic-pat', undefined, undefined, ['GitHub:Classic', 'github:classic-2']),
      {
        name: 'github:classic-3',
        taken: true,
      },
    );
  });

  it('S3-30 takes a name with and without its github: for the same, so that the short form means one token', () => {
    const existing = ['github:fine-grained-acme', 'Classic'];
    assert.deepEqual(
      ['fine-grained-acme', 'GitHub:Fine-Grained-Acme', 'github:classic', 'github:other'].map(
        (typed) => judgeName(typed, existing).kind,
      ),
      ['taken', 'taken', 'taken', 'ok'],
    );
    assert.equal(suggestName('classic-pat', undefined, undefined, existing).name, 'github:classic-2');
  });

  it('always suggests a name that may be used', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (owner, login, existing) => {
        const { name } = suggestName('fine-grained-pat', owner, login, existing);
        assert.deepEqual(judgeName(name, existing), { kind: 'ok', name });
      }),
    );
  });
});

describe('judging a name', () => {
  it('takes what a person would write, without the spaces around it', () => {
    assert.deepEqual(judgeName('  work: CI – büro 🔑 ', []), { kind: 'ok', name: 'work: CI – büro 🔑' });
  });

  it('X-01 refuses a name in use, whatever its letter case, and tells how it is written', () => {
    assert.deepEqual(judgeName('WORK', ['home', 'Work']), { kind: 'taken', name: 'Work' });
    assert.deepEqual(judgeName('bu\u0308ro', ['b\u00fcro']), { kind: 'taken', name: 'b\u00fcro' });
  });

  it('refuses nothing, too much, and what cannot be seen', () => {
    assert.deepEqual(
      ['', ' \t', 'x'.repeat(longestName + 1), 'a\nb', 'a\u202eb', 'a\u200bb', 'a\u2028b'].map(
        (name) => judgeName(name, []).kind,
      ),
      [
        'empty',
        'empty',
        'tooLong',
        'controlCharacters',
        'controlCharacters',
        'controlCharacters',
        'controlCharacters',
      ],
    );
    assert.equal(judgeName('🔑'.repeat(longestName), []).kind, 'ok', 'counted in characters, not in halves');
  });

  it('C15 refuses a token pasted into the name box, because names are shown', () => {
    for (const form of tokenForms.filter((one) => one !== 'legacy-hex')) {
      const verdict = judgeName(`my ${makeToken(form)}`.slice(0, longestName), []);
      assert.equal(verdict.kind, 'holdsToken', form);
    }
    assert.equal(judgeName('github:fine-grained-acme', []).kind, 'ok');
  });
});
