import type { PullRequestWishes } from '../preflight/needs.ts';
import type { Preview, PullPart, PushPart } from '../preflight/preview.ts';
import { findOpenPullRequest, type HeadBranch, type PullRequest } from '../pulls/openPullRequest.ts';
import type { PullExtras } from '../pulls/pullExtras.ts';
import { type PullTarget, readTarget } from '../pulls/readTarget.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import type { LfsNeed } from '../push/lfs/lfsObjects.ts';
import { isLfsProblem } from '../push/lfs/problems.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { Failure } from '../shared/failure.ts';
import { ignoredIn } from '../teamPolicy/judgeTeamFile.ts';
import type { Entry } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { lookAtGuardrails } from './lookAtGuardrails.ts';
import { runPreflight } from './preflightRun.ts';
import { proposeForm } from './proposeForm.ts';
import { addressOf } from './pullActor.ts';
import type { Services } from './services.ts';

/** What is looked at. Nothing in it was confirmed, and nothing is. */
export interface Ahead {
  readonly folder: string;
  readonly git: OpenGit;
  readonly target: PushTarget;
  /** Undefined when there is nothing to push. */
  readonly push: ReadyPush | undefined;
  readonly pusher: Entry;
  readonly opener: Entry;
  /** Who would open it at another owner's, of whose repository this is a fork. */
  readonly openerAt?: (upstream: RepositoryAddress) => Entry;
}

type Looking = Pick<Services, 'api' | 'credentials' | 'clock' | 'memory'>;

/** Gathers the preview: this repository by reading, GitHub by GET. Throws `Failure` `cancelled`. */
export async function lookAhead(services: Looking, ahead: Ahead, signal: AbortSignal): Promise<Preview> {
  const pull = await lookAtPull(services, ahead, signal);
  const push = await lookAtPush(services, ahead, pull, signal);
  return { at: services.clock.now(), target: ahead.target, push, pull };
}

/** What a push would send and need. Asks by GET only, and writes nothing. Throws `Failure`. */
export async function lookAtPush(
  services: Looking,
  { folder, git, push, pusher: entry, opener }: Ahead,
  pull: PullPart,
  signal: AbortSignal,
): Promise<PushPart> {
  if (push === undefined) return { kind: 'nothing' };
  const step = { folder, git, push, entry };
  const guarded = pull.kind === 'new' ? { ...step, opener } : step;
  const wishes = pull.kind === 'new' ? { wishes: wishesOf(pull.extras) } : {};
  const options = { ask: 'all', signal, ...wishes } as const;
  const { trackingRef, remote, sha } = push.target;
  // A new branch has no ref of its own to count from; its pull request's base is where it began.
  const from =
    pull.kind === 'new' && push.newBranch ? `refs/remotes/${remote}/${pull.base.branch}` : trackingRef;
  const [preflight, { refusals, guardrails, team }, changes, lfs, commits] = await Promise.all([
    runPreflight(services, step, options),
    lookAtGuardrails(git, guarded, services.clock.now(), signal),
    git.changes(push.facts, push.target, signal),
    lookAtLfs(git, push, signal),
    from === undefined ? undefined : git.commits(folder, from, sha, signal),
  ]);
  return {
    kind: 'push',
    entry,
    newBranch: push.newBranch,
    commits: (commits ?? []).slice(0, push.commits),
    commitCount: push.commits,
    files: changes.files,
    cut: changes.cut,
    hook: push.facts.prePushHook !== undefined,
    preflight,
    lfs,
    refusals,
    ignored: ignoredIn(team.files),
    tasksNotRun: guardrails.requiredTasks.value,
  };
}

/** What would end the push is part of what is shown. */
async function lookAtLfs(git: OpenGit, { facts, target }: ReadyPush, signal: AbortSignal): Promise<LfsNeed> {
  try {
    return await git.lfsNeed(facts, target, signal);
  } catch (error) {
    if (!Failure.is(error) || !isLfsProblem(error.problem)) throw error;
    return { objects: [], absent: [], problem: error.problem };
  }
}

function wishesOf({
  labels = [],
  assignees = [],
  reviewers = [],
  teams = [],
  milestone,
}: PullExtras): PullRequestWishes {
  return {
    labels: labels.length > 0,
    assignees: assignees.length > 0,
    reviewers: reviewers.length + teams.length > 0,
    milestone: milestone !== undefined,
  };
}

async function lookAtPull(services: Looking, ahead: Ahead, signal: AbortSignal): Promise<PullPart> {
  try {
    return await askAboutPull(services, ahead, signal);
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind === 'cancelled') throw error;
    return { kind: 'unknown', problem: error.problem.kind };
  }
}

/** Where a pull request would go, and whether there is one. */
export interface PullAhead {
  /** Who opens it there: in what a fork was forked from, that may be another. */
  readonly opener: Entry;
  readonly into: PullTarget;
  readonly head: HeadBranch;
  /** The branch is the one that pull requests go into. */
  readonly headIsBase: boolean;
  readonly existing: PullRequest | undefined;
}

/** Asks by GET only. Throws `Failure`. */
export async function locatePull(
  services: Looking,
  { target, opener: first, openerAt }: Pick<Ahead, 'target' | 'opener' | 'openerAt'>,
  signal: AbortSignal,
): Promise<PullAhead> {
  const credentialFor = async (entry: Entry) => ({
    host: entry.host,
    token: await services.credentials.secretOf(entry, 'open-draft-pr'),
  });
  const repository = `${target.owner}/${target.repo}`;
  const firsts = await credentialFor(first);
  const own = await readTarget(services.api, firsts, repository, signal);
  const opener = own.parent === undefined ? first : (openerAt?.(addressOf(target, own.parent)) ?? first);
  // The store lies across the network in a remote window: what was read is not read again.
  const credential = opener === first ? firsts : await credentialFor(opener);
  // A fork's pull requests usually go to what it was forked from, and that is asked about first when one is made.
  const into =
    own.parent === undefined ? own : await readTarget(services.api, credential, own.parent, signal);
  const branch = remoteBranchOf(target);
  const head: HeadBranch = {
    repository: into.repository,
    headOwner: own.owner,
    branch,
    headRepository: own.repository,
  };
  const headIsBase = own.repository === into.repository && branch === into.defaultBranch;
  const existing = headIsBase ? undefined : await findOpenPullRequest(services.api, credential, head, signal);
  return { opener, into, head, headIsBase, existing };
}

async function askAboutPull(services: Looking, ahead: Ahead, signal: AbortSignal): Promise<PullPart> {
  const { opener, into, head, headIsBase, existing } = await locatePull(services, ahead, signal);
  if (headIsBase) return { kind: 'headIsBase' };
  return existing === undefined
    ? propose({ ...ahead, opener }, into, head, signal)
    : { kind: 'existing', entry: opener, pull: existing };
}

async function propose(
  ahead: Ahead,
  into: PullTarget,
  head: HeadBranch,
  signal: AbortSignal,
): Promise<PullPart> {
  const { folder, git, target, opener: entry } = ahead;
  const { form } = await proposeForm({ folder, git, target, into, head });
  const { title, body, base, ...extras } = form;
  const drift = await git.drift(folder, target.sha, `refs/remotes/${target.remote}/${base}`, signal);
  return {
    kind: 'new',
    entry,
    repository: into.repository,
    base: { branch: base, sha: drift?.sha, ahead: drift?.ahead, behind: drift?.behind },
    title,
    body,
    extras,
  };
}
