import type { PullRequestWishes } from '../preflight/needs.ts';
import type { Preview, PullPart, PushPart } from '../preflight/preview.ts';
import { findOpenPullRequest, type HeadBranch } from '../pulls/openPullRequest.ts';
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

async function lookAtPush(
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

async function askAboutPull(services: Looking, ahead: Ahead, signal: AbortSignal): Promise<PullPart> {
  const { target, opener } = ahead;
  const credentialFor = async (entry: Entry) => ({
    host: entry.host,
    token: await services.credentials.secretOf(entry, 'open-draft-pr'),
  });
  const own = await readTarget(
    services.api,
    await credentialFor(opener),
    `${target.owner}/${target.repo}`,
    signal,
  );
  const entry =
    own.parent === undefined ? opener : (ahead.openerAt?.(addressOf(target, own.parent)) ?? opener);
  const credential = await credentialFor(entry);
  // A fork's pull requests usually go to what it was forked from, and that is asked about first when one is made.
  const into =
    own.parent === undefined ? own : await readTarget(services.api, credential, own.parent, signal);
  const branch = remoteBranchOf(target);
  if (own.repository === into.repository && branch === into.defaultBranch) return { kind: 'headIsBase' };
  const head: HeadBranch = {
    repository: into.repository,
    headOwner: own.owner,
    branch,
    headRepository: own.repository,
  };
  const pull = await findOpenPullRequest(services.api, credential, head, signal);
  return pull === undefined
    ? propose({ ...ahead, opener: entry }, into, head, signal)
    : { kind: 'existing', entry, pull };
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
