import * as vscode from 'vscode';
import type { PushProblem, RemoteRefusal, RuleId } from '../../push/problems.ts';
import type { Advice } from './advice.ts';
import { adviseLfs, isLfsProblem } from './lfs.ts';

/** Why a branch was not pushed, in our words. */
export function advisePush(problem: PushProblem): Advice {
  const { t } = vscode.l10n;
  const rotate = { kind: 'rotate', label: t('Rotate Token') } as const;
  const another = { kind: 'useAnother', label: t('Use Another Token') } as const;
  const gitSetting = { kind: 'settings', label: t('Open Setting'), setting: 'tokenWarden.gitPath' } as const;
  if (isLfsProblem(problem)) return adviseLfs(problem);
  switch (problem.kind) {
    case 'noGit':
      return {
        text: t(
          'No usable git was found outside the workspace. Install git, or correct its path in the setting.',
        ),
        next: gitSetting,
      };
    case 'gitTooOld':
      return {
        text: t(
          'git {0} is too old: before {1} a push cannot be isolated from the repository’s configuration. Update git.',
          problem.version,
          problem.minimum,
        ),
        next: gitSetting,
      };
    case 'notARepository':
      return { text: t('No git repository is open here. Open a folder that holds one.') };
    case 'bareRepository':
      return { text: t('This is a bare repository. Open a working copy of it.') };
    case 'dubiousOwnership':
      return {
        text: t(
          'git does not trust this folder, because another user owns it. Mark it as safe in the Source Control view.',
        ),
      };
    case 'repositoryUnreadable':
      return { text: t('git could not read this repository. The log has its words.') };
    case 'detachedHead':
      return { text: t('No branch is checked out. Check one out, or create one, then push.') };
    case 'unbornBranch':
      return { text: t('The branch {0} has no commit yet. Commit something first.', problem.branch) };
    case 'branchNameUnsafe':
      return { text: t('The branch name cannot be pushed safely. Rename the branch.') };
    case 'noRemote':
      return { text: t('This repository has no remote. Add one that points to GitHub.') };
    case 'remoteUnknown':
      return { text: t('There is no remote {0}. Choose another.', problem.remote) };
    case 'remoteWithoutUrl':
      return { text: t('The remote {0} has no address. Set one.', problem.remote) };
    case 'remoteRefused':
      return adviseRemote(problem.remote, problem.refusal);
    case 'pushUrlElsewhere':
      return {
        text: t(
          'The remote {0} fetches from one host and pushes to another. A token is not sent there. Correct its push address.',
          problem.remote,
        ),
      };
    case 'severalUrls':
      return { text: t('The remote {0} has several addresses. Leave one of them.', problem.remote) };
    case 'partialClone':
      return {
        text: t(
          'This is a partial clone, and a push from it cannot be isolated. Push with your own git, or make a full clone.',
        ),
      };
    case 'tempFolderUnusable':
      return {
        text: t(
          'The temporary folder cannot be written, so no isolated repository can be made. Free some space, or check its permissions.',
        ),
      };
    case 'nothingToPush':
      return { text: t('Nothing to push: GitHub already has all commits of {0}.', problem.branch) };
    case 'hookRefused':
      return {
        text: t(
          'Your pre-push hook said no (exit code {0}), so nothing was pushed. The log has its output.',
          problem.exitCode,
        ),
      };
    case 'hookTimeout':
      return {
        text: t(
          'Your pre-push hook did not finish within {0} seconds, so nothing was pushed. The log has its output.',
          problem.seconds,
        ),
      };
    case 'hookNotRunnable':
      return {
        text: t(
          'Your pre-push hook cannot be run, so nothing was pushed. Check its first line and its permissions.',
        ),
      };
    case 'nonFastForward':
      return {
        text: t('GitHub has commits on this branch that you do not have. Pull them first, then push.'),
      };
    case 'workflowScope':
      return {
        text:
          problem.actor === 'personal-token'
            ? t(
                'The push changes {0}, and the token may not change workflow files. Use one with Workflows: write.',
                problem.path,
              )
            : t(
                'The push changes {0}, and the app behind the token may not change workflow files. Use another token.',
                problem.path,
              ),
        next: another,
      };
    case 'protectedBranch':
      return {
        text: t('{0} is protected. Push to another branch and open a pull request.', shortRef(problem.ref)),
      };
    case 'pushProtection':
      return {
        text: t(
          'GitHub found a secret in the commits and refused them. Remove it from the commits, and rotate it. The log says where.',
        ),
      };
    case 'repoRules':
      return {
        text: t('The rules of {0} refuse this push: {1}', shortRef(problem.ref), ruleWords(problem.rules)),
      };
    case 'largeFile':
      return {
        text: t(
          'A file is larger than GitHub allows (100 MB). Take it out of the commits. The log names it.',
        ),
      };
    case 'remoteRejected':
      return { text: t('GitHub refused the branch. The log has its words.') };
    case 'badCredentials':
      return {
        text: t('GitHub does not accept this token. It expired, was revoked, or was mistyped. Rotate it.'),
        next: rotate,
      };
    case 'writeNotGranted':
      return {
        text: t(
          'The token may not push to this repository. Select the repository for it and grant Contents: write.',
        ),
        next: another,
      };
    case 'ssoRequired':
      return {
        text: t(
          '{0} requires single sign-on for this token. Authorize it in your token settings on GitHub.',
          problem.organisation ?? t('The organization'),
        ),
      };
    case 'tokenForbidden':
      return { text: forbiddenWords(problem), next: rotate };
    case 'ipAllowList':
      return { text: t('The organization only accepts known network addresses. Connect to its VPN.') };
    case 'repositoryNotFound':
      return {
        text: t(
          'GitHub shows this token no such repository. Check the remote’s address and that the repository is selected for the token.',
        ),
        next: another,
      };
    case 'repositoryArchived':
      return { text: t('The repository is archived and takes no pushes. Ask an owner to unarchive it.') };
    case 'redirectRefused':
      return {
        text: t(
          'The server pointed to another address, and a token is never sent along. The repository may have been renamed: correct the remote’s address.',
        ),
      };
    case 'tlsUntrusted':
      return {
        text: t(
          'The server’s certificate is not trusted, so nothing was sent. Check the network, or http.sslCAInfo in your git configuration.',
        ),
      };
    case 'offline':
      return { text: t('GitHub cannot be reached. Check the network, then push again.') };
    case 'connectionLost':
      return { text: t('The connection broke off. Push again: what had arrived is not sent twice.') };
    case 'proxyRefused':
      return { text: t('The proxy refused the connection. Check http.proxy in your git configuration.') };
    case 'rateLimited':
      return { text: t('GitHub asks for a pause. Wait a few minutes, then push again.') };
    case 'serverError':
      return { text: t('GitHub has trouble ({0}). Push again later.', problem.status) };
    case 'forbidden':
      return { text: t('GitHub does not let this token in. The log has its words.'), next: another };
    case 'timeout':
      return {
        text: t('The push did not finish within {0} seconds and was stopped. Push again.', problem.seconds),
      };
    case 'cancelled':
      return { text: t('Cancelled. git was stopped.') };
    case 'unknown':
      return { text: t('git refused for a reason we do not know. The log has its words.') };
  }
}

