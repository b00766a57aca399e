import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { SourceTrouble } from '../sources/source.ts';
import type { Selection } from '../tokens/selectEntry.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

export interface SelectedAnywhere {
  readonly state: State;
  readonly selection: Selection;
  readonly troubles: readonly SourceTrouble[];
}

/** How long the other programs of this machine, and a broker, may keep a person waiting (ms). */
const patienceMs = 15_000;

/**
 * Which entry serves a job, also among what the vault does not hold. No other program is asked while the vault has the one
 * that belongs here, so that an ordinary push asks nobody; `everyone` asks all the same.
 */
export async function selectAnywhere(
  services: Services,
  address: RepositoryAddress,
  job: Job,
  everyone = false,
): Promise<SelectedAnywhere> {
  const state = await services.state.refresh();
  const { entries } = state.view;
  const stored = services.state.select(entries, { address }, job);
  if (!everyone && isSettled(stored) && !services.state.isBorrowedAt(address)) {
    return { state, selection: stored, troubles: [] };
  }
  const { host, owner, repo } = address;
  const offers = await services.credentials.offers(
    { host, owner, repo, job },
    AbortSignal.timeout(patienceMs),
  );
  const selection = services.state.select([...entries, ...offers.entries], { address }, job);
  return { state, selection, troubles: offers.troubles };
}

/** The vault has what the person chose, or what belongs to the owner; also when that is dead, which is said. */
function isSettled(selection: Selection): boolean {
  const settling = ['override', 'repository-binding', 'owner-binding', 'host-binding', 'owner', 'login'];
  const decided = selection.kind === 'chosen' || selection.kind === 'blocked';
  return (
    (decided && settling.includes(selection.reason)) ||
    (selection.kind === 'ask' && selection.why !== 'no-match')
  );
}
