import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeGhVersion, readGhStatus } from '../../../src/sources/readGh.ts';

const now = `github.com
  ✓ Logged in to github.com account mona (keyring)
  - Active account: true
  - Git operations protocol: https
  - Token: gho_************************************
  - Token scopes: 'gist', 'read:org', 'repo'

  X Failed to log in to github.com account hubot_acme (/home/mona/.config/gh/hosts.yml)
  - Active account: false
  - The token in /home/mona/.config/gh/hosts.yml is invalid.
  - To re-authenticate, run: gh auth login -h github.com

  X Timeout trying to log in to github.com account slow-one (keyring)
  - Active account: false
`;

describe('what gh says of its accounts', () => {
  it('is read with who is dead, in the words of gh since 2.40', () => {
    assert.deepEqual(readGhStatus(now, 'github.com'), [
      { login: 'mona', dead: false, byName: true },
      { login: 'hubot_acme', dead: true, byName: true },
      { login: 'slow-one', dead: false, byName: true },
    ]);
  });

  it('is one account in the words of gh before 2.40, which cannot be asked for it by name', () => {
    const before = 'github.com\n  ✓ Logged in to github.com as mona (oauth_token)\n  ✓ Token: ***\n';
    assert.deepEqual(readGhStatus(before, 'github.com'), [{ login: 'mona', dead: false, byName: false }]);
  });

  it('B07 counts for the very host only that was asked about', () => {
    const others = ['ghes.example', 'github.com.evil.example', 'xgithub.com', 'GITHUB.COM'];
    const text = others.map((host) => `  ✓ Logged in to ${host} account mona (keyring)\n`).join('');
    assert.deepEqual(readGhStatus(text, 'github.com'), []);
    assert.equal(readGhStatus(text, 'ghes.example').length, 1);
  });

  it('is nothing where it is garbage, and never an account whose name is an option or holds a line', () => {
    const bad = ['--help', 'mona;rm', '\u001b[31mmona', 'mona\u202e', 'a'.repeat(101)];
    const text = bad.map((name) => `  ✓ Logged in to github.com account ${name} (keyring)`).join('\n');
    assert.deepEqual(readGhStatus(text, 'github.com'), []);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        const found = readGhStatus(`✓ Logged in to github.com account ${noise}`, 'github.com');
        assert.ok(found.every(({ login }) => /^[A-Za-z0-9][\w-]*$/.test(login)));
      }),
    );
  });

  it('names a version that cannot hand out its token, and no other', () => {
    assert.deepEqual(
      ['2.16.1', '1.14.0', '2.4.0', '2.17.0', '2.100.0', '3.0.0'].map(
        (version) => judgeGhVersion(`gh version ${version} (2022-10-06)\nhttps://…`)?.tooOld,
      ),
      ['2.16.1', '1.14.0', '2.4.0', undefined, undefined, undefined],
    );
    assert.equal(judgeGhVersion('git version 1.0.0'), undefined);
  });
});
