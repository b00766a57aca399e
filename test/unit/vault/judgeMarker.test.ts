import assert from 'node:assert/strict';
import type { Reading } from '../../../src/vault/entryRecord.ts';
import { copyLeewayMs, judgeMarker, type Verdict } from '../../../src/vault/judgeMarker.ts';
import { blankMarker, type Marker } from '../../../src/vault/marker.ts';
import { draft, noon, token } from './sample.ts';

const session = { id: 'me', run: 'run', startedAt: noon };
const birth = 10;
const nothing: Reading = { kind: 'none' };

function stored(generation: number): Reading {
  const entry = { ...draft('work'), id: 'a', addedAt: noon, secretSince: noon, previous: undefined };
  return {
    kind: 'record',
    raw: token('raw'),
    record: { generation, entry, secret: token('a'), previous: undefined },
  };
}

/** Written by another window, long before this one was born. */
function marker(change: Partial<Marker>): Marker {
  const generation = change.generation ?? 5;
  return {
    ...blankMarker('a'),
    by: 'other',
    turn: 8,
    at: noon - 86_400_000,
    generation,
    next: generation,
    ...change,
  };
}

const afterBirth = { turn: 11 };
const justBefore = { at: noon - copyLeewayMs + 1 };

type Row = readonly [string, Marker, Reading, Verdict];

const rows: readonly Row[] = [
  ['as new as its marker', marker({}), stored(5), 'present'],
  ['newer than its marker', marker({}), stored(6), 'present'],
  ['F07 older than its marker', marker({}), stored(4), 'older'],
  ['F02 gone', marker({}), nothing, 'lost'],
  ['gone, by our own last write', marker({ by: 'me', ...afterBirth }), nothing, 'lost'],
  ['F05 missing what another window wrote since', marker(afterBirth), nothing, 'stale'],
  ['F05 older than what another window wrote since', marker(afterBirth), stored(4), 'stale'],
  ['as new as what another window wrote since', marker(afterBirth), stored(5), 'present'],
  ['F05 missing what was written while this window was opening', marker(justBefore), nothing, 'stale'],
  [
    'an addition that never reached the store',
    marker({ state: 'writing', generation: 0, next: 1 }),
    nothing,
    'neverWas',
  ],
  [
    'an addition by another window under way',
    marker({ state: 'writing', generation: 0, next: 1, ...afterBirth }),
    nothing,
    'stale',
  ],
  ['a write that never reached the store', marker({ state: 'writing', next: 6 }), stored(5), 'present'],
  ['a write that reached the store', marker({ state: 'writing', next: 6 }), stored(6), 'present'],
  [
    'a write by another window under way',
    marker({ state: 'writing', next: 6, ...afterBirth }),
    stored(5),
    'stale',
  ],
  ['a write after which nothing is there', marker({ state: 'writing', next: 6 }), nothing, 'lost'],
  ['forgotten', marker({ state: 'forgotten' }), nothing, 'gone'],
  ['forgotten, deletion interrupted', marker({ state: 'forgotten' }), stored(5), 'leftover'],
  [
    'F05 forgotten by another window, still in our copy',
    marker({ state: 'forgotten', ...afterBirth }),
    stored(5),
    'stale',
  ],
  ['forgotten and stored again since', marker({ state: 'forgotten' }), stored(6), 'present'],
  ['F08 not readable', marker(afterBirth), { kind: 'unreadable', why: 'notJson' }, 'unreadable'],
];

describe('judgeMarker', () => {
  for (const [title, given, reading, verdict] of rows) {
    it(`${title}: ${verdict}`, () => {
      assert.equal(judgeMarker(given, reading, session, birth), verdict);
    });
  }
});
