import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Bar, summariseTimeline } from '../../../src/dashboard/summariseTimeline.ts';
import { judgeEntries } from '../../../src/policy/judgeEntry.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { judgeWatched } from '../../../src/watched/judgeWatched.ts';
import type { WatchedToken } from '../../../src/watched/watchedToken.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { anApp, anEntry, now } from '../policy/anEntry.ts';

const aWatched = (changes: Partial<WatchedToken> = {}): WatchedToken => ({
  id: 'w1',
  name: 'DEPLOY',
  place: { kind: 'actions-secret', text: 'acme/app', link: undefined },
  owner: 'acme',
  expiry: { kind: 'at', at: now + 5 * dayMs },
  note: undefined,
  addedAt: now - dayMs,
  since: now - dayMs,
  ...changes,
});

function pictureOf(entries: readonly Entry[], watched: readonly WatchedToken[] = []) {
  const findings = [
    ...judgeEntries(entries, { now, usedHere: undefined }),
    ...judgeWatched(watched, now, defaultPolicy),
  ];
  return summariseTimeline({ entries, watched, findings, policy: defaultPolicy, now });
}

const only = (entry: Entry): Bar => pictureOf([entry]).bars[0] as Bar;
const ending = (days: number, changes: Partial<Entry> = {}) =>
  anEntry({ expiry: { kind: 'at', at: now + days * dayMs }, ...changes });

describe('the timeline', function () {
  this.timeout(20_000);

  it('has a bar within its width for every token, whatever the dates: of 0, 1, 3, 50 and 500', () => {
    for (const count of [0, 1, 3, 50, 500]) {
      const { bars, today } = pictureOf(variedEntries(count));
      assert.equal(bars.length, count);
      assert.ok(today > 0 && today < 1);
      for (const { from, to, thresholds, policyEnd } of bars) {
        assert.ok(from >= 0 && from <= to && to <= 1);
        for (const { at } of [
          ...thresholds,
          ...(policyEnd?.at === undefined ? [] : [{ at: policyEnd.at }]),
        ]) {
          assert.ok(at >= 0 && at <= 1);
        }
      }
    }
  });

  it('says where a life leaves the picture, and only there', () => {
    const { bars } = pictureOf([
      ending(4000, { id: 'far', secretSince: now - 900 * dayMs }),
      ending(20, { id: 'near', secretSince: now - 5 * dayMs }),
    ]);
    const of = (id: string) => bars.find(({ of }) => of.kind === 'entry' && of.entry.id === id) as Bar;
    assert.deepEqual([of('far').opensLeft, of('far').opensRight], [true, true]);
    assert.deepEqual([of('near').opensLeft, of('near').opensRight], [false, false]);
  });

  it('draws dates that stand the wrong way round as one moment', () => {
    const bar = only(ending(-2, { secretSince: now }));
    assert.equal(bar.from, bar.to);
    assert.equal(bar.tone, 'over');
  });

  it('S3-10 marks where the rules would have ended a token that outlives them, and no other', () => {
    const long = only(ending(40, { secretSince: now - 10 * dayMs }));
    assert.equal(long.policyEnd?.time, now + 20 * dayMs);
    assert.ok((long.policyEnd?.at ?? 0) > long.from && (long.policyEnd?.at ?? 1) < long.to);
    assert.equal(only(ending(15, { secretSince: now - 10 * dayMs })).policyEnd, undefined);
    assert.notEqual(only(anEntry({ expiry: { kind: 'never' } })).policyEnd, undefined);
    // An end that nobody knows is not said to be too late.
    assert.equal(only(anEntry({ expiry: { kind: 'notSeen' } })).policyEnd, undefined);
  });

  it('marks 14, 7, 3 and 1 days before the end, as far as the token lives that long', () => {
    assert.deepEqual(
      only(ending(20, { secretSince: now - 10 * dayMs })).thresholds.map(({ days }) => days),
      [14, 7, 3, 1],
    );
    assert.deepEqual(
      only(ending(2, { secretSince: now - 2.5 * dayMs })).thresholds.map(({ days }) => days),
      [3, 1],
    );
  });

  it('tells never, unknown, over and renewing apart, and keeps a token that was refused at where it stopped', () => {
    const tones = {
      never: only(anEntry({ expiry: { kind: 'never' } })),
      unknown: only(anEntry({ expiry: { kind: 'notReported', why: 'absent' } })),
      over: only(ending(9, { health: { kind: 'dead', at: now - dayMs } })),
      soon: only(ending(2)),
      fine: only(ending(18)),
    } as const;
    for (const [tone, bar] of Object.entries(tones)) assert.equal(bar.tone, tone);
    assert.equal(tones.over.end, now - dayMs);
    assert.equal(only(anApp()).tone, 'never');
    // Nobody is warned of it, and it ends tomorrow all the same.
    assert.equal(only(ending(1, { kind: 'installation-token' })).tone, 'soon');
    const session = { clientId: 'x', app: 'github-app', renewalExpiresAt: now + 90 * dayMs } as const;
    const renewing = only(ending(0.1, { kind: 'app-user-token', session }));
    assert.deepEqual([renewing.tone, renewing.end], ['fine', undefined]);
  });

  it('draws an end as near as it is, also where nobody is told of it', () => {
    const today = { secretSince: now };
    assert.deepEqual(
      [2, 10, 40].map((days) => only(ending(days, today)).tone),
      ['soon', 'later', 'fine'],
    );
  });

  it('stands in the order in which they end: over, by date, unknown, never', () => {
    const { bars } = pictureOf(
      [
        anEntry({ id: 'never', expiry: { kind: 'never' } }),
        anEntry({ id: 'unknown', expiry: { kind: 'notSeen' } }),
        ending(20, { id: 'later' }),
        ending(1, { id: 'soon' }),
        ending(-1, { id: 'over' }),
      ],
      [aWatched()],
    );
    assert.deepEqual(
      bars.map(({ of }) => (of.kind === 'entry' ? of.entry.id : of.token.id)),
      ['over', 'soon', 'w1', 'later', 'unknown', 'never'],
    );
  });

  it('says nothing of how long a watched token lives, because nobody told when it was made', () => {
    const [bar] = pictureOf([], [aWatched()]).bars;
    assert.deepEqual([bar?.lifeDays, bar?.policyEnd, bar?.tone], [undefined, undefined, 'later']);
  });

  it('never draws the end of one token after that of a later one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 4000 }), { minLength: 2, maxLength: 30 }), (days) => {
        const { bars } = pictureOf(days.map((day, n) => ending(day, { id: `e${n}`, name: `e${n}` })));
        const byEnd = bars.toSorted((a, b) => (a.end ?? 0) - (b.end ?? 0));
        byEnd.reduce((before, bar) => {
          assert.ok(bar.to >= before);
          return bar.to;
        }, 0);
      }),
    );
  });
});
