import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readListing } from '../../../src/permissions/listInstallation.ts';
import { answeredAt as at, okAnswer, refusedAnswer } from '../../fakes/scriptedGitHubApi.ts';

describe('what GitHub lists of an App', () => {
  const installation = (login: unknown, permissions: unknown) => ({ account: { login }, permissions });

  it('is read for one owner, whatever the case, and nothing of the others', () => {
    const answer = okAnswer({
      installations: [
        installation('other', { contents: 'read' }),
        installation('Acme', { contents: 'write' }),
      ],
    });
    assert.deepEqual(readListing(answer, 'acme'), { owner: 'acme', permissions: { contents: 'write' }, at });
    assert.equal(readListing(answer, 'nobody'), undefined);
    assert.equal(readListing(refusedAnswer(403, 'no'), 'acme'), undefined);
  });

  it('leaves out what is no permission or no level: both are shown to people', () => {
    const strange = { contents: 'write', '[x](y)': 'read', issues: 'ADMIN', __proto__x: 'read', members: 5 };
    const answer = okAnswer({ installations: [installation('acme', strange)] });
    assert.deepEqual(readListing(answer, 'acme')?.permissions, { contents: 'write' });
  });

  it('never fails, whatever JSON the answer is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (data, inner) => {
        readListing(okAnswer(data), 'acme');
        readListing(okAnswer({ installations: [inner, installation('acme', inner)] }), 'acme');
        return true;
      }),
    );
  });
});
