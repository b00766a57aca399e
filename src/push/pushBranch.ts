import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { CancelSignal } from './cancelSignal.ts';
import { explainPush, type PushEnd } from './explainPush.ts';
import { type HookEnd, judgeHook } from './judgeHook.ts';
import { type PushPlan, type PushSettings, planPush, type ReadyPush } from './planPush.ts';
import type { PushProblem } from './problems.ts';
import type { PushProgress } from './pushProgress.ts';
import type { PushTarget } from './pushTarget.ts';
import type { Outgoing, RepositoryFacts } from './repositoryFacts.ts';

/** Injected because it runs git inside the person's repository: only in a trusted workspace, never with a token. */
export interface RepositoryReader {
  /** Throws `Failure<RepositoryProblem>`. */
  read(folder: string, signal?: CancelSignal): Promise<RepositoryFacts>;
  outgoing(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<Outgoing>;
}

export interface RemoteRef {
  readonly end: PushEnd;
  /** Undefined when the remote has no such ref. */
  readonly sha: string | undefined;
}

/** Injected because it runs processes and talks to the network. Texts that it answers are redacted already. */
export interface PushRunner {
  /** Asks the remote, from the isolated repository, where the ref is now. */
  remoteRef(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<RemoteRef>;
  /** Runs the person's own hook, with no credential in reach. */
  hook(push: ReadyPush, remoteSha: string | undefined, signal?: CancelSignal): Promise<HookEnd>;
  /** Brings the content of LFS files to the server. Throws `Failure<PushProblem>`. */
  uploadLfs(push: ReadyPush, secret: Secret, options: PushOptions): Promise<void>;
  push(push: ReadyPush, secret: Secret, options: PushOptions): Promise<PushEnd>;
  /** Leaves the tracking ref and upstream as `git push -u` would; false when the repository would not take it. */
  record(push: ReadyPush): Promise<boolean>;
}

export interface PushOptions {
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PushProgress) => void;
}

export interface PushResult {
  readonly kind: 'pushed' | 'upToDate';
  readonly target: PushTarget;
  /** Whether `@{u}` and the tracking ref now say so too. */
  readonly recorded: boolean;
}

/** Gather and decide. Nothing is changed and no token is near; the plan is what the person is asked to confirm. */
export async function preparePush(
  folder: string,
  settings: PushSettings,
  reader: RepositoryReader,
  signal?: CancelSignal,
): Promise<PushPlan> {
  const facts = await reader.read(folder, signal);
  return planPush(facts, settings, (target) => reader.outgoing(facts, target, signal));
}

/**
 * Does exactly what was confirmed: the URL and the commit stand in `push` and are not read again (H14). The hook runs
 * first, as git would run it, and its veto is final. Throws `Failure<PushProblem>`.
 */
export async function pushBranch(
  push: ReadyPush,
  secret: Secret,
  runner: PushRunner,
  options: PushOptions = {},
): Promise<PushResult> {
  const { target } = push;
  if (push.facts.prePushHook !== undefined) {
    const remote = await askRemote(push, secret, runner, options);
    if (remote.sha === target.sha) return finish('upToDate', push, runner);
    options.onProgress?.({ phase: 'hook', percent: undefined });
    const hook = await runner.hook(push, remote.sha, options.signal);
    const veto = judgeHook(hook);
    if (veto !== undefined) throw new Failure<PushProblem>(veto, hook.output);
  }
  if (options.signal?.aborted) throw new Failure<PushProblem>({ kind: 'cancelled' });
  // Before the commits: a server must not hold a pointer whose content never came.
  if (push.facts.lfsFile !== undefined) await runner.uploadLfs(push, secret, options);
  options.onProgress?.({ phase: 'connecting', percent: undefined });
  const end = await runner.push(push, secret, options);
  const explained = explainPush(end, target.remoteRef);
  if (explained.kind === 'refused') throw new Failure<PushProblem>(explained.problem, detailsOf(end));
  return finish(explained.kind, push, runner);
}

async function askRemote(
  push: ReadyPush,
  secret: Secret,
  runner: PushRunner,
  options: PushOptions,
): Promise<RemoteRef> {
  options.onProgress?.({ phase: 'connecting', percent: undefined });
  const remote = await runner.remoteRef(push, secret, options.signal);
  if (remote.end.end === 'exited' && remote.end.exitCode === 0) return remote;
  const explained = explainPush(remote.end, push.target.remoteRef);
  const problem: PushProblem = explained.kind === 'refused' ? explained.problem : { kind: 'unknown' };
  throw new Failure<PushProblem>(problem, detailsOf(remote.end));
}

async function finish(kind: PushResult['kind'], push: ReadyPush, runner: PushRunner): Promise<PushResult> {
  return { kind, target: push.target, recorded: await runner.record(push) };
}

function detailsOf(end: PushEnd): string {
  return `${end.stderr}\n${end.stdout}`.trim();
}
