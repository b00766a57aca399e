import type { JournalRecord } from './journalRecord.ts';

/** The columns of a table of records, in order: the same in CSV and Markdown. */
export const exportColumns = Object.freeze([
  'time',
  'action',
  'result',
  'mode',
  'entryName',
  'kind',
  'host',
  'actor',
  'actorSource',
  'repository',
  'ref',
  'shaFrom',
  'shaTo',
  'pullRequestUrl',
  'problem',
  'findingIds',
  'overrides',
  'byProgram',
  'entryId',
] as const satisfies readonly (keyof JournalRecord)[]);

/** A record's cells as plain text; what is absent is empty. */
export function cellsOf(record: JournalRecord): readonly string[] {
  return exportColumns.map((name) => {
    const value = record[name];
    if (name === 'time') return timeText(record.time);
    return Array.isArray(value) ? value.join(' ') : String(value ?? '');
  });
}

/** ISO 8601 in UTC; a time no calendar has is left as the number it is. */
export function timeText(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
