import assert from 'node:assert/strict';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { planNotifications } from '../../../src/policy/judgeNotifications.ts';
import { emptyMemory, rememberShown } from '../../../src/policy/notificationMemory.ts';
import { isAcceptable } from '../../../src/policy/policyFinding.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { aKey, anApp, now } from './anEntry.ts';

const judged = (entry: Entry, at = now) =>
  judgeEntry(entry, { now: at, usedHere: true }).map(({ id, severity, next }) => [id, severity, next]);

const old = { ...aKey, fingerprint: 'old' };
const refused = { ...aKey, failed: 2, lastFailure: 'appKey', lastFailedAt: now };

describe('what is held against the key of an App', () => {
  it('S2-39 advises a new key once the present one has been stored for more than ninety days', () => {
    const since = now - 90 * dayMs;
    assert.deepEqual(judged(anApp({ current: { ...aKey, since } })), []);
    assert.deepEqual(judged(anApp({ current: { ...aKey, since: since - 1 } })), [
      ['app-key-old', 'warning', 'add-key'],
    ]);
    const [finding] = judgeEntry(anApp({ current: { ...aKey, since: since - dayMs } }), {
      now,
      usedHere: false,
    });
    assert.deepEqual(
      [finding?.data.days, finding?.data.limit, finding && isAcceptable(finding)],
      [91, 90, true],
    );
  });

  it('S2-39 suggests to let the old key go once the new one has minted five times, and not before', () => {
    assert.deepEqual(judged(anApp({ current: { ...aKey, minted: 4 }, old })), []);
    assert.deepEqual(judged(anApp({ current: { ...aKey, minted: 5 }, old })), [
      ['old-key-kept', 'info', 'end-old-key'],
    ]);
    assert.deepEqual(judged(anApp({ current: { ...aKey, minted: 5 } })), []);
  });

  it('S2-52 tells a key that GitHub does not know as a finding, and suggests no more to let the old one go', () => {
    assert.deepEqual(judged(anApp({ current: { ...refused, minted: 9 } })), [
      ['app-key-refused', 'warning', 'add-key'],
    ]);
    assert.deepEqual(judged(anApp({ current: { ...refused, minted: 9 }, old })), [
      ['app-key-refused', 'warning', 'end-old-key'],
    ]);
    assert.deepEqual(judged(anApp({ current: { ...refused, lastFailure: 'offline' } })), []);
    assert.deepEqual(judged(anApp({ current: { ...refused, lastMintedAt: now + 1 } })), []);
  });

  it('S2-39 is reminded of once for each key: the next one grows old anew', () => {
    const since = now - 100 * dayMs;
    const entry = anApp({ current: { ...aKey, since } }, { secretSince: since });
    const planned = planNotifications(judgeEntry(entry, { now, usedHere: false }), emptyMemory, now);
    assert.deepEqual(
      planned?.findings.map(({ id }) => id),
      ['app-key-old'],
    );
    assert.ok(planned);
    const memory = rememberShown(emptyMemory, planned);
    assert.equal(planNotifications(judgeEntry(entry, { now, usedHere: false }), memory, now), undefined);
    const later = now + 100 * dayMs;
    const next = anApp({ current: { ...aKey, since: now } }, { secretSince: now });
    const findings = judgeEntry(next, { now: later, usedHere: false });
    assert.equal(planNotifications(findings, memory, later)?.findings.length, 1);
  });

  it('never holds against a key what is held against tokens, whatever else is noted of it', () => {
    const keyFindings = ['app-key-old', 'app-key-refused', 'old-key-kept'];
    for (const entry of variedEntries(300)) {
      const app = anApp({ current: aKey }, { ...entry, kind: 'app-key', app: anApp().app });
      const kept = { ...app, previous: { since: now - 60 * dayMs, replacedAt: now - 50 * dayMs } };
      const ids = [...judgeEntry(app, { now, usedHere: true }), ...judgeEntry(kept, { now, usedHere: true })];
      assert.deepEqual(
        ids.map(({ id }) => id).filter((id) => !keyFindings.includes(id)),
        [],
      );
    }
  });
});
