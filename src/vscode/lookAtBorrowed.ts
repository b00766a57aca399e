import { type Inspected, inspectToken } from '../github/inspectToken.ts';
import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Secret } from '../shared/secret.ts';
import { leavesHostOpen } from '../sources/variables.ts';
import { applyInspection } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import { isOver } from '../tokens/lifeLeft.ts';
import { modeOf } from '../tokens/origin.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import type { Services } from './services.ts';
import { readHosts } from './settings.ts';

const patienceMs = 10_000;

/** A candidate with the others that hand out the very same token: one line shows them all. */
export interface ShownCandidate extends Candidate {
  readonly also?: readonly Entry[];
}

interface Known {
  readonly token: Secret;
  readonly inspected: Promise<Inspected>;
}

/**
 * The candidates as they are shown to the person, who must see what a login or a variable grants before it is chosen
 * (S4-08, S4-18): one request for each token, all at once. gh, git and VS Code often have the same one, and a dead one
 * must not be sent for each of them. What GitHub does not answer in time stays unknown. What turns out to be dead comes last.
 */
export async function lookAtBorrowed(
  services: Services,
  address: RepositoryAddress,
  job: Job,
  ranked: readonly Candidate[],
): Promise<readonly ShownCandidate[]> {
  const { credentials, api, clock, log } = services;
  const signal = AbortSignal.timeout(patienceMs);
  const known: Known[] = [];
  const inspectOnce = (token: Secret, { host, kind }: Entry): Known => {
    const before = known.find((one) => one.token.equals(token));
    if (before !== undefined) return before;
    const repository = `${address.owner}/${address.repo}`;
    const inspected = inspectToken(api, { credential: { host, token }, kind, repository, signal });
    const one = { token, inspected };
    known.push(one);
    return one;
  };
  const look = async (candidate: Candidate): Promise<{ candidate: Candidate; of?: Known }> => {
    const { entry } = candidate;
    if (!mayBeLookedAt(entry)) return { candidate };
    let of: Known | undefined;
    try {
      const token = await credentials.secretOf(entry, job, signal);
      const latest = await credentials.entryOf(entry.id);
      if (isOver(latest, clock.now()))
        return { candidate: { ...candidate, entry: latest, obstacle: 'over' } };
      of = inspectOnce(token, entry);
      const answer = await of.inspected;
      if (answer.kind === 'unchecked') return { candidate, of };
      const change = (known: Entry) => applyInspection(known, answer.inspection);
      const seen = await credentials.update(entry.id, change, token);
      const obstacle = isOver(seen, clock.now()) ? 'over' : candidate.obstacle;
      return { candidate: { ...candidate, entry: seen, obstacle }, of };
    } catch (error) {
      log.failure('looking at a borrowed token', error);
      return of === undefined ? { candidate } : { candidate, of };
    }
  };
  const looked = await Promise.all(ranked.map(look));
  const isFirst = ({ of }: { of?: Known }, index: number) =>
    of === undefined || looked.findIndex((other) => other.of === of) === index;
  return looked
    .filter(isFirst)
    .map(({ candidate, of }): ShownCandidate => {
      const same = looked.filter((other) => of !== undefined && other.of === of).slice(1);
      return same.length === 0 ? candidate : { ...candidate, also: same.map((one) => one.candidate.entry) };
    })
    .toSorted((a, b) => Number(a.obstacle === 'over') - Number(b.obstacle === 'over'));
}

/** Nothing is minted only to be looked at, and a dead login is not asked about once more. */
function mayBeLookedAt({ origin, health }: Entry): boolean {
  const mode = modeOf({ origin });
  if ((mode !== 'login' && mode !== 'environment') || health.kind !== 'unchecked') return false;
  return origin?.kind !== 'environment' || !leavesHostOpen(origin.variable, readHosts().hosts);
}
