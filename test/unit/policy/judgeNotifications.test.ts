import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { planNotifications } from '../../../src/policy/judgeNotifications.ts';
import {
  emptyMemory,
  forgetEntry,
  type NotificationMemory,
  neverAgain,
  rememberShown,
  snooze,
} from '../../../src/policy/notificationMemory.ts';
import type { PolicyFinding } from '../../../src/policy/policyFinding.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from './anEntry.ts';

interface Step {
  readonly said: readonly string[];
  readonly memory: NotificationMemory;
}

/** Plans at a moment and remembers what was shown, as the shell does. */
function step(entries: readonly Entry[], memory: NotificationMemory, at: number, usedHere = true): Step {
  const findings = entries.flatMap((entry) => judgeEntry(entry, { now: at, usedHere }));
  const plan = planNotifications(findings, memory, at);
  if (plan === undefined) return { said: [], memory };
  return {
    said: plan.findings.map((f) => `${f.entryId} ${f.id}`),
    memory: rememberShown(memory, plan),
  };
}

/** The days before the end of a life at which something was said, looking once an hour. */
function daysSaid(entry: Entry, end: number, usedHere: boolean): readonly number[] {
  let memory = emptyMemory;
  const said: number[] = [];
  for (let at = end - 20 * dayMs; at < end; at += dayMs / 24) {
    const next = step([entry], memory, at, usedHere);
    memory = next.memory;
    if (next.said.length > 0) said.push((end - at) / dayMs);
  }
  return said;
}

const end = now + 20 * dayMs;
const sixtyDays = (changes: Partial<Entry> = {}) =>
  anEntry({
    secretSince: end - 60 * dayMs,
    expiry: { kind: 'at', at: end },
    accepted: [{ findingId: 'long-lifetime', reason: 'known', at: 0, until: end }],
    ...changes,
  });

