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

/** One token, however many hand it out, with what GitHub was asked about it. */
interface Known {
  readonly token: Secret;
  inspected?: Promise<Inspected>;
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
  const tokens: Known[] = [];
  const knownOf = (token: Secret): Known => {
    const before = tokens.find((one) => one.token.equals(token));
    if (before !== undefined) return before;
    const one = { token };
    tokens.push(one);
    return one;
  };
  const inspect = ({ host, kind }: Entry, token: Secret): Promise<Inspected> => {
    const repository = `${address.owner}/${address.repo}`;
    return inspectToken(api, { credential: { host, token }, kind, repository, signal });
  };
  const look = async (candidate: Candidate): Promise<{ candidate: Candidate; of?: Known }> => {
    const { id } = candidate.entry;
    if (!mayBeLookedAt(candidate.entry)) return { candidate };
    let of: Known | undefined;
    try {
      const token = await credentials.secretOf(candidate.entry, job, signal);
      of = knownOf(token);
      let entry = await credentials.entryOf(id);
      if (entry.health.kind !== 'dead') {
        of.inspected ??= inspect(candidate.entry, token);
        const answer = await of.inspected;
        if (answer.kind === 'unchecked') return { candidate, of };
        entry = await credentials.update(id, (latest) => applyInspection(latest, answer.inspection), token);
      }
      const obstacle = isOver(entry, clock.now()) ? 'over' : candidate.obstacle;
      return { candidate: { ...candidate, entry, obstacle }, of };
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
