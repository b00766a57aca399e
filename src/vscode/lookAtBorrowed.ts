import { inspectToken } from '../github/inspectToken.ts';
import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { leavesHostOpen } from '../sources/variables.ts';
import { applyInspection } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import { isOver } from '../tokens/lifeLeft.ts';
import { modeOf } from '../tokens/origin.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import type { Services } from './services.ts';
import { readHosts } from './settings.ts';

const patienceMs = 10_000;

/**
 * The candidates as they are shown to the person, who must see what a login or a variable grants before it is chosen
 * (S4-08, S4-18): one request each, all at once. What GitHub does not answer in time stays unknown. What turns out to be
 * dead comes last.
 */
export async function lookAtBorrowed(
  services: Services,
  address: RepositoryAddress,
  job: Job,
  ranked: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const signal = AbortSignal.timeout(patienceMs);
  const looked = await Promise.all(
    ranked.map(async (candidate) => {
      if (!mayBeLookedAt(candidate.entry)) return candidate;
      const entry = await look(services, address, job, candidate.entry, signal);
      return isOver(entry, services.clock.now())
        ? { ...candidate, entry, obstacle: 'over' as const }
        : { ...candidate, entry };
    }),
  );
  return looked.toSorted((a, b) => Number(a.obstacle === 'over') - Number(b.obstacle === 'over'));
}

/** Nothing is minted only to be looked at, and a dead login is not asked about once more. */
function mayBeLookedAt({ origin, health }: Entry): boolean {
  const mode = modeOf({ origin });
  if ((mode !== 'login' && mode !== 'environment') || health.kind !== 'unchecked') return false;
  return origin?.kind !== 'environment' || !leavesHostOpen(origin.variable, readHosts().hosts);
}

async function look(
  { credentials, api, log }: Services,
  { owner, repo }: RepositoryAddress,
  job: Job,
  entry: Entry,
  signal: AbortSignal,
): Promise<Entry> {
  try {
    const { host, kind } = entry;
    const token = await credentials.secretOf(entry, job, signal);
    const known = await credentials.entryOf(entry.id);
    if (known.health.kind === 'dead') return known;
    const repository = `${owner}/${repo}`;
    const answer = await inspectToken(api, { credential: { host, token }, kind, repository, signal });
    if (answer.kind === 'unchecked') return entry;
    return await credentials.update(entry.id, (latest) => applyInspection(latest, answer.inspection), token);
  } catch (error) {
    log.failure('looking at a borrowed token', error);
    return entry;
  }
}
