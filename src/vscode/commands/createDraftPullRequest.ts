import * as vscode from 'vscode';
import type { Credential } from '../../github/apiAnswer.ts';
import {
  type CreatedPullRequest,
  createDraftPullRequest as create,
  type NewPullRequest,
} from '../../pulls/createDraftPullRequest.ts';
import { findOpenPullRequest, type HeadBranch, type PullRequest } from '../../pulls/openPullRequest.ts';
import type { PullProblem } from '../../pulls/problems.ts';
import { type PullFacts, proposePullRequest } from '../../pulls/proposePullRequest.ts';
import { type PullTarget, readTarget } from '../../pulls/readTarget.ts';
import { countUnpushed } from '../../push/planPush.ts';
import type { PushResult } from '../../push/pushBranch.ts';
import { chooseTarget, type PushTarget } from '../../push/pushTarget.ts';
import type { KnownHosts } from '../../push/remoteAddress.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { chooseCredential } from '../chooseCredential.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import type { OpenGit } from '../gitShell.ts';
import { journalPull } from '../journaling.ts';
import { pullQuestion } from '../messages/pulls.ts';
import { notRecorded } from '../messages/pushing.ts';
import { confirm, inform, warn } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { performPush } from '../performPush.ts';
import { pickRepository } from '../pickRepository.ts';
import { askPullRequest } from '../pullRequestForm.ts';
import { readTemplate } from '../pullRequestTemplate.ts';
import { type PushStep, readyPush } from '../readyPush.ts';
import { recordOutcome, recordRefusal } from '../recordOutcome.ts';
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
  readonly credential: Credential;
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
  const git = await openGit(services);
  const facts = await git.read(folder);
  const target = await resolveTarget<PushTarget>(services, title, (known, remote) =>
    lookForTarget(facts, known, remote),
  );
  if (target === undefined) return;
  const entry = await chooseCredential(services, target, 'open-draft-pr');
  if (entry === undefined) return;
  try {
    const credential = { host: entry.host, token: await services.vault.secretOf(entry.id) };
    await openFrom(services, { folder, git, facts, target, entry, credential }, asks);
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
  const { folder, git, facts, target, entry } = start;
  const { into, head, existing } = await lookOnGitHub(services, start);
  if (existing) return showExisting(target, existing);
  if (branchOf(target) === into.defaultBranch) {
    throw new Failure<PullProblem>({ kind: 'headIsBase', branch: target.branch });
  }
  const unpushed = countUnpushed(await git.outgoing(facts, target));
  const first =
    unpushed === 0
      ? undefined
      : await inWordsOfPush(services, undefined, () => readyPush(services, git, folder, target.remote));
  if (unpushed > 0 && first === undefined) return;
  const stage: Stage = { ...start, into, head, first };
  const form = await askPullRequest(services, {
    ...proposePullRequest(await gather(stage)),
    head: target.branch,
    slug: into.repository,
    entryName: entry.name,
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
  await open(services, stage, { ...head, ...form, draft: true }, notes);
}

function lookOnGitHub(services: Services, { target, entry, credential }: Start) {
  const title = vscode.l10n.t('Looking at {0}/{1}', target.owner, target.repo);
  return services.work
    .run(title, async (signal) => {
      const into = await readTarget(services.api, credential, `${target.owner}/${target.repo}`, signal);
      const head = { repository: into.repository, headOwner: into.owner, branch: branchOf(target) };
      const existing = await findOpenPullRequest(services.api, credential, head, signal);
      return { into, head, existing };
    })
    .catch((error: unknown) => learnAndThrow(services, entry, target, error));
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

async function gather({ git, folder, target, into }: Stage): Promise<PullFacts> {
  const base = `refs/remotes/${target.remote}/${into.defaultBranch}`;
  const [commits, template] = await Promise.all([
    git.commits(folder, base, target.sha),
    readTemplate(vscode.Uri.file(folder)),
  ]);
  return {
    branch: target.branch,
    defaultBranch: into.defaultBranch,
    commits: (commits ?? []).toReversed(),
    template,
  };
}

/**
 * The one modal of this action: the first use of an entry with a repository, or a call by another program. It covers
 * the push as well, and names it.
 */
async function confirmed(
  services: Services,
  { entry, target, first }: Stage,
  asks: boolean,
): Promise<boolean> {
  const known = isConfirmed(entry, target) && (first === undefined || isConfirmed(first.entry, target));
  if (known && !asks) return true;
  const { message, detail, go } = pullQuestion({ target, entry, first, byProgram: asks });
  if (!(await confirm(message, detail, go))) return false;
  await rememberConfirmed(services, entry, target);
  if (first !== undefined) await rememberConfirmed(services, first.entry, target);
  return true;
}

async function open(
  services: Services,
  stage: Stage,
  wanted: NewPullRequest,
  notes: readonly string[],
): Promise<void> {
  const { t } = vscode.l10n;
  const { entry, credential, target } = stage;
  let created: CreatedPullRequest;
  try {
    created = await services.work.run(t('Opening the pull request'), (signal) =>
      create(services.api, credential, wanted, signal),
    );
  } catch (error) {
    const kind = Failure.is(error) ? error.problem.kind : undefined;
    if (kind === 'draftUnsupported' && wanted.draft && (await acceptsOrdinary())) {
      return open(services, stage, { ...wanted, draft: false }, notes);
    }
    await journalPull(services, stage, { thrown: error });
    return learnAndThrow(services, entry, target, error);
  }
  services.state.forgetOverride(target);
  const { pull } = created;
  if (created.kind === 'existing') return showExisting(target, pull);
  await recordOutcome(services, entry, 'open-draft-pr', target, { kind: 'worked' });
  await journalPull(services, stage, pull);
  const text = pull.draft
    ? t('Opened draft pull request {0}', titleOf(pull))
    : t('Opened pull request {0}', titleOf(pull));
  await showPullRequest(notes.length === 0 ? text : `${text}. ${notes.join(' ')}`, pull);
}

/** A private repository on a plan without drafts: an ordinary one only by the person's own choice. */
async function acceptsOrdinary(): Promise<boolean> {
  const { t } = vscode.l10n;
  const go = t('Open an Ordinary One');
  const text = t(
    'This repository’s plan has no draft pull requests. Reviewers are notified at once by an ordinary one.',
  );
  return (await warn(text, go)) === go;
}

function showExisting(target: PushTarget, pull: PullRequest): Promise<void> {
  const text = vscode.l10n.t('{0} already has a pull request: {1}', target.branch, titleOf(pull));
  return showPullRequest(text, pull);
}

async function showPullRequest(text: string, pull: PullRequest): Promise<void> {
  const { t } = vscode.l10n;
  const openLabel = t('Open on GitHub');
  const copy = t('Copy Link');
  const answer = await inform(text, openLabel, copy);
  if (answer === openLabel) await vscode.env.openExternal(vscode.Uri.parse(pull.url, true));
  if (answer === copy) await vscode.env.clipboard.writeText(pull.url);
}

function titleOf(pull: PullRequest): string {
  return `#${pull.number} ${pull.title}`;
}

function branchOf(target: PushTarget): string {
  return target.remoteRef.replace(/^refs\/heads\//, '');
}

/** What a refusal shows about the token is remembered; the failure goes on to be said. */
async function learnAndThrow(
  services: Services,
  entry: Entry,
  target: PushTarget,
  error: unknown,
): Promise<never> {
  await recordRefusal(services, entry, 'open-draft-pr', target, error);
  throw error;
}
