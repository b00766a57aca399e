import type { Problem } from '../shared/failure.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Entry } from '../tokens/entry.ts';
import { rotateEntry } from './commands/rotateToken.ts';
import { latestEntry } from './latestEntry.ts';
import { detailsText, detailsTitle, type Told } from './messages/details.ts';
import { detailsLook, type ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { StepActs } from './say.ts';
import type { Services } from './services.ts';

/** What the button under a refusal does. With an entry, *Rotate Token* rotates that one and not the one used here. */
export function stepActs(services: Services, entry?: Entry): StepActs {
  const { vault, state, documents, clock } = services;
  return {
    acceptEmptyStore: async () => {
      await vault.acceptEmptyStore();
      await state.refresh();
    },
    showDetails: (told) => showDetails(documents, told),
    now: () => clock.now(),
    ...(entry === undefined
      ? {}
      : {
          rotate: (grant?: Permissions, refusal?: Problem) => rotateLatest(services, entry, grant, refusal),
        }),
  };
}

/** Everything about one refusal, in a document of its own. */
export async function showDetails(documents: ReadOnlyDocuments, told: Told): Promise<void> {
  await documents.show(detailsTitle(told), detailsText(told), detailsLook);
}

/** The message may have been open for long: what is known of the entry now counts. */
export async function rotateLatest(
  services: Services,
  { id }: Entry,
  grant?: Permissions,
  refusal?: Problem,
): Promise<void> {
  const latest = await latestEntry(services, id);
  if (latest !== undefined) await rotateEntry(services, latest, grant, refusal);
}
