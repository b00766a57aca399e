import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { fitPurpose } from '../../../src/rotation/fitPurpose.ts';
import { planRotation } from '../../../src/rotation/planRotation.ts';
import type { Permissions } from '../../../src/shared/permissions.ts';
import type { PurposeId } from '../../../src/tokens/entry.ts';
import { anEntry, now } from '../policy/anEntry.ts';

function fitted(purpose: PurposeId | undefined, permissions: Permissions | undefined) {
  const plan = planRotation(anEntry({ purpose }), now, defaultPolicy);
  if (plan.kind !== 'replace') throw new Error('it is replaced');
  const { purpose: fits, classicScopes } = fitPurpose({ ...plan.checklist, permissions });
  return [fits, classicScopes];
}

describe('the purpose of a token that gets more', () => {
  const push = { contents: 'write', metadata: 'read', pull_requests: 'write' } as const;

  it('grows with what it may do, so that nothing asked for is called surplus', () => {
    assert.deepEqual(fitted(undefined, { ...push, workflows: 'write' }), [
      'push-with-workflows',
      ['repo', 'workflow'],
    ]);
    assert.deepEqual(fitted('read-only', { contents: 'write' }), ['push-and-draft', ['repo']]);
  });

  it('stays what it is while it fits, and where nothing fits', () => {
    assert.equal(fitted('draft-only', { pull_requests: 'write' })[0], 'draft-only');
    assert.equal(fitted('push-with-workflows', push)[0], 'push-with-workflows');
    assert.equal(fitted('push-and-draft', { ...push, administration: 'write' })[0], 'push-and-draft');
    assert.equal(fitted('broader', undefined)[0], 'broader');
    assert.equal(fitted('broader', push)[0], 'broader');
  });
});
