import { filterRecords } from '../journal/filterRecords.ts';
import { servedOwners } from '../policy/servedOwners.ts';
import type { Entry } from '../tokens/entry.ts';
import { watchedFor } from '../watched/watchedToken.ts';
import { whereUsedText, whereUsedTitle } from './messages/whereUsed.ts';
import { pageLook } from './readOnlyDocuments.ts';
import type { Services } from './services.ts';

/**
 * Where an entry's tokens are used and what was done with them, as far as it is known here, and what is watched
 * elsewhere of the same owners: to be read and copied.
 */
export async function showWhereUsed(
  services: Pick<Services, 'journal' | 'state' | 'clock' | 'documents'>,
  shown: Entry,
): Promise<void> {
  const [{ records }, { view, watched }] = await Promise.all([
    services.journal.read(),
    services.state.refresh(),
  ]);
  const entry = view.entries.find(({ id }) => id === shown.id) ?? shown;
  const mine = filterRecords(records, { entryId: entry.id });
  const elsewhere = watchedFor(watched.tokens, ownersOf(entry));
  const text = whereUsedText(entry, mine, elsewhere, services.clock.now());
  await services.documents.show(whereUsedTitle(entry), text, pageLook);
}

/** For whom the entry acts: as it is known, else the account itself, and whose repositories it served. */
function ownersOf(entry: Entry): readonly string[] {
  const own = entry.owner?.value ?? entry.login;
  return [...(own === undefined ? [] : [own]), ...servedOwners(entry)];
}
