import assert from 'node:assert/strict';
import { planRotation } from '../../../src/rotation/planRotation.ts';
import { widenChecklist } from '../../../src/rotation/widenChecklist.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const checklistOf = (changes: Partial<Entry>) => {
  const plan = planRotation(anEntry(changes), now);
  assert.ok(plan.kind === 'replace');
  return plan.checklist;
};

describe('the checklist of a token that lacked something', () => {
  const narrow = checklistOf({ purpose: 'draft-only' });

  it('S3-38 holds what it held, and what was refused', () => {
    const had = narrow.permissions;
    const widened = widenChecklist(narrow, { contents: 'write', workflows: 'write' });
    assert.deepEqual(widened, {
      ...narrow,
      permissions: { ...had, contents: 'write', workflows: 'write' },
    });
  });

  it('never holds less than before', () => {
    const wide = checklistOf({ purpose: 'push-and-draft' });
    assert.deepEqual(widenChecklist(wide, { contents: 'read', pull_requests: 'read' }), wide);
  });

  it('S3-19 S3-38 takes nothing of a set that no job here needs', () => {
    for (const grant of [
      { administration: 'read' },
      { contents: 'write', administration: 'write' },
      { contents: 'admin' },
      { constructor: 'read' },
      {},
    ] as const) {
      assert.deepEqual(widenChecklist(narrow, grant), narrow);
    }
  });

  it('fills in nothing where the person must know the rest', () => {
    const unknown = checklistOf({ purpose: 'broader', declared: undefined });
    assert.deepEqual(widenChecklist(unknown, { contents: 'write' }), unknown);
  });
});
