import assert from 'node:assert/strict';
import { KnownSecrets } from '../../../src/shared/knownSecrets.ts';
import { Secret } from '../../../src/shared/secret.ts';

describe('the known secrets', () => {
  it('are told once each, however often the store is read, and none is forgotten', () => {
    const known = new KnownSecrets();
    const told: Secret[] = [];
    for (let reading = 0; reading < 500; reading++) known.learn(new Secret('old value'));
    known.subscribe((secret) => told.push(secret));
    known.learn(new Secret('new value'));
    known.learn(new Secret('old value'));
    known.learn(new Secret('new value'));
    assert.deepEqual(
      told.map((secret) => secret.reveal()),
      ['old value', 'new value'],
    );
  });

  it('tell a later listener everything', () => {
    const known = new KnownSecrets();
    known.learn(new Secret('a'));
    known.learn(new Secret('b'));
    const told: string[] = [];
    known.subscribe((secret) => told.push(secret.reveal()));
    assert.deepEqual(told, ['a', 'b']);
  });
});
