import assert from 'node:assert/strict';
import { purposes } from '../../../src/policy/purposes.ts';

describe('the presets', () => {
  it('S0-05 map repo to contents and pull requests, and workflow to workflows', () => {
    const sets = Object.fromEntries(
      Object.entries(purposes).map(([id, p]) => [id, [p.permissions, p.scopes]]),
    );
    assert.deepEqual(sets, {
      'push-and-draft': [{ contents: 'write', metadata: 'read', pull_requests: 'write' }, ['repo']],
      'push-with-workflows': [
        { contents: 'write', metadata: 'read', pull_requests: 'write', workflows: 'write' },
        ['repo', 'workflow'],
      ],
      'draft-only': [{ metadata: 'read', pull_requests: 'write' }, ['repo']],
      'read-only': [{ contents: 'read', metadata: 'read' }, ['repo']],
      broader: [undefined, ['repo']],
    });
  });

  it('cannot be changed by whoever holds them', () => {
    assert.ok(Object.isFrozen(purposes));
    for (const purpose of Object.values(purposes)) {
      assert.ok(
        Object.isFrozen(purpose) && Object.isFrozen(purpose.scopes) && Object.isFrozen(purpose.alsoFine),
      );
      assert.ok(purpose.permissions === undefined || Object.isFrozen(purpose.permissions));
    }
  });
});
