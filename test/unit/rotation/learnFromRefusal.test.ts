import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { learnFromRefusal } from '../../../src/rotation/learnFromRefusal.ts';
import { planRotation, type RotationHints } from '../../../src/rotation/planRotation.ts';
import type { Problem } from '../../../src/shared/failure.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const organisation = 'acme';
const limit = (days: number): Problem =>
  ({ kind: 'lifetimeForbidden', organisation, days, url: undefined }) as Problem;
const noFineGrained = { kind: 'fineGrainedForbidden', organisation } as Problem;
const noClassic = { kind: 'classicForbidden', organisation } as Problem;

/** Kind and days of the next attempt, after these refusals in turn. */
function next(problems: readonly Problem[], hints: RotationHints = {}, policy = defaultPolicy) {
  const learned = problems.reduce(learnFromRefusal, hints);
  const plan = planRotation(anEntry(), now, policy, learned);
  return plan.kind === 'replace' && [plan.checklist.kind, plan.checklist.lifetimeDays];
}

describe('a refusal on the way', () => {
  it('makes the next attempt live as long as the organization allows, the shortest of several', () => {
    assert.deepEqual(next([limit(7)]), ['fine-grained-pat', 7]);
    assert.deepEqual(next([limit(7), limit(14), limit(0)]), ['fine-grained-pat', 7]);
    // Its limit is no reason for a longer life than the person's own rules allow.
    assert.deepEqual(next([limit(366)]), ['fine-grained-pat', 30]);
    assert.deepEqual(next([{ kind: 'tokenForbidden', why: 'lifetime', days: 5 } as Problem]), [
      'fine-grained-pat',
      5,
    ]);
  });

  it('makes the next attempt of the kind that is let in, and of the better one where neither is', () => {
    assert.deepEqual(next([noFineGrained]), ['classic-pat', 30]);
    assert.deepEqual(next([noClassic], { classic: true }), ['fine-grained-pat', 30]);
    assert.deepEqual(next([noFineGrained, noClassic]), ['fine-grained-pat', 30]);
    const policy = { ...defaultPolicy, allowedKinds: ['fine-grained-pat'] as const };
    assert.deepEqual(next([noFineGrained], {}, policy), ['fine-grained-pat', 30]);
  });

  it('leaves the next attempt as it is when it says nothing about how a token must be made', () => {
    const hints: RotationHints = { maxDays: 9 };
    for (const kind of ['missingPermission', 'notFoundOrHidden', 'offline', 'ssoRequired']) {
      assert.equal(learnFromRefusal(hints, { kind }), hints);
    }
    const app = { kind: 'tokenForbidden', why: 'oauth-app', days: undefined } as Problem;
    assert.equal(learnFromRefusal(hints, app), hints);
  });
});

describe('a classic token where nothing else will do', () => {
  it('S0-05 gets the scopes of its job, and never one that no token should hold', () => {
    const scopesOf = (entry: Parameters<typeof planRotation>[0]) => {
      const plan = planRotation(entry, now, defaultPolicy, { classic: true });
      return plan.kind === 'replace' && plan.checklist.classicScopes;
    };
    const scopes = ['repo', 'admin:org', 'write:packages'];
    assert.deepEqual(scopesOf(aClassic(scopes, { purpose: 'push-with-workflows' })), ['repo', 'workflow']);
    assert.deepEqual(scopesOf(aClassic(scopes, { purpose: 'broader' })), ['repo', 'write:packages']);
  });
});
