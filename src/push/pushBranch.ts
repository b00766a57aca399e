import type { CancelSignal } from '../shared/cancelSignal.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { type ExplainedPush, explainPush, type PushEnd } from './explainPush.ts';
import { explainRefs } from './explainRefs.ts';
import { type HookEnd, judgeHook } from './judgeHook.ts';
import { anchorLost, mustAsk } from './knownCommits.ts';
import { type PushPlan, type PushSettings, planPush, type ReadyPush } from './planPush.ts';
import type { PushProblem } from './problems.ts';
import { choicesOf, type PushChoices, type PushOffers, type TagRef } from './pushChoices.ts';
import type { PushProgress } from './pushProgress.ts';
import type { PushTarget } from './pushTarget.ts';
import type { Outgoing, RepositoryFacts } from './repositoryFacts.ts';

/** Injected because it runs git inside the person's repository: only in a trusted workspace, never with a token. */
export interface RepositoryReader {
  /** Throws `Failure<RepositoryProblem>`. */
  read(folder: string, signal?: CancelSignal): Promise<RepositoryFacts>;
  outgoing(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<Outgoing>;
}

/** Injected for the same reason. Asked only when the person wants to choose. */
export interface OfferReader {
  offers(push: ReadyPush, signal?: CancelSignal): Promise<PushOffers>;
}

export interface RemoteRef {
  readonly end: PushEnd;
  /** Undefined when the remote has no such ref. */
  readonly sha: string | undefined;
  /** Those of the chosen tags that the remote has, as it has them. */
  readonly tags?: readonly TagRef[];
}

/** What the remote says of the commits that it was taken to have. */
export interface KnownAnswer {
  readonly end: PushEnd;
  /** Of `target.known` and what is before them, those that it has, the newest first. */
  readonly has: readonly string[];
  /** Whether that is all of `target.known`. */
  readonly all: boolean;
}

/** Injected because it runs processes and talks to the network. Texts that it answers are redacted already. */
export interface PushRunner {
  /** Asks the remote, from the isolated repository, where the ref and the chosen tags are now. */
  remoteRef(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<RemoteRef>;
  /** Runs the person's own hook, with no credential in reach. */
  hook(push: ReadyPush, remoteSha: string | undefined, signal?: CancelSignal): Promise<HookEnd>;
  /** Brings the content of LFS files to the server. Throws `Failure<PushProblem>`. */
  uploadLfs(push: ReadyPush, secret: Secret, options: PushOptions): Promise<void>;
  /** Asks the remote, from the isolated repository, whether it has `target.known`. Sends ids of commits, no content. */
  askKnown(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<KnownAnswer>;
  push(push: ReadyPush, secret: Secret, options: PushOptions): Promise<PushEnd>;
  /** Leaves the tracking ref and upstream as `git push -u` would; false when the repository would not take it. */
  record(push: ReadyPush): Promise<boolean>;
}

export interface PushOptions {
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PushProgress) => void;
  /**
   * Asked when the remote has less than it was taken to have: the same push with what it really has. Whoever judged the
   * push judges it again; without a yes nothing is sent.
   */
  readonly judgeAgain?: (push: ReadyPush) => Promise<boolean>;
}

export interface PushResult {
  readonly kind: 'pushed' | 'upToDate';
  readonly target: PushTarget;
  /** Whether `@{u}` and the tracking ref now say so too. */
  readonly recorded: boolean;
  /** With what it was done; absent for an ordinary push. */
  readonly choices?: PushChoices;
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
 * first, as git would run it, and its veto is final; only the person's own choice goes around it. Throws
 * `Failure<PushProblem>`.
 */
export async function pushBranch(
  push: ReadyPush,
  secret: Secret,
  runner: PushRunner,
  options: PushOptions = {},
): Promise<PushResult> {
  if (push.facts.prePushHook !== undefined && !choicesOf(push).skipHook) {
    const remote = await askRemote(push, secret, runner, options);
    const left = judgeRemote(push, remote);
    if (left === undefined) return finish('upToDate', push, runner);
    options.onProgress?.({ phase: 'hook', percent: undefined });
    const hook = await runner.hook(left, remote.sha, options.signal);
    const veto = judgeHook(hook);
    if (veto !== undefined) throw new Failure<PushProblem>(veto, hook.output);
  }
  if (options.signal?.aborted) throw new Failure<PushProblem>({ kind: 'cancelled' });
  if (mustAsk(push)) return sendProved(push, secret, runner, options);
  const end = await send(push, secret, runner, options);
  if (anchorLost(end, push)) return sendProved(push, secret, runner, options);
  return finish(orThrow(explainRefs(end, push), end), push, runner);
}

/** What the remote itself says it has is not judged; everything else is, before it is sent. */
async function sendProved(
  push: ReadyPush,
  secret: Secret,
  runner: PushRunner,
  options: PushOptions,
): Promise<PushResult> {
  options.onProgress?.({ phase: 'connecting', percent: undefined });
  const { end, has, all } = await runner.askKnown(push, secret, options.signal);
  const refusal = explainPush(end, push.target.remoteRef);
  // A server that cannot answer leaves everything to be judged; one that lets nobody in ends it here.
  if (!all && end.exitCode !== 0 && refusal.kind === 'refused' && refusal.problem.kind !== 'unknown') {
    throw new Failure<PushProblem>(refusal.problem, detailsOf(end));
  }
  const known = all ? push.target.known : has;
  const proved: ReadyPush = {
    ...push,
    target: { ...push.target, ...(known === undefined ? {} : { known }) },
    proof: { kind: 'asked' },
  };
  if (!all && (await options.judgeAgain?.(proved)) !== true) {
    throw new Failure<PushProblem>({ kind: 'knownNotThere' });
  }
  if (options.signal?.aborted) throw new Failure<PushProblem>({ kind: 'cancelled' });
  const sent = await send(proved, secret, runner, options);
  return finish(orThrow(explainRefs(sent, proved), sent), proved, runner);
}

async function send(
  push: ReadyPush,
  secret: Secret,
  runner: PushRunner,
  options: PushOptions,
): Promise<PushEnd> {
  // Before the commits: a server must not hold a pointer whose content never came.
  if (push.facts.lfsFile !== undefined) await runner.uploadLfs(push, secret, options);
  options.onProgress?.({ phase: 'connecting', percent: undefined });
  return runner.push(push, secret, options);
}

/**
 * The refs that would change, for the hook; undefined when the remote has them all. What the remote would refuse
 * anyhow is refused before a hook of minutes is run.
 */
function judgeRemote(push: ReadyPush, { sha, tags: there = [] }: RemoteRef): ReadyPush | undefined {
  const choices = choicesOf(push);
  const onRemote = (tag: TagRef) => there.find((each) => each.name === tag.name)?.oid;
  const moved = choices.tags.find((tag) => ![undefined, tag.oid].includes(onRemote(tag)));
  if (moved !== undefined) throw new Failure<PushProblem>({ kind: 'tagExists', tag: moved.name });
  const tags = choices.tags.filter((tag) => onRemote(tag) === undefined);
  if (sha === push.target.sha && tags.length === 0) return undefined;
  if (choices.overwrite !== undefined && sha !== choices.overwrite.expected && sha !== push.target.sha) {
    throw new Failure<PushProblem>({ kind: 'staleLease' });
  }
  return { ...push, choices: { ...choices, tags } };
}

function orThrow(explained: ExplainedPush, end: PushEnd): PushResult['kind'] {
  if (explained.kind === 'refused') throw new Failure<PushProblem>(explained.problem, detailsOf(end));
  return explained.kind;
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
  const { target, choices } = push;
  const recorded = await runner.record(push);
  return { kind, target, recorded, ...(choices === undefined ? {} : { choices }) };
}

function detailsOf(end: PushEnd): string {
  return `${end.stderr}\n${end.stdout}`.trim();
}
