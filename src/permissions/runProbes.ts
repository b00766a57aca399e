import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { Failure } from '../shared/failure.ts';
import { hostOf } from '../tokens/host.ts';
import {
  endsRun,
  hidesRepository,
  judgeProbe,
  judgePushAnswer,
  type ProbeVerdict,
  type PushAnswer,
  type Visibility,
} from './judgeProbe.ts';
import type { PlannedProbe } from './planProbes.ts';
import type { Probe } from './probes.ts';

/** One probe with what came of it. */
export interface Probed {
  readonly probe: Probe;
  readonly repository: string | undefined;
  readonly verdict: ProbeVerdict;
}

export interface ProbePorts {
  readonly api: GitHubApi;
  /** git's question about one repository (`owner/name`). Absent where no git is at hand: unknown. */
  readonly askPush?:
    | ((repository: string, credential: Credential, signal?: CancelSignal) => Promise<PushAnswer>)
    | undefined;
}

export interface ProbeRun {
  readonly credential: Credential;
  readonly planned: readonly PlannedProbe[];
  readonly signal?: CancelSignal | undefined;
  /** Before each request: which one, of how many. */
  readonly onStep?: (step: number, of: number) => void;
}

/** How the run ended. `stopped`: the verdict after which nothing more was sent. */
export interface ProbeReport {
  readonly probed: readonly Probed[];
  readonly visibility: Visibility;
  readonly stopped: ProbeVerdict | undefined;
}

/**
 * Sends what was planned and nothing else, one request at a time. Ends at a 401, which is never repeated, at a limit,
 * and at a network that is not there. What the token does not see is not asked about further, and what everyone may
 * read is not asked for. Where the person leaves, the run ends with what was learned by then.
 */
export async function runProbes(ports: ProbePorts, run: ProbeRun): Promise<ProbeReport> {
  const probed: Probed[] = [];
  let visibility: Visibility = 'unknown';
  let hidden = false;
  for (const [index, planned] of run.planned.entries()) {
    const { probe, repository } = planned;
    if (probe.place === 'repository' && hidden) continue;
    if (probe.kind === 'api' && probe.privateOnly && visibility === 'public') {
      probed.push({ probe, repository, verdict: { kind: 'unknown', why: 'public' } });
      continue;
    }
    run.onStep?.(index + 1, run.planned.length);
    const asked: Promise<Answered | 'left'> = runProbe(
      ports,
      run.credential,
      planned,
      visibility,
      run.signal,
    );
    const seen = await asked.catch(orLeft);
    if (seen === 'left') return { probed, visibility, stopped: { kind: 'unknown', why: 'cancelled' } };
    visibility = seen.visibility;
    hidden ||= hidesRepository(seen.verdict);
    probed.push({ probe, repository, verdict: seen.verdict });
    if (endsRun(seen.verdict)) return { probed, visibility, stopped: seen.verdict };
  }
  return { probed, visibility, stopped: undefined };
}

function orLeft(error: unknown): 'left' {
  if (Failure.is(error) && error.problem.kind === 'cancelled') return 'left';
  throw error;
}

/** The verdict of one probe, with what is known of the repository since. */
interface Answered {
  readonly verdict: ProbeVerdict;
  readonly visibility: Visibility;
}

/**
 * One probe. `visibility` is what is known of the repository so far; asking for the repository itself finds it out.
 * Throws `Failure` `cancelled` only: an answer that did not come is unknown.
 */
export async function runProbe(
  { api, askPush }: ProbePorts,
  credential: Credential,
  { probe, repository, request }: PlannedProbe,
  visibility: Visibility,
  signal?: CancelSignal,
): Promise<Answered> {
  if (signal?.aborted) throw new Failure({ kind: 'cancelled' });
  try {
    if (probe.kind === 'git') {
      if (askPush === undefined || repository === undefined) {
        return { verdict: { kind: 'unknown', why: 'noGit' }, visibility };
      }
      const said = await askPush(repository, credential, signal);
      if (said.kind === 'refused' && said.problem.kind === 'cancelled') throw new Failure(said.problem);
      return { verdict: judgePushAnswer(said), visibility };
    }
    if (request === undefined) return { verdict: { kind: 'unknown', why: 'unknown' }, visibility };
    const answer = await api.request({ credential, ...request, signal });
    const asksForRepository = request.operation === 'GET /repos/{owner}/{repo}';
    const now = asksForRepository && answer.kind === 'ok' ? visibilityIn(answer.data) : visibility;
    return { verdict: judgeProbe(probe, answer, now, hostOf(credential.host)), visibility: now };
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind === 'cancelled') throw error;
    const { kind, until } = error.problem as { readonly kind: string; readonly until?: number };
    return { verdict: { kind: 'unknown', why: kind, until }, visibility };
  }
}

/** Whether it is private, as GitHub says. An internal one is private to everyone but the enterprise. */
export function visibilityIn(data: unknown): Visibility {
  const { private: isPrivate } = (data ?? {}) as { readonly private?: unknown };
  return typeof isPrivate !== 'boolean' ? 'unknown' : isPrivate ? 'private' : 'public';
}
