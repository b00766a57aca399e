import assert from 'node:assert/strict';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import { botPurposes } from '../../../src/policy/purposes.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { FindingId } from '../../../src/shared/finding.ts';
import type { Entry, Observation, PurposeId } from '../../../src/tokens/entry.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';
import { aClassic, anEntry, now } from './anEntry.ts';

function found(id: FindingId, entry: Entry, rules: Partial<Policy> = {}) {
  const policy = { ...defaultPolicy, ...rules };
  return judgeEntry(entry, { now, usedHere: true, policy }).find((one) => one.id === id);
}

const has = (id: FindingId, entry: Entry, rules: Partial<Policy> = {}) =>
  found(id, entry, rules) !== undefined;

const stored = (days: number, changes: Partial<Entry> = {}) =>
  anEntry({ secretSince: now - days * dayMs, expiry: { kind: 'notSeen' }, ...changes });

const seen = (repository: string, changes: Partial<Observation> = {}): Observation => ({
  operation: 'push',
  repository,
  evidence: 'worked',
  at: now - dayMs,
  ...changes,
});

describe('the kind of a token', () => {
  it('is a warning where the policy names others, and says nothing where it names none', () => {
    const only: readonly TokenKind[] = ['fine-grained-pat'];
    const finding = found('kind-not-allowed', aClassic(['repo']), { allowedKinds: only });
    assert.deepEqual([finding?.severity, finding?.next], ['warning', 'rotate']);
    assert.equal(has('kind-not-allowed', anEntry(), { allowedKinds: only }), false);
    assert.equal(has('kind-not-allowed', aClassic(['repo'])), false);
    assert.equal(has('kind-not-allowed', anEntry(), { allowedKinds: [] }), true);
    assert.equal(
      has('kind-not-allowed', anEntry({ kind: 'installation-token' }), { allowedKinds: only }),
      true,
    );
  });

  it('is quiet until the date to which a person accepted it, and then speaks again', () => {
    const until = now + 5 * dayMs;
    const accepted = [{ findingId: 'kind-not-allowed', reason: 'a build needs it', at: now, until }];
    const policy: Policy = { ...defaultPolicy, allowedKinds: ['fine-grained-pat'] };
    const at = (moment: number) =>
      judgeEntry(aClassic(['repo'], { accepted }), { now: moment, usedHere: true, policy })
        .filter(({ id }) => id === 'kind-not-allowed')
        .map(({ severity, acceptedUntil }) => [severity, acceptedUntil]);
    assert.deepEqual([at(now), at(until)], [[['info', until]], [['warning', undefined]]]);
  });
});

