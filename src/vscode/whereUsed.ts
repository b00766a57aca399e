import { filterRecords } from '../journal/filterRecords.ts';
import type { Entry } from '../tokens/entry.ts';
import { whereUsedText, whereUsedTitle } from './messages/whereUsed.ts';
import { pageLook } from './readOnlyDocuments.ts';
import type { Services } from './services.ts';

/** Where an entry's tokens are used and what was done with them, as far as it is known here: to be read and copied. */
export async function showWhereUsed(services: Services, shown: Entry): Promise<void> {
  const [{ records }, { view }] = await Promise.all([services.journal.read(), services.state.refresh()]);
  const entry = view.entries.find(({ id }) => id === shown.id) ?? shown;
  const mine = filterRecords(records, { entryId: entry.id });
  const text = whereUsedText(entry, mine, services.clock.now());
  await services.documents.show(whereUsedTitle(entry), text, pageLook);
}
