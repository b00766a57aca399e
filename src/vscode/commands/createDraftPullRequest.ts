import * as vscode from 'vscode';
import type { Credential } from '../../github/apiAnswer.ts';
import type { ApiProblem } from '../../github/problems.ts';
import {
  type CreatedPullRequest,
  createDraftPullRequest as create,
  type NewPullRequest,
} from '../../pulls/createDraftPullRequest.ts';
import { findOpenPullRequest, type HeadBranch, type PullRequest } from '../../pulls/openPullRequest.ts';
import type { PullProblem } from '../../pulls/problems.ts';
import { type PullFacts, proposePullRequest } from '../../pulls/proposePullRequest.ts';
import { type PullTarget, readTarget } from '../../pulls/readTarget.ts';
import type { PushProblem } from '../../push/problems.ts';
import { chooseTarget, type PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { chooseCredential, isConfirmed, observe, rememberConfirmed } from '../chooseCredential.ts';
import type { OpenGit } from '../gitShell.ts';
import { pickRepository } from '../pickRepository.ts';
import { askPullRequest } from '../pullRequestForm.ts';
import { readTemplate } from '../pullRequestTemplate.ts';
import type { Services } from '../services.ts';
import { knownHosts, openGit, pushFrom } from './pushBranch.ts';

/** What is known before the form opens. */
interface Stage {
  readonly folder: string;
  readonly target: PushTarget;
  readonly entry: Entry;
  readonly credential: Credential;
  /** The repository by its present name. */
  readonly into: PullTarget;
  readonly head: HeadBranch;
  /** Commits that must be pushed first; 0 when the branch is on GitHub as it is here. */
  readonly unpushed: number;
}

/**
 * Opens a draft pull request for the branch that is checked out, pushing it first when needed. An open one is shown
 * instead of a second. `asks` is true when another program called with arguments (E02).
 */
export async function createDraftPullRequest(services: Services, asks: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const folder = await pickRepository(services, t('Create Draft Pull Request'));
  if (folder === undefined) return;
  const git = await openGit(services);
  const facts = await git.read(folder);
  const target = targetOf(facts, services);
  const entry = await chooseCredential(services, target, 'open-draft-pr');
  if (entry === undefined) return;
  const credential = { host: entry.host, token: await services.vault.secretOf(entry.id) };
  const { into, head, existing } = await services.work
    .run(t('Looking at {0}/{1}', target.owner, target.repo), async (signal) => {
      const found = await readTarget(services.api, credential, `${target.owner}/${target.repo}`, signal);
      const branch = { repository: found.repository, headOwner: found.owner, branch: branchOf(target) };
      const open = await findOpenPullRequest(services.api, credential, branch, signal);
      return { into: found, head: branch, existing: open };
    })
    .catch((error: unknown) => rememberDeath(services, entry, error));
  if (existing) return showExisting(target, existing);
  if (branchOf(target) === into.defaultBranch) {
    throw new Failure<PullProblem>({ kind: 'headIsBase', branch: target.branch });
  }
  const outgoing = await git.outgoing(facts, target);
  const unpushed = outgoing.trackingSha === target.sha ? 0 : Math.max(1, outgoing.commits);
  const stage: Stage = { folder, target, entry, credential, into, head, unpushed };
  const proposed = proposePullRequest(await gather(git, stage));
  const form = await askPullRequest({
    ...proposed,
    head: target.branch,
    slug: into.repository,
    entryName: entry.name,
    unpushed,
  });
  if (form === undefined) return;
  if (!(await confirm(services, stage, asks))) return;
  if (unpushed > 0 && (await pushFrom(services, folder, false)) === undefined) return;
  await open(services, stage, { ...head, ...form, draft: true });
}

/** For a pull request nothing need be pushed from here, so what only hinders an isolated push is no obstacle. */
function targetOf(facts: RepositoryFacts, services: Services): PushTarget {
  const remotes = facts.remotes.map((remote) => ({ ...remote, partial: false }));
  const chosen = chooseTarget(
    { ...facts, remotes, partial: false, lfsFile: undefined },
    knownHosts(services),
  );
  switch (chosen.kind) {
    case 'target':
      return chosen.target;
    case 'refused':
      throw new Failure<PushProblem>(chosen.problem);
    case 'chooseRemote':
      throw new Failure({ kind: 'remoteUnclear' });
    case 'askAlias':
      throw new Failure({ kind: 'aliasUnknown' });
  }
}

async function gather(git: OpenGit, { folder, target, into }: Stage): Promise<PullFacts> {
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

/** The one modal of this action: the first use of an entry with a repository, or a call by another program. */
async function confirm(services: Services, { entry, target }: Stage, asks: boolean): Promise<boolean> {
  const { t } = vscode.l10n;
  if (!asks && isConfirmed(entry, target)) return true;
  const go = t('Create Draft Pull Request');
  const detail = asks
    ? t('Another program asked for this pull request.')
    : t('You are asked once for each token and repository.');
  const question = t('Open a draft pull request in {0}/{1} with {2}?', target.owner, target.repo, entry.name);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return false;
  await rememberConfirmed(services, entry, target);
  return true;
}

async function open(services: Services, stage: Stage, wanted: NewPullRequest): Promise<void> {
  const { t } = vscode.l10n;
  const { entry, credential, target } = stage;
  let created: CreatedPullRequest;
  try {
    created = await services.work.run(t('Opening the pull request'), (signal) =>
      create(services.api, credential, wanted, signal),
    );
  } catch (error) {
    if (isKind(error, 'draftUnsupported') && wanted.draft && (await acceptsOrdinary())) {
      return open(services, stage, { ...wanted, draft: false });
    }
    if (isKind(error, 'missingPermission')) {
      await observe(services, entry, 'open-draft-pr', target, 'refused').catch(() => undefined);
    }
    return rememberDeath(services, entry, error);
  }
  services.state.override = undefined;
  const { pull } = created;
  if (created.kind === 'existing') {
    return showExisting(target, pull);
  }
  await observe(services, entry, 'open-draft-pr', target, 'worked').catch(() => undefined);
  await services.state.refresh();
  const text = pull.draft
    ? t('Opened draft pull request {0}', titleOf(pull))
    : t('Opened pull request {0}', titleOf(pull));
  await showPullRequest(text, pull);
}

/** A private repository on a plan without drafts: an ordinary one only by the person's own choice. */
async function acceptsOrdinary(): Promise<boolean> {
  const { t } = vscode.l10n;
  const go = t('Open an Ordinary One');
  const text = t(
    'This repository’s plan has no draft pull requests. Reviewers are notified at once by an ordinary one.',
  );
  return (await vscode.window.showWarningMessage(text, go)) === go;
}

function showExisting(target: PushTarget, pull: PullRequest): Promise<void> {
  const text = vscode.l10n.t('{0} already has a pull request: {1}', target.branch, titleOf(pull));
  return showPullRequest(text, pull);
}

async function showPullRequest(text: string, pull: PullRequest): Promise<void> {
  const { t } = vscode.l10n;
  const openLabel = t('Open on GitHub');
  const copy = t('Copy Link');
  const answer = await vscode.window.showInformationMessage(text, openLabel, copy);
  if (answer === openLabel) await vscode.env.openExternal(vscode.Uri.parse(pull.url, true));
  if (answer === copy) await vscode.env.clipboard.writeText(pull.url);
}

function titleOf(pull: PullRequest): string {
  return `#${pull.number} ${pull.title}`;
}

function branchOf(target: PushTarget): string {
  return target.remoteRef.replace(/^refs\/heads\//, '');
}

function isKind(error: unknown, kind: (PullProblem | ApiProblem)['kind']): boolean {
  return Failure.is(error) && error.problem.kind === kind;
}

/** A 401 is remembered, so that the token is not tried again by itself; the failure goes on to be said. */
async function rememberDeath(services: Services, entry: Entry, error: unknown): Promise<never> {
  if (isKind(error, 'badCredentials')) {
    const at = services.clock.now();
    await services.vault
      .update(entry.id, (latest) => ({ ...latest, health: { kind: 'dead', at } }))
      .catch(() => undefined);
    await services.state.refresh();
  }
  throw error;
}
