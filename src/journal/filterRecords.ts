import { isMintedBy } from '../tokens/origin.ts';
import type { JournalAction, JournalRecord, JournalResult } from './journalRecord.ts';

/** What is looked for. Every field that is given must hold; times are ms since the epoch, `from` inclusive, `to` exclusive. */
export interface JournalFilter {
  /** Each word must stand somewhere in the record; letter case does not count. */
  readonly text?: string | undefined;
  readonly entryId?: string | undefined;
  readonly actions?: readonly JournalAction[] | undefined;
  readonly results?: readonly JournalResult[] | undefined;
  /** `owner/name`; letter case does not count, as at GitHub. */
  readonly repository?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export function filterRecords(
  records: readonly JournalRecord[],
  filter: JournalFilter,
): readonly JournalRecord[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const repository = filter.repository?.toLowerCase();
  return records.filter(
    (record) =>
      (filter.entryId === undefined || isOf(record.entryId, filter.entryId)) &&
      (filter.actions === undefined || filter.actions.includes(record.action)) &&
      (filter.results === undefined || filter.results.includes(record.result)) &&
      (repository === undefined || record.repository?.toLowerCase() === repository) &&
      (filter.from === undefined || record.time >= filter.from) &&
      (filter.to === undefined || record.time < filter.to) &&
      holds(record, words),
  );
}

function holds(record: JournalRecord, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { action, result, kind, entryName, host, actor, repository, ref, shaFrom, shaTo } = record;
  const { pullRequestUrl, problem, findingIds = [], overrides = [] } = record;
  const texts = [action, result, kind, entryName, host, actor, repository, ref, shaFrom, shaTo];
  const all = [...texts, pullRequestUrl, problem, ...findingIds, ...overrides].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** What was done with a token that an App minted was done with the App. */
function isOf(entryId: string, wanted: string): boolean {
  return entryId === wanted || isMintedBy(entryId, wanted);
}
