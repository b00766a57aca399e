import assert from 'node:assert/strict';
import { readGrant } from '../../../src/signIn/granted.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const noon = Date.UTC(2026, 10, 20, 12);

describe('an answer about a token', () => {
  const user = makeToken('app-user-token');
  const renewal = makeToken('refresh-token');

  it('gives the token with its end and its renewal', () => {
    const granted = readGrant(
      {
        access_token: user,
        expires_in: 28_800,
        refresh_token: renewal,
        refresh_token_expires_in: 15_897_600,
      },
      noon,
    );
    assert.ok(granted.kind === 'granted');
    assert.deepEqual(
      [granted.token.reveal(), granted.renewal?.reveal(), granted.expiresAt, granted.renewalExpiresAt],
      [user, renewal, noon + 28_800_000, noon + 15_897_600_000],
    );
  });

  it('that an App with endless tokens gives has no end and no renewal', () => {
    const granted = readGrant({ access_token: user, scope: '', token_type: 'bearer' }, noon);
    assert.ok(granted.kind === 'granted');
    assert.deepEqual([granted.expiresAt, granted.renewal], [undefined, undefined]);
  });

  it('with each documented code of refusal is one cause', () => {
    const codes = {
      authorization_pending: 'signInPending',
      slow_down: 'signInSlowDown',
      expired_token: 'signInExpired',
      token_expired: 'signInExpired',
      access_denied: 'signInDenied',
      incorrect_device_code: 'signInExpired',
      incorrect_client_credentials: 'signInMisconfigured',
      unsupported_grant_type: 'signInMisconfigured',
      device_flow_disabled: 'signInMisconfigured',
      bad_refresh_token: 'renewalDead',
      something_new: 'signInUnknown',
    };
    const seen = Object.keys(codes).map((error) => {
      const answer = readGrant({ error }, noon);
      return answer.kind === 'notGranted' ? answer.problem.kind : answer.kind;
    });
    assert.deepEqual(seen, Object.values(codes));
  });

  it('that holds no token of a sign-in is not believed', () => {
    const odd = ['', 'short', 'a b'.repeat(20), makeToken('classic-pat'), makeToken('refresh-token'), 7];
    for (const access_token of odd) {
      assert.throws(() => readGrant({ access_token }, noon), { message: 'unexpectedShape' });
    }
    for (const data of [undefined, null, 'text', []]) {
      assert.throws(() => readGrant(data, noon), { message: 'unexpectedShape' });
    }
  });
});
