import type { JournalRecord } from './journalRecord.ts';

/** All records as one JSON array, readable by people; `readRecord` reads each of them back. */
export function exportJson(records: readonly JournalRecord[]): string {
  return `${JSON.stringify(records, undefined, 2)}\n`;
}
