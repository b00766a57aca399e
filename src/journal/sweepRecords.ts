import { findCandidates } from '../tokens/candidates.ts';
import type { JournalRecord } from './journalRecord.ts';
import type { Redacting } from './journalText.ts';
import type { Swept } from './sweepText.ts';
import { cleanRecord } from './writeRecord.ts';

/**
 * Records as a finished export. A token may be known today that was not when the record was written, so every field is
 * cleaned again. Field by field and not as one text: there a branch called `authorization` would make the next cell look
 * like a header's value, and a file with a hidden quote is read wrongly. No token can span two fields.
 */
export function sweepRecords(
  records: readonly JournalRecord[],
  write: (records: readonly JournalRecord[]) => string,
  redactor: Redacting,
): Swept {
  const text = write(records.map((record) => cleanRecord(record, redactor)));
  return findCandidates(text).length > 0 ? { kind: 'unclean' } : { kind: 'clean', text };
}
