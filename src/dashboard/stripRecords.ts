import type { JournalRecord, JournalResult } from '../journal/journalRecord.ts';
import { dayMs } from '../shared/clock.ts';
import type { JournalMark } from './dashboardPage.ts';

/** What one strip holds. */
export const stripDays = 30;
export const mostMarks = 200;

export interface StripMark {
  readonly record: JournalRecord;
  /** Share of the strip's width, 0 to 1: its right end is now. */
  readonly at: number;
  readonly result: JournalMark['result'];
}

const results: Readonly<Record<JournalResult, JournalMark['result']>> = {
  done: 'done',
  refused: 'refused',
  failed: 'refused',
  cancelled: 'open',
  pending: 'open',
  wanted: 'open',
  accepted: 'open',
};

/** What was done in the last thirty days, oldest first; of more than two hundred records the newest. */
export function stripRecords(records: readonly JournalRecord[], now: number): readonly StripMark[] {
  const from = now - stripDays * dayMs;
  return (
    records
      // A clock that was ahead wrote records of tomorrow: they stand at the end.
      .filter(({ time }) => time >= from)
      .toSorted((a, b) => a.time - b.time)
      .slice(-mostMarks)
      .map((record) => ({
        record,
        at: Math.min(1, (record.time - from) / (now - from)),
        result: results[record.result],
      }))
  );
}
