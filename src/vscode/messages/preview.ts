import * as vscode from 'vscode';
import type { BaseFacts, Preview, PullPart, PushPart } from '../../preflight/preview.ts';
import type { PullExtras } from '../../pulls/pullExtras.ts';
import { remoteBranchOf } from '../../push/branchName.ts';
import type { LfsNeed } from '../../push/lfs/lfsObjects.ts';
import type { OutgoingFile } from '../../push/repositoryFacts.ts';
import { codeBlock, codeSpan } from '../../shared/markdown.ts';
import type { Entry } from '../../tokens/entry.ts';
import { modeOf } from '../../tokens/origin.ts';
import { moment } from './dates.ts';
import { ignoredLine, refusalText, sourceText } from './guardrails.ts';
import { lfsText } from './lfs.ts';
import { needLine } from './preflight.ts';
import { checkLine, haveLine, verdictLine } from './preflightLines.ts';
import { kindWord, modeWord } from './words.ts';

const mostFiles = 200;
const mostCommits = 50;
const mostIgnored = 20;

/** The whole preview as one Markdown text. Names and texts of the repository stand in code spans and blocks. */
export function previewText({ at, target, push, pull }: Preview): string {
  const { t } = vscode.l10n;
  const slug = `${target.owner}/${target.repo}`;
  return [
    `# ${t('Push and pull request of {0}', codeSpan(target.branch))}`,
    '',
    t('Looked at {0}. GitHub was only asked, and nothing was changed there or here.', moment(at)),
    '',
    line(t('Repository'), `${codeSpan(slug)}, ${target.host.name}`),
    line(t('Head'), `${codeSpan(target.branch)} · ${codeSpan(target.sha.slice(0, 12))}`),
    ...baseLines(pull),
    '',
    ...pushLines(push, remoteBranchOf(target)),
    ...pullLines(pull),
    '',
  ].join('\n');
}

function baseLines(pull: PullPart): readonly string[] {
  const { t } = vscode.l10n;
  if (pull.kind !== 'new') return [];
  const { base } = pull;
  const sha = base.sha === undefined ? t('never fetched') : codeSpan(base.sha.slice(0, 12));
  return [line(t('Base'), `${codeSpan(base.branch)} · ${sha}`), line(t('Drift'), driftWords(base))];
}

function driftWords({ ahead, behind }: BaseFacts): string {
  const { t } = vscode.l10n;
  return ahead === undefined || behind === undefined
    ? t('unknown')
    : t('{0} ahead, {1} behind, as of the last fetch', ahead, behind);
}

function pushLines(push: PushPart, branch: string): readonly string[] {
  const { t } = vscode.l10n;
  if (push.kind === 'nothing')
    return [`## ${t('Push')}`, '', t('Nothing to push: GitHub already has all commits.'), ''];
  const { entry, preflight } = push;
  const commits = push.commits.slice(0, mostCommits);
  return [
    `## ${t('Push')}: ${verdictLine(stopsHere(push) ? { verdict: 'no' } : preflight)}`,
    '',
    ...credentialLines(entry),
    line(t('To'), push.newBranch ? t('{0}, a new branch', codeSpan(branch)) : codeSpan(branch)),
    ...(push.hook ? [line(t('First'), t('your pre-push hook, without any credential'))] : []),
    ...push.tasksNotRun.map((label) => line(t('First'), t('the task {0}, not run here', codeSpan(label)))),
    '',
    `### ${t('Needs')}`,
    '',
    ...preflight.needs.map((need) => `- ${needLine(need)}`),
    '',
    `### ${t('Haves')}`,
    '',
    ...(preflight.haves.length === 0
      ? [`- ${t('Nothing is known yet of what this token may do.')}`]
      : preflight.haves.map((have) => `- ${haveLine(have)}`)),
    '',
    `### ${t('Checks')}`,
    '',
    ...preflight.checks.map((check) => `- ${checkLine(check, entry)}`),
    ...lfsLines(push.lfs),
    '',
    `### ${t('Guardrails')}`,
    '',
    ...(push.refusals.length === 0
      ? [`- ${t('None of them stops this push.')}`]
      : push.refusals.map((refusal) => `- ${refusalText(refusal)} (${sourceText(refusal)})`)),
    ...push.ignored.slice(0, mostIgnored).map(ignoredLine),
    ...rest(push.ignored.length - mostIgnored),
    '',
    `### ${t('Commits')} (${push.commitCount})`,
    '',
    ...commits.map(({ sha, subject }) => `- ${codeSpan(sha.slice(0, 7))} ${codeSpan(subject)}`),
    ...rest(push.commitCount - commits.length),
    '',
    `### ${t('Files')} (${push.cut ? t('at least {0}', push.files.length) : push.files.length})`,
    '',
    ...push.files.slice(0, mostFiles).map(fileLine),
    ...rest(push.files.length - mostFiles),
    '',
  ];
}

