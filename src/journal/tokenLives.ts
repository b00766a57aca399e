import type { Entry } from '../tokens/entry.ts';
import type { JournalRecord } from './journalRecord.ts';

/** A time in which one secret of an entry was in use here: ms since the epoch, `to` exclusive. */
export interface TokenLife {
  readonly which: 'present' | 'previous';
  readonly from: number;
  readonly to: number;
}

/**
 * The lives of an entry's present token and of the one before it (S0-13). Where the old one is no longer kept, the
 * journal knows since when it was in use; else it cannot be older than the entry.
 */
export function tokenLives(
  entry: Pick<Entry, 'id' | 'addedAt' | 'secretSince' | 'previous'>,
  records: readonly JournalRecord[],
  now: number,
): readonly TokenLife[] {
  const { id, addedAt, secretSince, previous } = entry;
  const present: TokenLife = { which: 'present', from: secretSince, to: now };
  const replacedAt = previous?.replacedAt ?? secretSince;
  if (previous === undefined && secretSince <= addedAt) return [present];
  // The swap that brought the present one is recorded a moment after it, so it is never before `secretSince`.
  const rotations = records.filter(
    ({ action, result, entryId, time }) =>
      entryId === id && action === 'rotate' && result === 'done' && time < secretSince,
  );
  const from = previous?.since ?? rotations.at(-1)?.time ?? addedAt;
  return [present, { which: 'previous', from, to: replacedAt }];
}
