import { type JournalRecord, listFields, longestId, longestList, textFields } from './journalRecord.ts';
import { journalText, type Redacting } from './journalText.ts';

/**
 * One record as one line of JSON, with its line end. Every text is made plain, bounded and redacted here, so that no
 * caller can forget it (S4-25).
 */
export function serialiseRecord(record: JournalRecord, redactor: Redacting): string {
  return `${JSON.stringify(cleanRecord(record, redactor))}\n`;
}

/** The record as it is written; only the fields that this version knows. */
export function cleanRecord(record: JournalRecord, redactor: Redacting): JournalRecord {
  const { v, time, action, result, mode, kind, actorSource, byProgram } = record;
  const texts: [string, string][] = [];
  for (const [name, most] of Object.entries(textFields)) {
    const value = record[name as keyof typeof textFields];
    if (value !== undefined) texts.push([name, journalText(value, redactor, most)]);
  }
  const lists: [string, readonly string[]][] = [];
  for (const name of listFields) {
    const ids = (record[name] ?? []).slice(0, longestList);
    if (ids.length > 0) lists.push([name, ids.map((id) => journalText(id, redactor, longestId))]);
  }
  return {
    v,
    time,
    action,
    result,
    mode,
    kind,
    actorSource,
    ...Object.fromEntries(texts),
    ...Object.fromEntries(lists),
    ...(byProgram === true ? { byProgram } : {}),
  } as JournalRecord;
}
