import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Offers, Source, SourceTrouble } from '../sources/source.ts';
import type { Selection } from '../tokens/selectEntry.ts';
import { rememberApps } from './knownApps.ts';
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
 * that belongs here, so that an ordinary push asks nobody; where it has but one at all, only what would go before that.
 */
export async function selectAnywhere(
  services: Services,
  address: RepositoryAddress,
  job: Job,
): Promise<SelectedAnywhere> {
  const state = await services.state.refresh();
  const { entries } = state.view;
  const stored = services.state.select(entries, { address }, job);
  const isBorrowed = services.state.isBorrowedAt(address);
  if (isSettled(stored) && !isBorrowed) return { state, selection: stored, troubles: [] };
  const isOnly = stored.kind === 'chosen' && stored.reason === 'only' && !isBorrowed;
  const offers = await askEveryone(services, address, job, undefined, isOnly ? beforeOnly : undefined);
  await rememberApps(services, address, offers);
  const selection = services.state.select([...entries, ...offers.entries], { address }, job);
  return { state, selection, troubles: offers.troubles };
}

/** Ranked before the only token of the vault. Logins come after it, and asking them takes seconds. */
const beforeOnly: readonly Source['mode'][] = ['app', 'broker', 'environment'];

/**
 * What every source could serve with, or those of some modes, the vault aside. Never throws; what did not answer in time
 * is a trouble.
 */
export function askEveryone(
  services: Pick<Services, 'credentials'>,
  { host, owner, repo }: RepositoryAddress,
  job: Job,
  signal?: AbortSignal,
  only?: readonly Source['mode'][],
): Promise<Offers> {
  const patience = AbortSignal.timeout(patienceMs);
  const until = signal === undefined ? patience : AbortSignal.any([patience, signal]);
  return services.credentials.offers({ host, owner, repo, job }, until, only);
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
