import * as vscode from 'vscode';
import type { FoundToken, TaskEnd } from '../../guardrails/facts.ts';
import type { Refusal, RefusalData, Rule } from '../../guardrails/refusal.ts';
import type { IgnoredLine } from '../../guardrails/teamFileProblem.ts';
import { teamFilePath } from '../../teamPolicy/teamFile.ts';
import { credentialText, nextOfCredential } from './credentialFaults.ts';
import { shown } from './shown.ts';
import { teamProblemText } from './teamFile.ts';

/** The name of a rule, as it stands behind what it refuses. */
export function ruleWord(rule: Rule): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Rule, string>> = {
    allowedRepositories: t('allowed repositories'),
    branchPattern: t('branch names'),
    protectedBranches: t('protected branches'),
    forbiddenFiles: t('forbidden files'),
    requiredTasks: t('required tasks'),
    cleanTree: t('clean tree'),
    tokens: t('no tokens'),
    allowedKinds: t('kinds of token'),
    maxLifetimeDays: t('longest lifetime'),
    maxAgeDays: t('longest age'),
    neverGrant: t('never granted'),
    noSurplus: t('no surplus'),
    requirePurpose: t('purpose known'),
    requireOwner: t('owner known'),
    oneOwner: t('one owner'),
    teamFile: t('rules of this repository'),
  };
  return words[rule];
}

/** Which rule, and whose. */
export function sourceText({ rule, source }: Pick<Refusal, 'rule' | 'source'>): string {
  const { t } = vscode.l10n;
  switch (source.kind) {
    case 'builtIn':
      return t('rule: {0}, built in', ruleWord(rule));
    case 'userSetting':
      return t('rule: {0}, from your settings', ruleWord(rule));
    case 'teamFile':
      return source.branch === undefined
        ? t('rule: {0}, from {1}, line {2}', ruleWord(rule), teamFilePath, source.line)
        : t(
            'rule: {0}, from {1} on {2}, line {3}',
            ruleWord(rule),
            teamFilePath,
            shown(source.branch),
            source.line,
          );
  }
}

/** What the repository's own rules say in vain, for the list of a preview. */
export function ignoredLine({ problem, source }: IgnoredLine): string {
  return `- ${teamProblemText(problem)} (${sourceText({ rule: 'teamFile', source })})`;
}

export function placeholderOf(refusals: readonly Refusal[]): string {
  const { t } = vscode.l10n;
  return refusals.length === 1
    ? t('Nothing was pushed. One thing is against the rules.')
    : t('Nothing was pushed. {0} things are against the rules.', refusals.length);
}

/** The file that a refusal is about, when it is about one. */
export function fileOf({ data }: Refusal): string | undefined {
  if (data.kind === 'forbiddenFile' || data.kind === 'authLine' || data.kind === 'changedFile')
    return data.path;
  return data.kind === 'token' && data.found.place.kind === 'file' ? data.found.place.path : undefined;
}

/** What is refused, in one sentence. */
export function refusalText({ data }: Refusal): string {
  const { t } = vscode.l10n;
  switch (data.kind) {
    case 'repository':
      return t('{0} on {1} is not one of the repositories you allow', shown(data.slug), data.host);
    case 'branchName':
      return t('{0} is not named like {1}', shown(data.branch), shown(data.patterns.join(' | ')));
    case 'protectedBranch':
      return data.isDefault
        ? t('{0} is the default branch, and protected', shown(data.branch))
        : t('{0} is a protected branch', shown(data.branch));
    case 'forbiddenFile':
      return t('{0} would be pushed', shown(data.path));
    case 'authLine':
      return t('{0} with a registry credential in it would be pushed', shown(data.path));
    case 'token':
      return tokenText(data.found);
    case 'unread':
      return t('Not everything that would be pushed could be searched for tokens');
    case 'changedFile':
      return t('{0} has changes that are not committed', shown(data.path));
    case 'treeUnknown':
      return t('Git could not say whether everything is committed');
    case 'task':
      return taskText(data.task);
    case 'credential':
      return credentialText(data.entryName, data.fault);
    case 'teamFile':
      return data.count === 1
        ? teamProblemText(data.problem)
        : t('{0} And {1} more.', teamProblemText(data.problem), data.count - 1);
  }
}

function tokenText({ place, confidence, masked }: FoundToken): string {
  const { t } = vscode.l10n;
  const where =
    place.kind === 'file' ? shown(place.path) : t('The message of commit {0}', place.sha.slice(0, 7));
  return confidence === 'confirmed'
    ? t('{0} holds a token: {1}', where, masked)
    : t('{0} holds what may be a token: {1}', where, masked);
}

function taskText({ label, end }: TaskEnd): string {
  const { t } = vscode.l10n;
  const name = shown(label);
  switch (end.kind) {
    case 'failed':
      return t('The task {0} ended with exit code {1}', name, end.exitCode);
    case 'noExitCode':
      return t('The task {0} ended without an exit code', name);
    case 'timeout':
      return t('The task {0} was ended after {1} minutes', name, end.minutes);
    case 'missing':
      return t('There is no task {0} here', name);
    case 'ambiguous':
      return t('Two tasks are called {0}', name);
    case 'notStarted':
      return t('VS Code could not start the task {0}', name);
    case 'notRun':
      return t('The task {0} was not run, one before it failed', name);
    case 'wouldEcho':
      return t('The task {0} was not run: it would show {1}', name, shown(end.what));
    case 'unreadable':
      return t('The task {0} was not run: its command line is too long to read', name);
    case 'succeeded':
      return t('The task {0} ended well', name);
  }
}

/** The one next step. */
export function nextText({ data, override }: Refusal): string {
  const { t } = vscode.l10n;
  if (override === 'setting') return t('Add it to the setting if you mean to push there.');
  const steps: Readonly<Partial<Record<RefusalData['kind'], string>>> = {
    branchName:
      data.kind === 'branchName' && data.loginUnknown
        ? t('The account of this token is not known, so {0} matches nothing.', '{user}')
        : t('Rename the branch.'),
    protectedBranch: t('Push to a branch of your own and open a pull request.'),
    forbiddenFile: t('Take it out of the commits. A later commit that deletes it leaves it in the history.'),
    authLine: t('Name a variable there instead, and take the credential out of the commits.'),
    token:
      override === 'never'
        ? t('Take it out of the commits and revoke it on GitHub. No setting lets it pass.')
        : t('Look at it. If it is a token, take it out of the commits and revoke it.'),
    unread: t('The commits are too many, or an object is not on this computer.'),
    changedFile: t('Commit it or put it aside.'),
    treeUnknown: t('Look at git status yourself.'),
    task: data.kind === 'task' ? nextOfTask(data.task.end) : '',
    credential: data.kind === 'credential' ? nextOfCredential(data.fault) : '',
    teamFile: t('Mend that line, or ask who wrote it.'),
  };
  return steps[data.kind] ?? '';
}

/** One that never ran has no terminal to look at. */
function nextOfTask(end: TaskEnd['end']): string {
  const { t } = vscode.l10n;
  switch (end.kind) {
    case 'missing':
    case 'ambiguous':
      return t('Correct the label in the setting, or in the tasks of this folder.');
    case 'notRun':
      return t('Mend the one before it first.');
    case 'notStarted':
      return t('Run it yourself to see why.');
    case 'wouldEcho':
      return t('Change the task so that it shows no credential.');
    case 'unreadable':
      return t('Make its command line shorter.');
    default:
      return t('Look at its terminal, and run it again.');
  }
}