describe('how a token is used', () => {
  it('S3-34 told when its secret is stored for more than thirty days, and not before', () => {
    assert.equal(has('old', stored(30)), false);
    const old = found('old', stored(45.5));
    assert.deepEqual(
      [old?.severity, old?.evidence, old?.data, old?.next],
      ['info', 'stored', { at: now - 45.5 * dayMs, days: 45, limit: 30 }, 'rotate'],
    );
    assert.equal(has('old', stored(45), { maxAgeDays: 45 }), false);
    // A rotation stores another secret: the entry is as old as that.
    assert.equal(has('old', stored(1, { addedAt: now - 400 * dayMs })), false);
  });

  it('not at all is told after the days of the policy, counted from the last use seen or from storing', () => {
    assert.equal(has('unused', stored(60)), false);
    const unused = found('unused', stored(61));
    assert.deepEqual(
      [unused?.severity, unused?.data, unused?.next],
      ['info', { at: now - 61 * dayMs, days: 61, limit: 60 }, 'end'],
    );
    const observed = [seen('acme/app', { at: now - 3 * dayMs }), seen('acme/app', { at: now - 70 * dayMs })];
    assert.equal(has('unused', stored(300, { observed })), false);
    assert.equal(found('unused', stored(300, { observed }), { unusedDays: 2 })?.data.days, 3);
  });

  it('is nothing to tell of a token that its App renews', () => {
    for (const kind of ['installation-token', 'app-user-token'] as const) {
      const entry = stored(900, { kind, declared: undefined, confirmedFor: ['a/x', 'b/y'] });
      assert.deepEqual(judgeEntry(entry, { now, usedHere: true }), []);
    }
  });

  it('never counts a future as an age: a clock that was wrong makes nothing old', () => {
    const early = stored(-2, { observed: [seen('acme/app', { at: now + dayMs })] });
    const rules = { maxAgeDays: 1, unusedDays: 1 };
    assert.deepEqual([has('old', early, rules), has('unused', early, rules)], [false, false]);
  });

  it('S3-26 for several owners is told, with the owners and how that is known', () => {
    const two = anEntry({ observed: [seen('acme/app'), seen('Widgets/ui', { operation: 'open-draft-pr' })] });
    const finding = found('several-owners', two);
    assert.deepEqual(
      [finding?.severity, finding?.evidence, finding?.data.owners, finding?.next],
      ['info', 'worked', ['Widgets', 'acme'], 'narrow'],
    );
    const confirmed = anEntry({ confirmedFor: ['acme/app', 'widgets/ui'] });
    assert.equal(found('several-owners', confirmed)?.evidence, 'declared');
    assert.equal(has('several-owners', two, { oneOwner: false }), false);
  });

  it('S3-26 for one owner is nothing to tell, however it is written and whatever else was read or refused', () => {
    const one = anEntry({
      confirmedFor: ['acme/app'],
      observed: [
        seen('ACME/site'),
        seen('torvalds/linux', { operation: 'read' }),
        seen('widgets/ui', { evidence: 'refused' }),
      ],
    });
    assert.equal(has('several-owners', one), false);
    const before = { observed: [seen('acme/app'), seen('widgets/ui')], secretSince: now };
    assert.equal(has('several-owners', anEntry(before)), false);
    // A classic token reaches all of them by nature, which its own finding says.
    assert.equal(has('several-owners', aClassic(['repo'], { confirmedFor: ['a/x', 'b/y'] })), false);
    assert.equal(has('several-owners', anEntry({ kind: 'oauth-token', confirmedFor: ['a/x', 'b/y'] })), true);
  });
});

describe('what is known of a token', () => {
  it('S2-06 lacks what it is for when nobody said so, in a preset or in permissions', () => {
    const unknown = found('purpose-unknown', anEntry({ purpose: undefined, declared: undefined }));
    assert.deepEqual([unknown?.severity, unknown?.next], ['info', 'say-purpose']);
    assert.equal(has('purpose-unknown', anEntry({ purpose: 'read-only', declared: undefined })), false);
    assert.equal(has('purpose-unknown', anEntry({ purpose: undefined })), false);
    const off = { requirePurpose: false };
    assert.equal(has('purpose-unknown', anEntry({ purpose: undefined, declared: undefined }), off), false);
  });

  it('S2-06 lacks for whom it acts when that is one owner whom neither a person nor a push named', () => {
    const unknown = found('owner-unknown', anEntry({ owner: undefined }));
    assert.deepEqual([unknown?.severity, unknown?.next], ['info', 'say-owner']);
    assert.equal(has('owner-unknown', anEntry()), false);
    assert.equal(has('owner-unknown', anEntry({ owner: undefined, observed: [seen('acme/app')] })), false);
    assert.equal(has('owner-unknown', aClassic(['repo'])), false);
    assert.equal(has('owner-unknown', anEntry({ owner: undefined }), { requireOwner: false }), false);
  });

  it('S2-04 S2-07 S2-08 advises an App for a bot with a person’s token, fine-grained ones too', () => {
    for (const purpose of botPurposes) {
      for (const kind of ['fine-grained-pat', 'classic-pat', 'oauth-token', 'legacy-hex'] as const) {
        const advice = found('bot-on-a-person', anEntry({ kind, purpose, declared: undefined }));
        assert.deepEqual([advice?.severity, advice?.next], ['info', 'use-app'], `${kind} ${purpose}`);
      }
      for (const kind of ['installation-token', 'app-user-token'] as const) {
        assert.equal(has('bot-on-a-person', anEntry({ kind, purpose, declared: undefined })), false);
      }
    }
  });

  it('S2-41 advises nothing for a person’s own work with a fine-grained token', () => {
    const own: readonly PurposeId[] = ['push-and-draft', 'push-with-workflows', 'draft-only', 'read-only'];
    for (const purpose of own) assert.equal(has('bot-on-a-person', anEntry({ purpose })), false, purpose);
    assert.deepEqual(judgeEntry(anEntry({ purpose: 'push-and-draft' }), { now, usedHere: true }), []);
  });
});
