import assert from 'node:assert/strict';
import fc from 'fast-check';
import { credentialQuestion, readCredential } from '../../../src/sources/readCredential.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('fine-grained-pat');
const answer = (changes: Readonly<Record<string, string>> = {}) =>
  Object.entries({ protocol: 'https', host: 'github.com', username: 'mona', password: token, ...changes })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
const read = (text: string) => {
  const found = readCredential(text, 'github.com');
  return found.kind === 'refused' ? found.problem.kind : found.kind;
};

describe('what git’s credential helpers are asked and answer', () => {
  it('is asked for https, the host and the repository, and for nothing else', () => {
    assert.equal(
      credentialQuestion({ host: githubCom, owner: 'acme', repo: 'app' }),
      'protocol=https\nhost=github.com\npath=acme/app.git\n\n',
    );
  });

  it('is a token with the name that stands beside it', () => {
    const found = readCredential(answer(), 'github.com');
    assert.ok(found.kind === 'credential');
    assert.deepEqual(
      [found.credential.userName, found.credential.kind, found.credential.token.reveal() === token],
      ['mona', 'fine-grained-pat', true],
    );
    const odd = readCredential(answer({ username: 'mo\u202ena' }), 'github.com');
    assert.ok(odd.kind === 'credential');
    assert.equal(odd.credential.userName, undefined);
  });

  it('B07 is refused for any other host or protocol than the one that was asked about', () => {
    const others = [
      { host: 'ghes.example' },
      { host: 'github.com:8443' },
      { host: 'GITHUB.COM' },
      { host: '' },
      { protocol: 'http' },
    ];
    assert.deepEqual(
      others.map((change) => read(answer(change as Record<string, string>))),
      others.map(() => 'helperOtherHost'),
    );
  });

  it('is refused where it is a password, and is nothing where it is empty', () => {
    assert.deepEqual(
      ['hunter2', `${token} `, `x${token}`, ''].map((password) => read(answer({ password }))),
      ['helperNoToken', 'helperNoToken', 'helperNoToken', 'nothing'],
    );
    assert.equal(read('garbage'), 'nothing');
  });

  it('gives no token for any noise', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (noise) => read(noise) !== 'credential'));
  });
});
