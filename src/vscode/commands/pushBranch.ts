import * as vscode from 'vscode';
import { readRepository } from '../../github/repository.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushProblem } from '../../push/problems.ts';
import { type PushResult, preparePush, pushBranch as runPush } from '../../push/pushBranch.ts';
import { canonicalUrl, type KnownHosts } from '../../push/remoteUrl.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { HostName } from '../../tokens/host.ts';
import { chooseCredential, isConfirmed, observe, rememberConfirmed } from '../chooseCredential.ts';
import type { OpenGit } from '../gitShell.ts';
import { phaseWord, pushQuestion } from '../messages/pushing.ts';
import { pickRepository } from '../pickRepository.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';

/**
 * Pushes the branch that is checked out, with exactly one token, from an isolated repository. `asks` is true when
 * another program called with arguments: then the person is always asked (E02).
 */
export async function pushBranch(services: Services, asks: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const folder = await pickRepository(services, t('Push Branch'));
  if (folder === undefined) return;
  const result = await pushFrom(services, folder, asks);
  if (result === undefined) return;
  const { target } = result;
  const slug = `${target.owner}/${target.repo}`;
  const done =
    result.kind === 'upToDate'
      ? t('{0} on {1} is already at {2}.', target.branch, slug, target.sha.slice(0, 7))
      : t('Pushed {0} to {1} ({2}).', target.branch, slug, target.sha.slice(0, 7));
  const open = t('Create Draft Pull Request');
  const answer = await vscode.window.showInformationMessage(done, open);
  if (answer === open) await vscode.commands.executeCommand('tokenWarden.createDraftPullRequest');
}

/** Prepares, asks if needed, pushes. Undefined when the person left. Throws `Failure`. */
export async function pushFrom(
  services: Services,
  folder: string,
  asks: boolean,
): Promise<PushResult | undefined> {
  const git = await openGit(services);
  const push = await prepare(services, git, folder);
  if (push === undefined) return undefined;
  const { target } = push;
  const entry = await chooseCredential(services, target, 'push');
  if (entry === undefined) return undefined;
  if (asks || !isConfirmed(entry, target)) {
    const go = vscode.l10n.t('Push');
    const { message, detail } = pushQuestion(push, entry, asks);
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, go)) !== go)
      return undefined;
    await rememberConfirmed(services, entry, target);
  }
  const result = await performOrFollow(services, git, push, entry);
  if (result === undefined) return undefined;
  services.state.override = undefined;
  await (await services.gitExtension()).refresh(folder).catch(() => undefined);
  await services.state.refresh();
  return result;
}

/** Nothing runs git in an untrusted workspace: asked again here, whatever the caller asked before. */
export async function openGit(services: Services): Promise<OpenGit> {
  if (!vscode.workspace.isTrusted) throw new Failure({ kind: 'untrusted' });
  return services.git.open((await services.gitExtension()).path);
}

async function prepare(services: Services, git: OpenGit, folder: string): Promise<ReadyPush | undefined> {
  let remote: string | undefined;
  for (;;) {
    const known = knownHosts(services);
    const plan = await preparePush(folder, { known, ...(remote === undefined ? {} : { remote }) }, git);
    switch (plan.kind) {
      case 'push':
        return plan;
      case 'refused':
        throw new Failure<PushProblem>(plan.problem);
      case 'chooseRemote':
        remote = await chooseRemote(plan.remotes);
        if (remote === undefined) return undefined;
        break;
      case 'askAlias': {
        const host = await askAlias(known, plan.alias);
        if (host === undefined) return undefined;
        await services.memory.rememberAlias(plan.alias, host);
      }
    }
  }
}

export function knownHosts(services: Services): KnownHosts {
  return {
    hosts: readHosts().hosts,
    aliases: services.memory.sshAliases as Readonly<Record<string, HostName>>,
  };
}