/** What the rules or LFS stop does not go either, whatever GitHub would say. */
function stopsHere({ refusals, lfs }: Extract<PushPart, { readonly kind: 'push' }>): boolean {
  return refusals.length > 0 || lfs.problem !== undefined;
}

/** How much content goes beside the commits, and what is not here to go. */
function lfsLines({ objects, absent, problem }: LfsNeed): readonly string[] {
  const { t } = vscode.l10n;
  if (problem !== undefined) return [`- ${t('no: {0}', lfsText(problem))}`];
  if (objects.length === 0) return [];
  const bytes = objects.reduce((sum, object) => sum + object.bytes, 0);
  const paths = absent.slice(0, mostCommits).map(({ path }) => codeSpan(path));
  return [
    objects.length === 1
      ? `- ${t('LFS content beside the push: 1 file, {0} bytes', bytes)}`
      : `- ${t('LFS content beside the push: {0} files, {1} bytes', objects.length, bytes)}`,
    ...(absent.length === 0
      ? []
      : [`- ${t('unknown: whether GitHub has what is not here: {0}', paths.join(', '))}`]),
  ];
}

function fileLine({ path, bytes }: OutgoingFile): string {
  const { t } = vscode.l10n;
  return bytes === undefined ? `- ${codeSpan(path)}` : `- ${codeSpan(path)}, ${t('{0} bytes', bytes)}`;
}

function pullLines(pull: PullPart): readonly string[] {
  const { t } = vscode.l10n;
  const heading = `## ${t('Draft pull request')}`;
  switch (pull.kind) {
    case 'unknown':
      return [heading, '', t('GitHub could not be asked, so this part is unknown ({0}).', pull.problem)];
    case 'headIsBase':
      return [heading, '', t('None: this is the branch that pull requests go into.')];
    case 'existing':
      return [
        heading,
        '',
        t('There is one already, and it would be shown instead of a second:'),
        '',
        `- #${pull.pull.number} ${codeSpan(pull.pull.title)}: ${pull.pull.url}`,
        ...credentialLines(pull.entry),
      ];
    case 'new':
      return [
        heading,
        '',
        ...credentialLines(pull.entry),
        line(t('Into'), codeSpan(pull.repository)),
        line(t('Title'), codeSpan(pull.title)),
        ...extraLines(pull.extras),
        '',
        `### ${t('Body')}`,
        '',
        pull.body.trim() === '' ? t('empty') : codeBlock(pull.body),
      ];
  }
}

/** Mode, credential, and who acts, with how we know. */
function credentialLines(entry: Entry): readonly string[] {
  const { t } = vscode.l10n;
  return [
    line(t('Credential'), `${codeSpan(entry.name)}, ${kindWord(entry.kind)} (${modeWord(modeOf(entry))})`),
    line(
      t('Actor'),
      entry.login === undefined
        ? t('unknown: GitHub has not named the account yet')
        : t('{0}, named by GitHub', codeSpan(entry.login)),
    ),
  ];
}

function extraLines({ labels = [], reviewers = [], teams = [] }: PullExtras): readonly string[] {
  const { t } = vscode.l10n;
  const named = (label: string, names: readonly string[]) =>
    names.length === 0 ? [] : [line(label, names.map(codeSpan).join(', '))];
  return [
    ...named(t('Labels'), labels),
    ...named(t('Reviewers'), [...reviewers, ...teams.map((team) => `@${team}`)]),
  ];
}

function rest(count: number): readonly string[] {
  return count > 0 ? [`- ${vscode.l10n.t('and {0} more', count)}`] : [];
}

function line(label: string, value: string): string {
  return `- ${label}: ${value}`;
}
