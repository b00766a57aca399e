import * as vscode from 'vscode';
import { type HeadBranch, isFromFork } from '../../pulls/openPullRequest.ts';
import type { PullProblem } from '../../pulls/problems.ts';
import type { PullTarget } from '../../pulls/readTarget.ts';
import { countUnpushed, withKnown } from '../../push/planPush.ts';
import type { PushResult } from '../../push/pushBranch.ts';
import { chooseTarget, type PushTarget } from '../../push/pushTarget.ts';
import type { KnownHosts } from '../../push/remoteAddress.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { showExisting } from '../changePullRequest.ts';
import { askGuardrails } from '../checkGuardrails.ts';
import { chooseCredential } from '../chooseCredential.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import { findPullPlace, type PullPlace } from '../findPullPlace.ts';
import type { OpenGit } from '../gitShell.ts';
import { pullQuestion, unknownPlaceholdersText } from '../messages/pulls.ts';
import { notRecorded } from '../messages/pushing.ts';
import { confirm, warn } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { openPullRequest } from '../openPullRequest.ts';
import { performPush } from '../performPush.ts';
import { pickRepository } from '../pickRepository.ts';
import { proposeForm } from '../proposeForm.ts';
import { addressOf, credentialOf, type PullActor } from '../pullActor.ts';
import { askPullRequest } from '../pullRequestForm.ts';
import { type PushStep, readyPush } from '../readyPush.ts';
import { type Look, resolveTarget } from '../resolveTarget.ts';
import { sayUsing, type Used } from '../sayUsing.ts';
import type { Services } from '../services.ts';

/** The branch, where it is, and who opens the pull request. */
interface Start {
  readonly folder: string;
  readonly git: OpenGit;
  readonly facts: RepositoryFacts;
  readonly target: PushTarget;
  readonly entry: Entry;
}

/** What is known before the form opens. */
interface Stage extends Start {
  /** The repository by its present name. */
  readonly into: PullTarget;
  readonly head: HeadBranch;
  /** The push that goes first; undefined when GitHub has the branch as it is here. */
  readonly first: PushStep | undefined;
}

/**
 * Opens a draft pull request for the branch that is checked out, pushing it first when needed. An open one is shown
 * instead of a second. `asks` is true when another program called with arguments (E02).
 */
export async function createDraftPullRequest(services: Services, asks: boolean): Promise<void> {
  const title = vscode.l10n.t('Create Draft Pull Request');
  const folder = await pickRepository(services, title);
  if (folder === undefined) return;
  await services.pushes.refuseBusy(folder);
  const git = await openGit(services);
  const facts = await git.read(folder);
  const target = await resolveTarget<PushTarget>(services, title, (known, remote) =>
    lookForTarget(facts, known, remote),
  );
  if (target === undefined) return;
  const entry = await chooseCredential(services, target, 'open-draft-pr');
  if (entry === undefined) return;
  try {
    await openFrom(services, { folder, git, facts, target, entry }, asks);
  } catch (error) {
    await sayUsing(services, 'pull', error, { entry, address: target });
  }
}

/** For a pull request nothing need be pushed from here, so what only hinders an isolated push is no obstacle. */
function lookForTarget(facts: RepositoryFacts, known: KnownHosts, remote?: string): Look<PushTarget> {
  const remotes = facts.remotes.map((one) => ({ ...one, partial: false }));
  const chosen = chooseTarget({ ...facts, remotes, partial: false, lfsFile: undefined }, known, remote);
  return chosen.kind === 'target' ? { kind: 'found', found: chosen.target } : chosen;
}

async function openFrom(services: Services, start: Start, asks: boolean): Promise<void> {
  const { entry } = start;
  const found = await findPullPlace(services, {
    ...start,
    credential: await credentialOf({ services, entry }),
  });
  if (found === undefined) return;
  if (found.opener.id === entry.id) return openInto(services, start, found, asks);
  const address = addressOf(start.target, found.into.repository);
  try {
    // What is seen or refused there is noted for the repository that the entry acts in.
    const acting = { ...start.target, ...address };
    await openInto(services, { ...start, entry: found.opener }, found, asks, acting);
  } catch (error) {
    await sayUsing(services, 'pull', error, { entry: found.opener, address });
  }
}

/** `entry` is who opens it: of a fork, it may be another one than whoever pushes. */
async function openInto(
  services: Services,
  start: Start,
  { into, head, existing }: PullPlace,
  asks: boolean,
  acting = start.target,
): Promise<void> {
  const { folder, git, facts, target, entry } = start;
  const actor: PullActor = { services, entry, target: acting, asks, folder, git };
  if (existing) return showExisting(actor, target.branch, existing);
  if (!isFromFork(head) && head.branch === into.defaultBranch) {
    throw new Failure<PullProblem>({ kind: 'headIsBase', branch: target.branch });
  }
  const outgoing = await git.outgoing(facts, target);
  const unpushed = countUnpushed(outgoing);
  const ready =
    unpushed === 0
      ? undefined
      : await inWordsOfPush(services, undefined, () => readyPush(services, git, folder, target.remote));
  if (unpushed > 0 && ready === undefined) return;
  const rules = await askGuardrails(
    services,
    git,
    ready
      ? { ...ready, opener: entry }
      : { folder, push: { facts, target: withKnown(target, outgoing) }, entry },
    {
      byProgram: asks,
      title: vscode.l10n.t('Create Draft Pull Request'),
    },
  );
  if (rules.kind === 'stopped') return;
  const first = ready && { ...ready, byProgram: asks, guarded: { overrides: rules.overridden } };
  const stage: Stage = { ...start, into, head, first };
  const proposed = await proposeForm({ folder, git, target, into, head });
  if (proposed.unknown.length > 0) void warn(unknownPlaceholdersText(proposed.unknown));
  const form = await askPullRequest(services, {
    ...proposed,
    updates: undefined,
    head: proposed.fromFork ? `${head.headOwner}:${head.branch}` : target.branch,
    slug: into.repository,
    entryName: entry.name,
    login: entry.login,
    unpushed,
    pusherName: first?.entry.name ?? entry.name,
  });
  if (form === undefined || !(await confirmed(services, stage, asks))) return;
  let notes: readonly string[] = [];
  if (first !== undefined) {
    const used = { entry: first.entry, address: first.push.target };
    const pushed = await inWordsOfPush<PushResult>(services, used, () => performPush(services, first));
    if (pushed === undefined) return;
    notes = notRecorded(pushed);
  }
  await openPullRequest(actor, { ...head, ...form }, notes);
}

/** A push that fails here is told as a push, with its entry; then there is no pull request to open. */
async function inWordsOfPush<T>(
  services: Services,
  used: Used | undefined,
  act: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    await sayUsing(services, 'push', error, used);
    return undefined;
  }
}

/**
 * The one modal of this action: the first use of an entry with a repository, or a call by another program. It covers
 * the push as well, and names it.
 */
async function confirmed(
  services: Services,
  { entry, target, first, into, head }: Stage,
  asks: boolean,
): Promise<boolean> {
  // From a fork the token also goes to another repository than the one that was pushed to.
  const base = isFromFork(head) ? addressOf(target, into.repository) : target;
  const known = isConfirmed(entry, base) && (first === undefined || isConfirmed(first.entry, target));
  if (known && !asks) return true;
  const question = { target, into: `${base.owner}/${base.repo}`, entry, first, byProgram: asks };
  const { message, detail, go } = pullQuestion(question);
  if (!(await confirm(message, detail, go))) return false;
  await rememberConfirmed(services, entry, base);
  if (first !== undefined) await rememberConfirmed(services, first.entry, target);
  return true;
}
