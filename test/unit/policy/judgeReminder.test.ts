import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeEntries } from '../../../src/policy/judgeEntry.ts';
import { judgeReminder, quietMs, type ReminderFacts } from '../../../src/policy/judgeReminder.ts';
import {
  emptyMemory,
  type NotificationMemory,
  neverAgain,
  rememberDay,
  rememberShown,
  snooze,
} from '../../../src/policy/notificationMemory.ts';
import { dayOf, isoDay, startOfDay } from '../../../src/shared/calendar.ts';
import { dayMs, hourMs, minuteMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from './anEntry.ts';

const calm = { lastTyped: Number.NEGATIVE_INFINITY, focused: true };

interface Step {
  readonly said: readonly string[];
  readonly memory: NotificationMemory;
}

/** Looks once, and remembers what was said as the shell does. */
function look(
  entries: readonly Entry[],
  memory: NotificationMemory,
  at: number,
  facts: Partial<ReminderFacts> = {},
): Step {
  const findings = judgeEntries(entries, { now: at, usedHere: entries[0]?.id });
  const reminder = judgeReminder(findings, memory, { ...calm, now: at, ...facts });
  if (reminder.kind !== 'say') return { said: [], memory };
  const { planned, day } = reminder;
  return { said: planned.topics, memory: rememberDay(rememberShown(memory, planned), day, at) };
}

const judge = (
  entries: readonly Entry[],
  memory: NotificationMemory,
  at: number,
  facts: Partial<ReminderFacts> = {},
) =>
  judgeReminder(judgeEntries(entries, { now: at, usedHere: entries[0]?.id }), memory, {
    ...calm,
    now: at,
    ...facts,
  });

const ending = (id: string, inDays: number) =>
  anEntry({
    id,
    secretSince: now + (inDays - 30) * dayMs,
    expiry: { kind: 'at', at: now + inDays * dayMs },
  });

const classic = (id: string) => aClassic(['repo'], { id, expiry: { kind: 'notReported', why: 'absent' } });

describe('when to remind', function () {
  this.timeout(60_000);

  it('is never while this window is behind another, and never when nothing is due', () => {
    assert.deepEqual(judge([ending('a', 2)], emptyMemory, now, { focused: false }), { kind: 'nothing' });
    assert.deepEqual(judge([ending('a', 25)], emptyMemory, now, { lastTyped: now }), { kind: 'nothing' });
  });

  it('is half a minute after the last typing', () => {
    const entries = [ending('a', 2)];
    assert.deepEqual(judge(entries, emptyMemory, now, { lastTyped: now - 1 }), {
      kind: 'wait',
      until: now - 1 + quietMs,
    });
    assert.equal(judge(entries, emptyMemory, now, { lastTyped: now - quietMs }).kind, 'say');
    // A clock that was set back: typing in the future is no reason to be silent until then.
    assert.equal(judge(entries, emptyMemory, now, { lastTyped: now + dayMs }).kind, 'say');
  });

  it('is once a day: what becomes due after that is said the next day, together, the most urgent first', () => {
    const first = look([classic('a')], emptyMemory, now);
    assert.deepEqual(first.said, ['a classic']);
    const dead = anEntry({ id: 'd', health: { kind: 'dead', at: now } });
    const entries = [dead, classic('a'), classic('b')];
    const later = judge(entries, first.memory, now + hourMs);
    const tomorrow = startOfDay({ ...dayOf(now), day: dayOf(now).day + 1 });
    assert.deepEqual(later, { kind: 'wait', until: tomorrow });
    assert.deepEqual(look(entries, first.memory, tomorrow - 1).said, []);
    assert.deepEqual(look(entries, first.memory, tomorrow).said, ['d end', 'b classic']);
  });

  it('is not in the first minute of a day when the last minute of the day before had one', () => {
    const midnight = startOfDay({ ...dayOf(now), day: dayOf(now).day + 1 });
    const first = look([classic('a')], emptyMemory, midnight - minuteMs);
    assert.deepEqual(judge([classic('b')], first.memory, midnight + minuteMs), {
      kind: 'wait',
      until: midnight - minuteMs + 12 * hourMs,
    });
  });

  it('understands a memory of before one a day became the rule', () => {
    const old = { shown: [], snoozedUntil: {}, never: [] };
    assert.equal(judge([ending('a', 2)], old, now).kind, 'say');
  });

  it('F12 never says anything twice nor two things on one day, however the clock jumps', () => {
    // Few days and many hours, so that a day is come back to.
    const moment = fc.integer({ min: -4 * 24, max: 4 * 24 }).map((hours) => now + hours * hourMs);
    const entries = [ending('a', 5), classic('b'), ending('c', -1), ending('d', 14)];
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 40 }), (moments) => {
        let memory = emptyMemory;
        const days: string[] = [];
        const once: string[] = [];
        for (const [n, at] of moments.entries()) {
          // Something new each time.
          const step = look([...entries, classic(`n${n}`)], memory, at);
          if (step.said.length > 0) days.push(isoDay(dayOf(at)));
          once.push(...step.said.filter((topic) => topic.endsWith('classic')));
          memory = step.memory;
        }
        assert.equal(new Set(once).size, once.length);
        assert.equal(new Set(days).size, days.length);
        assert.equal(new Set(memory.shown).size, memory.shown.length);
      }),
      { numRuns: 200 },
    );
  });

  it('F12 loses nothing: what is due and stays true is said within a day and an hour', () => {
    const entry = fc.record({
      inDays: fc.double({ min: -3, max: 25, noNaN: true }),
      broad: fc.boolean(),
      from: fc.double({ min: 0, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.boolean(), (given, jumped) => {
        // The clock was ahead by a year once, and something was said then.
        let memory = jumped
          ? rememberDay(emptyMemory, isoDay(dayOf(now + 365 * dayMs)), now + 365 * dayMs)
          : emptyMemory;
        const waiting = new Map<string, number>();
        for (let at = now; at < now + 14 * dayMs; at += hourMs) {
          const present = given.flatMap(({ inDays, broad, from }, n) => {
            if (at < now + from * dayMs) return [];
            return broad ? classic(`e${n}`) : ending(`e${n}`, inDays);
          });
          const due = judge(present, { ...memory, said: undefined }, at);
          const topics = due.kind === 'say' ? due.planned.topics : [];
          for (const topic of waiting.keys()) if (!topics.includes(topic)) waiting.delete(topic);
          for (const topic of topics) {
            const since = waiting.get(topic) ?? at;
            assert.ok(at - since <= 25 * hourMs, `${topic} waits since ${(at - since) / hourMs} h`);
            waiting.set(topic, since);
          }
          memory = look(present, memory, at).memory;
        }
      }),
      { numRuns: 15 },
    );
  });

  it('keeps a snooze to its moment, and says it once after', () => {
    const entries = [classic('a')];
    const span = fc.integer({ min: 1, max: 400 * 24 });
    fc.assert(
      fc.property(span, (hours) => {
        const first = look(entries, emptyMemory, now);
        const until = now + hours * hourMs;
        const snoozed = snooze(first.memory, first.said, until);
        assert.deepEqual(look(entries, snoozed, until - 1).said, []);
        const again = look(entries, snoozed, until + dayMs);
        assert.deepEqual(again.said, ['a classic']);
        assert.deepEqual(look(entries, again.memory, until + 3 * dayMs).said, []);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is remembered of notifications', function () {
  this.timeout(60_000);

  it('stays bounded over years of rotations, days and snoozes', () => {
    let memory = emptyMemory;
    let at = now;
    for (let year = 0; year < 40; year++) {
      for (const part of [0, 16, 27, 29, 31]) {
        const entries = Array.from({ length: 20 }, (_, n) =>
          anEntry({ id: `e${n}`, secretSince: at, expiry: { kind: 'at', at: at + 30 * dayMs } }),
        );
        memory = look(entries, memory, at + part * dayMs).memory;
      }
      at += 365 * dayMs;
      memory = snooze(
        memory,
        Array.from({ length: 30 }, (_, n) => `x${year}-${n} classic`),
        at,
      );
      memory = neverAgain(
        memory,
        Array.from({ length: 30 }, (_, n) => `x${year}-${n} classic`),
      );
    }
    assert.ok(memory.shown.length <= 20 * 5, `${memory.shown.length}`);
    assert.equal(Object.keys(memory.snoozedUntil).length, 1_000);
    assert.equal(memory.never.length, 1_000);
    assert.ok((memory.said?.days.length ?? 0) <= 60);
    assert.ok(JSON.stringify(memory).length < 100_000);
  });

  it('keeps what was said of another entry and of another kind of trouble', () => {
    const shown = ['a classic', 'a end 5', 'ab expires 5 14', 'a expires 9 7'];
    const planned = { occasions: ['a expires 9 3', 'a end 7'], topics: [] };
    assert.deepEqual(rememberShown({ ...emptyMemory, shown }, planned).shown, [
      'a classic',
      'ab expires 5 14',
      'a expires 9 7',
      'a expires 9 3',
      'a end 7',
    ]);
  });
});