function adviseRemote(remote: string, refusal: RemoteRefusal): Advice {
  const { t } = vscode.l10n;
  switch (refusal.kind) {
    case 'unknownHost':
      return {
        text: t(
          'The remote {0} points to {1}, which is not in your list of GitHub hosts. Add it there if you trust it.',
          remote,
          refusal.host,
        ),
        next: { kind: 'settings', label: t('Open Setting'), setting: 'tokenWarden.hosts' },
      };
    case 'userInfo':
      return {
        text: t(
          'The address of the remote {0} holds a user name or password. Take it out of the address.',
          remote,
        ),
      };
    case 'scheme':
      return {
        text: t(
          'The remote {0} uses {1}. A token is only sent over https. Change the address to https.',
          remote,
          refusal.scheme,
        ),
      };
    case 'remoteHelper':
      return {
        text: t('The remote {0} names a program instead of an address. A token is not given to it.', remote),
      };
    case 'localPath':
      return {
        text: t('The remote {0} is a folder on this machine, not GitHub. No token is needed there.', remote),
      };
    default:
      return {
        text: t(
          'The address of the remote {0} is not of the form https://host/owner/repository. Correct it.',
          remote,
        ),
      };
  }
}

function forbiddenWords({ why, days }: Extract<PushProblem, { readonly kind: 'tokenForbidden' }>): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'classic':
      return t('The organization does not allow classic tokens. Use a fine-grained one.');
    case 'fine-grained':
      return t('The organization does not allow fine-grained tokens. Ask an owner to allow them.');
    case 'lifetime':
      return days === undefined
        ? t('The token lives longer than the organization allows. Make one that expires sooner.')
        : t('The organization allows tokens that live at most {0} days. Make one that expires sooner.', days);
  }
}

function ruleWords(rules: readonly RuleId[]): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<RuleId, string>> = {
    'pull-request': t('Changes must come through a pull request.'),
    'force-push': t('The branch’s history must not be rewritten.'),
    'protected-ref': t('The branch must not be changed directly.'),
    'status-checks': t('Checks must pass first.'),
    signatures: t('Commits must be signed.'),
    'linear-history': t('The history must be linear, without merges.'),
    other: t('The log names the rule.'),
  };
  return rules.length === 0 ? words.other : rules.map((rule) => words[rule]).join(' ');
}

function shortRef(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
