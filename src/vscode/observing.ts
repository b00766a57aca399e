import type { CommandId, ViewCommandId } from '../manifest.ts';
import { observeApi } from '../permissions/observeApi.ts';
import { applyCalls } from '../tokens/applyEvidence.ts';
import type { Services } from './services.ts';

/**
 * Commands that leave no trace of what GitHub answered: a preview and a look at readiness change nothing at all, and a run of probes stores its
 * results itself.
 */
const silent: readonly (CommandId | ViewCommandId)[] = Object.freeze([
  'tokenWarden.previewPush',
  'tokenWarden.checkReadiness',
  'tokenWarden.probePermissions',
  'tokenWarden.view.probe',
]);

export interface Observing {
  /** The same services, with what the answers of GitHub show about each token noted on the way. */
  readonly services: Services;
  /** Stores what is noted, at most once for each entry. Never throws: the action itself is over. */
  readonly store: () => Promise<void>;
}

/** For the length of one command. What its own recording takes along meanwhile is not stored twice. */
export function observing(services: Services, command: CommandId | ViewCommandId): Observing {
  if (silent.includes(command)) return { services, store: async () => undefined };
  const { credentials, state, log } = services;
  const noted = observeApi(services.api, (token) => credentials.issuedFor(token));
  const store = async () => {
    let changed = false;
    for (const id of noted.entries()) {
      const seen = noted.take(id);
      if (seen === undefined) continue;
      try {
        const known = await credentials.entryOf(id);
        // Most of it is known: then no turn is taken, and no other window waits for it.
        if (applyCalls(known, seen) === known) continue;
        await credentials.update(id, (latest) => applyCalls(latest, seen));
        changed = true;
      } catch (error) {
        log.failure('recording what GitHub answered', error);
      }
    }
    if (changed) await state.refresh().catch((error: unknown) => log.failure('reading the vault', error));
  };
  return { services: { ...services, api: noted.api, noted }, store };
}