function chooseRemote(remotes: readonly string[]): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return pick<string>({
    title: t('Push Branch'),
    placeholder: t('This repository has several remotes. Which one?'),
    choices: remotes.map((remote) => ({ label: remote, value: remote })),
  });
}

/** An SSH alias can stand for any host, so it is asked once and remembered. */
function askAlias({ hosts }: KnownHosts, alias: string): Promise<HostName | undefined> {
  const { t } = vscode.l10n;
  return pick<HostName>({
    title: t('Push Branch'),
    placeholder: t('The remote uses the SSH name {0}. Which GitHub is that?', alias),
    choices: hosts.map((host) => ({ label: host.name, value: host.name })),
  });
}

/**
 * A renamed repository answers with a redirect, which no token follows. The API says where it lives now; that is shown,
 * and pushed to directly once the person agrees (A06).
 */
async function performOrFollow(
  services: Services,
  git: OpenGit,
  push: ReadyPush,
  entry: Entry,
): Promise<PushResult | undefined> {
  try {
    return await perform(services, git, push, entry);
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind !== 'redirectRefused') throw error;
    const moved = await presentHome(services, push, entry);
    if (moved === undefined) throw error;
    const { t } = vscode.l10n;
    const { owner, repo, remote } = moved.target;
    const go = t('Push There');
    const text = t(
      '{0}/{1} is now {2}/{3}. Push there? The remote {4} keeps its old address until you change it.',
      push.target.owner,
      push.target.repo,
      owner,
      repo,
      remote,
    );
    if ((await vscode.window.showWarningMessage(text, go)) !== go) return undefined;
    await rememberConfirmed(services, entry, moved.target);
    return perform(services, git, moved, entry);
  }
}

/** The same push to the repository's present name; undefined when GitHub knows it under no other name. */
async function presentHome(
  services: Services,
  push: ReadyPush,
  entry: Entry,
): Promise<ReadyPush | undefined> {
  const { target } = push;
  const credential = { host: entry.host, token: await services.vault.secretOf(entry.id) };
  const found = await readRepository(services.api, credential, `${target.owner}/${target.repo}`).catch(
    () => undefined,
  );
  const [owner, repo] = found?.fullName.split('/') ?? [];
  if (owner === undefined || repo === undefined) return undefined;
  if (owner === target.owner && repo === target.repo) return undefined;
  const address = { host: target.host, owner, repo };
  return { ...push, target: { ...target, ...address, url: canonicalUrl(address) } };
}

async function perform(services: Services, git: OpenGit, push: ReadyPush, entry: Entry): Promise<PushResult> {
  const { t } = vscode.l10n;
  const { target } = push;
  const token = await services.vault.secretOf(entry.id);
  try {
    const result = await services.work.run(
      t('Pushing {0} with {1}', target.branch, entry.name),
      (signal, report) =>
        runPush(push, token, git, {
          signal,
          onProgress: ({ phase, percent }) => report(phaseWord(phase), percent),
        }),
    );
    await observe(services, entry, 'push', target, 'worked').catch(() => undefined);
    return result;
  } catch (error) {
    if (Failure.is(error)) await learnFrom(services, entry, push, error).catch(() => undefined);
    throw error;
  }
}

/** A refusal is evidence too: a dead token is dead from now on, and is not tried again by itself. */
async function learnFrom(services: Services, entry: Entry, push: ReadyPush, failure: Failure): Promise<void> {
  const problem = failure.problem as PushProblem;
  const at = services.clock.now();
  if (problem.kind === 'writeNotGranted') await observe(services, entry, 'push', push.target, 'refused');
  if (problem.kind === 'badCredentials') {
    await services.vault.update(entry.id, (latest) => ({ ...latest, health: { kind: 'dead', at } }));
  }
  if (problem.kind === 'ssoRequired') {
    const { organisation } = problem;
    await services.vault.update(entry.id, (latest) => ({
      ...latest,
      sso: { kind: 'blocked', organisation, at },
    }));
  }
  await services.state.refresh();
}