describe('planning notifications', () => {
  it('says an expiry at 14, 7, 3 and 1 days where the token is used', () => {
    assert.deepEqual(daysSaid(sixtyDays(), end, true), [14, 7, 3, 1]);
  });

  it('G18 says each day that a token is not yet revoked, and not at once', () => {
    const waiting = anEntry({ revocation: { wantedAt: now } });
    let memory = emptyMemory;
    const said: number[] = [];
    for (let at = now; at < now + 3 * dayMs; at += dayMs / 24) {
      const next = step([waiting], memory, at, false);
      memory = next.memory;
      if (next.said.includes('e1 not-yet-revoked')) said.push(Math.round((at - now) / (dayMs / 24)));
    }
    assert.deepEqual(said, [1, 25, 49]);
  });

  it('S0-12 says once that the day of an old token has come, and again for a later day', () => {
    const keeping = (keepUntil: number) =>
      anEntry({ previous: { since: 1, replacedAt: now - dayMs, keepUntil } });
    const first = step([keeping(now + dayMs)], emptyMemory, now);
    const come = step([keeping(now + dayMs)], first.memory, now + dayMs);
    const again = step([keeping(now + dayMs)], come.memory, now + 2 * dayMs);
    const longer = step([keeping(now + 3 * dayMs)], again.memory, now + 3 * dayMs);
    assert.deepEqual(
      [first, come, again, longer].map(({ said }) => said),
      [[], ['e1 old-token-kept'], [], ['e1 old-token-kept']],
    );
  });

  it('says it at 14 and 7 days only where it is not used', () => {
    assert.deepEqual(daysSaid(sixtyDays(), end, false), [14, 7]);
  });

  it('speaks once after a sleep through several thresholds', () => {
    const first = step([sixtyDays()], emptyMemory, end - 2 * dayMs);
    assert.deepEqual(first.said, ['e1 expires-soon']);
    assert.deepEqual(step([sixtyDays()], first.memory, end - 1.5 * dayMs).said, []);
    assert.deepEqual(step([sixtyDays()], first.memory, end - 5 * dayMs).said, []);
  });

  it('says classic, over-scoped, no expiry and a long life once for each entry, combined', () => {
    const a = aClassic(['repo', 'gist'], { id: 'a', expiry: { kind: 'never' } });
    const b = anEntry({ id: 'b', expiry: { kind: 'at', at: now + 90 * dayMs } });
    const first = step([a, b], emptyMemory, now);
    assert.deepEqual(first.said, ['a classic', 'a no-expiry', 'a over-scoped', 'b long-lifetime']);
    assert.deepEqual(step([a, b], first.memory, now + 50 * dayMs).said, []);
    const c = aClassic(['repo'], { id: 'c' });
    assert.deepEqual(step([a, b, c], first.memory, now).said, ['c classic']);
  });

  it('says a death once, also when its date passes afterwards, and the most urgent first', () => {
    const dead = sixtyDays({ id: 'z', health: { kind: 'dead', at: now } });
    const first = step([aClassic(['repo'], { id: 'a' }), dead], emptyMemory, now);
    assert.deepEqual(first.said, ['z dead', 'a classic']);
    assert.deepEqual(step([dead], first.memory, end + 1).said, []);
  });

  it('says nothing about a death where the token is not used', () => {
    assert.deepEqual(
      step([sixtyDays({ health: { kind: 'dead', at: now } })], emptyMemory, now, false).said,
      [],
    );
  });

  it('says the end of the next secret again, since it is another token', () => {
    const first = step([sixtyDays()], emptyMemory, end + 1);
    assert.deepEqual(first.said, ['e1 expired']);
    const next = anEntry({ secretSince: end + 2, expiry: { kind: 'at', at: end + 10 * dayMs } });
    assert.deepEqual(step([next], first.memory, end + 11 * dayMs).said, ['e1 expired']);
  });

  it('says nothing about what was accepted, nor about single sign-on', () => {
    const accepted = [{ findingId: 'classic', reason: 'known', at: now, until: now + dayMs }];
    const sso = { kind: 'blocked', organisation: 'acme', at: now } as const;
    assert.deepEqual(step([aClassic(['repo'], { accepted, sso })], emptyMemory, now).said, []);
    const ending = ['expires-later', 'long-lifetime'].map((findingId) => ({
      findingId,
      reason: 'known',
      at: now,
      until: end,
    }));
    assert.deepEqual(step([sixtyDays({ accepted: ending })], emptyMemory, end - 10 * dayMs).said, []);
  });

  it('is quiet until a snooze ends and then says it once more', () => {
    const entry = aClassic(['repo']);
    const shown = step([entry], emptyMemory, now);
    const snoozed = snooze(shown.memory, ['e1 classic'], now + dayMs);
    assert.deepEqual(step([entry], snoozed, now + dayMs - 1).said, []);
    const again = step([entry], snoozed, now + dayMs);
    assert.deepEqual(again.said, ['e1 classic']);
    assert.deepEqual(step([entry], again.memory, now + 2 * dayMs).said, []);
  });

  it('lets a death through a snoozed expiry', () => {
    const snoozed = snooze(emptyMemory, ['e1 expires'], end + dayMs);
    assert.deepEqual(step([sixtyDays()], snoozed, end - dayMs).said, []);
    assert.deepEqual(step([sixtyDays()], snoozed, end).said, ['e1 expired']);
  });

  it('never says again what the person turned off, for that entry alone', () => {
    const memory = neverAgain(emptyMemory, ['e1 classic']);
    const other = aClassic(['repo'], { id: 'e2' });
    assert.deepEqual(step([aClassic(['repo']), other], memory, now).said, ['e2 classic']);
  });

  it('forgets what it knew about a forgotten entry, and about no other', () => {
    const both = neverAgain(snooze(emptyMemory, ['e1 classic', 'e10 classic'], now), ['e1 end', 'e10 end']);
    const memory = rememberShown(both, { occasions: ['e1 no-expiry', 'e10 no-expiry'], topics: [] });
    assert.deepEqual(forgetEntry(memory, 'e1'), {
      shown: ['e10 no-expiry'],
      snoozedUntil: { 'e10 classic': now },
      never: ['e10 end'],
    });
  });

  it('says an old token that is kept once for each date, and anew after the next rotation', () => {
    const [sample] = judgeEntry(aClassic(['repo']), { now, usedHere: true });
    assert.ok(sample);
    const id: string = 'old-token-kept';
    const kept = (at: number, secretSince = 1): PolicyFinding => ({
      ...sample,
      id: id as PolicyFinding['id'],
      severity: 'warning',
      data: { at },
      secretSince,
    });
    let memory = emptyMemory;
    const said = [kept(1), kept(1), kept(2), kept(2), kept(1), kept(3, 2), kept(3, 2)].map((finding) => {
      const plan = planNotifications([finding], memory, now);
      if (plan) memory = rememberShown(memory, plan);
      return plan !== undefined;
    });
    assert.deepEqual(said, [true, false, true, false, false, true, false]);
  });

  it('survives JSON, where it is kept', () => {
    const { memory } = step([aClassic(['repo', 'gist'])], snooze(emptyMemory, ['x classic'], now), now);
    assert.deepEqual(JSON.parse(JSON.stringify(memory)), memory);
  });

  it('F12 never repeats an occasion, however the clock jumps', () => {
    const moment = fc.double({ min: -30, max: 40, noNaN: true }).map((days) => now + days * dayMs);
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, fc.boolean()), { maxLength: 40 }), (moments) => {
        let memory = emptyMemory;
        const seen: string[] = [];
        for (const [at, usedHere] of moments) {
          const findings = judgeEntry(sixtyDays(), { now: at, usedHere });
          const plan = planNotifications(findings, memory, at);
          if (plan === undefined) continue;
          // The present occasion is the first; the ones behind it are marked with it and must not come later.
          const present = plan.occasions[0] as string;
          assert.ok(!seen.includes(present), present);
          seen.push(...plan.occasions);
          memory = rememberShown(memory, plan);
        }
        assert.ok(moments.length === 0 || memory.shown.length <= 5);
      }),
      { numRuns: 150 },
    );
  });

  it('plans the same whatever the order of the findings', () => {
    const entries = [
      aClassic(['repo', 'gist'], { id: 'a' }),
      sixtyDays({ id: 'b', health: { kind: 'dead', at: now } }),
      anEntry({ id: 'c', expiry: { kind: 'at', at: now + dayMs } }),
      anEntry({ id: 'd', expiry: { kind: 'never' } }),
    ];
    const findings = entries.flatMap((entry) => judgeEntry(entry, { now, usedHere: true }));
    const expected = planNotifications(findings, emptyMemory, now);
    assert.equal(expected?.findings[0]?.entryId, 'b');
    fc.assert(
      fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), (shuffled) => {
        assert.deepEqual(planNotifications(shuffled, emptyMemory, now), expected);
      }),
      { numRuns: 50 },
    );
  });
});
