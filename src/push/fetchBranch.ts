import type { CancelSignal } from '../shared/cancelSignal.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { countClashes, explainFetch } from './explainFetch.ts';
import type { PushEnd } from './explainPush.ts';
import type { FetchProblem } from './fetchProblems.ts';
import type { FetchProgress } from './fetchProgress.ts';
import { type FetchPlan, planFetch, type ReadyFetch } from './fetchTarget.ts';
import { type LocalRef, planMoves, type RefMove, type RefValue } from './planMoves.ts';
import type { PushSettings } from './planPush.ts';
import type { RepositoryReader } from './pushBranch.ts';

export interface FetchOptions {
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** What the isolated repository received. Its objects are in the person's repository already, held until `release`. */
export interface Brought {
  readonly end: PushEnd;
  /** The remote-tracking refs as they stand in the isolated repository. */
  readonly refs: readonly RefValue[];
  release(): Promise<void>;
}

/** Injected because it runs processes and talks to the network. Texts that it answers are redacted already. */
export interface FetchRunner {
  /** Every ref of the person's repository. */
  refs(fetch: ReadyFetch, signal?: CancelSignal): Promise<readonly LocalRef[]>;
  /** Throws `Failure<FetchProblem>`; moves no ref. */
  bring(
    fetch: ReadyFetch,
    refs: readonly LocalRef[],
    secret: Secret,
    options: FetchOptions,
  ): Promise<Brought>;
  /** Those whose new commit does not contain the old one. */
  rewinding(fetch: ReadyFetch, moves: readonly RefMove[], signal?: CancelSignal): Promise<readonly RefMove[]>;
  /** Moves all of them or none; false when none. */
  move(fetch: ReadyFetch, moves: readonly RefMove[]): Promise<boolean>;
  /** How many commits of `theirs` are not in `ours`; 0 when git cannot say. */
  missing(fetch: ReadyFetch, ours: string, theirs: string): Promise<number>;
}

export interface FetchResult {
  readonly fetch: ReadyFetch;
  readonly moved: readonly RefMove[];
  /** Tracking refs whose history was rewritten on the server. */
  readonly rewound: readonly string[];
  /** Branches of the server that were left out, because of their name or of what stands in their place here. */
  readonly skipped: number;
  /** How the branch that is checked out stands to the server's: undefined when the server has none. */
  readonly current: CurrentBranch | undefined;
}

export interface CurrentBranch {
  readonly branch: string;
  readonly moved: boolean;
  readonly rewound: boolean;
  /** Commits of the server's that the local branch does not have. */
  readonly missing: number;
}

/** Gather and decide. Nothing is changed and no token is near. */
export async function prepareFetch(
  folder: string,
  settings: PushSettings,
  reader: Pick<RepositoryReader, 'read'>,
  signal?: CancelSignal,
): Promise<FetchPlan> {
  return planFetch(await reader.read(folder, signal), settings.known, settings.remote);
}

/**
 * Fetches what was confirmed, and moves remote-tracking refs only: no branch, no tag, no HEAD, no FETCH_HEAD. Objects
 * come first and refs last, all at once, so that whatever stops it in between leaves the refs as they were and it can
 * be run again. Throws `Failure<FetchProblem>`.
 */
export async function fetchBranch(
  fetch: ReadyFetch,
  secret: Secret,
  runner: FetchRunner,
  options: FetchOptions = {},
): Promise<FetchResult> {
  const { signal } = options;
  const before = await runner.refs(fetch, signal);
  stopIfCancelled(signal);
  options.onProgress?.({ phase: 'connecting', percent: undefined });
  const brought = await runner.bring(fetch, before, secret, options);
  try {
    const problem = explainFetch(brought.end);
    if (problem !== undefined) {
      throw new Failure<FetchProblem>(problem, `${brought.end.stderr}\n${brought.end.stdout}`.trim());
    }
    const plan = planMoves(fetch.remote, fetch.specs, before, brought.refs);
    const back = await runner.rewinding(fetch, plan.moves, signal);
    const moved = plan.moves.filter((move) => move.mayRewind || !back.includes(move));
    stopIfCancelled(signal);
    if (moved.length > 0 && !(await runner.move(fetch, moved))) {
      throw new Failure<FetchProblem>({ kind: 'refsBusy' });
    }
    const rewound = back.filter((move) => moved.includes(move)).map(({ ref }) => ref);
    const kept = plan.moves.length - moved.length;
    const skipped = plan.skipped + kept + countClashes(brought.end.stderr);
    const current = await currentBranch(fetch, before, moved, rewound, runner);
    return { fetch, moved, rewound, skipped, current };
  } finally {
    await brought.release();
  }
}

async function currentBranch(
  fetch: ReadyFetch,
  before: readonly LocalRef[],
  moved: readonly RefMove[],
  rewound: readonly string[],
  runner: FetchRunner,
): Promise<CurrentBranch | undefined> {
  const { current } = fetch;
  if (current === undefined) return undefined;
  const { branch, sha, trackingRef } = current;
  const move = moved.find(({ ref }) => ref === trackingRef);
  const theirs = move?.to ?? before.find(({ ref }) => ref === trackingRef)?.sha;
  if (theirs === undefined) return undefined;
  const missing = await runner.missing(fetch, sha, theirs);
  return { branch, moved: move !== undefined, rewound: rewound.includes(trackingRef), missing };
}

function stopIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new Failure<FetchProblem>({ kind: 'cancelled' });
}
