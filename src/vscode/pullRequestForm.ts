import * as vscode from 'vscode';
import type { NewPullRequest } from '../pulls/createDraftPullRequest.ts';
import { holdsToken } from '../tokens/candidates.ts';
import { warn } from './notify.ts';
import { type Choice, pick, separator } from './prompts.ts';
import { editField, type FieldId } from './pullRequestFields.ts';
import type { Services } from './services.ts';

/** What a person can set of a pull request. */
export type PullRequestForm = Omit<NewPullRequest, 'repository' | 'headOwner' | 'branch' | 'headRepository'>;

export interface PullRequestQuestion {
  readonly form: PullRequestForm;
  /** Set when an open one is changed instead of a new one opened. */
  readonly updates: number | undefined;
  /** The branch, and `owner:branch` when it is in a fork. */
  readonly head: string;
  readonly fromFork: boolean;
  /** `owner/name` it goes to. */
  readonly slug: string;
  readonly entryName: string;
  /** The account behind the entry, to be offered as assignee. */
  readonly login: string | undefined;
  /** Commits that are pushed first, and the entry that pushes them; 0 when GitHub has the branch as it is here. */
  readonly unpushed: number;
  readonly pusherName: string;
  /** Paths of the templates there are, and the body that each, or none, gives. */
  readonly templates: readonly string[];
  readonly bodyOf: (template: string | undefined, withCommits: boolean) => Promise<string>;
  /** Branches of the repository that are known here. */
  readonly bases: () => Promise<readonly string[]>;
}

type Line = 'send' | 'more' | FieldId;

/** One small form: every value visible, Enter sends, each line can be edited first. Undefined when the person leaves. */
export async function askPullRequest(
  services: Services,
  question: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  let form = question.form;
  // What is changed is looked at as a whole.
  let unfolded = question.updates !== undefined;
  let active: Line = 'send';
  for (;;) {
    const line: Line | undefined = await pick<Line>({
      title:
        question.updates === undefined
          ? t('Draft Pull Request in {0}', question.slug)
          : t('Update Pull Request #{0} in {1}', question.updates, question.slug),
      placeholder:
        question.updates === undefined
          ? t('Press Enter to create it, or choose a line to edit')
          : t('Press Enter to update it, or choose a line to edit'),
      choices: lines(question, form, unfolded),
      active,
    });
    if (line === undefined) return undefined;
    if (line === 'more') unfolded = true;
    else if (line === 'send') {
      if (!holdsToken(textOf(form))) return form;
      void warn(t('The pull request holds a token. Take it out: it is read by others.'));
    } else form = (await editField(services, line, form, question)) ?? form;
    active = line === 'more' ? 'labels' : 'send';
  }
}

/** Everything in it that others would read. */
function textOf({ title, body, labels = [] }: PullRequestForm): string {
  return [title, body, ...labels].join('\n');
}

function lines(
  question: PullRequestQuestion,
  form: PullRequestForm,
  unfolded: boolean,
): readonly (Choice<Line> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const more = moreLines(question, form);
  return [
    {
      label: `$(${form.draft ? 'git-pull-request-draft' : 'git-pull-request'}) ${sendLabel(question, form)}`,
      description: `${question.head} → ${form.base}`,
      detail: withWhat(question),
      value: 'send',
    },
    separator(t('edit first')),
    { label: `$(edit) ${t('Title')}`, description: form.title, value: 'title' },
    { label: `$(note) ${t('Body')}`, description: shortBody(form.body), value: 'body' },
    ...(question.templates.length === 0
      ? []
      : [
          {
            label: `$(book) ${t('Template')}`,
            description: t('{0} in this repository', question.templates.length),
            value: 'template' as const,
          },
        ]),
    { label: `$(git-branch) ${t('Base')}`, description: form.base, value: 'base' },
    // What has a value is always shown: nothing is sent that was not seen.
    ...more.filter((line) => unfolded || line.set),
    ...(unfolded || more.every((line) => line.set)
      ? []
      : [
          {
            label: `$(ellipsis) ${t('More')}`,
            description: hiddenWords(more),
            value: 'more' as const,
          },
        ]),
  ];
}

/** What is behind *More*: nothing that stands there already, and nothing that is not there. */
function hiddenWords(more: ReturnType<typeof moreLines>): string {
  return more
    .filter((line) => !line.set)
    .map(({ label }) => label.replace(/^\$\([^)]*\) /, ''))
    .join(', ');
}

function sendLabel({ updates }: PullRequestQuestion, { draft }: PullRequestForm): string {
  const { t } = vscode.l10n;
  if (updates !== undefined) return t('Update It');
  return draft ? t('Create Draft Pull Request') : t('Create Pull Request');
}

function moreLines(
  { fromFork, updates }: PullRequestQuestion,
  form: PullRequestForm,
): readonly (Choice<Line> & { readonly set: boolean })[] {
  const { t } = vscode.l10n;
  const none = t('none');
  const list = (names: readonly string[] | undefined) => ({
    description: names?.join(', ') || none,
    set: (names ?? []).length > 0,
  });
  const reviewers = [...(form.reviewers ?? []), ...(form.teams ?? []).map((team) => `@${team}`)];
  return [
    { label: `$(tag) ${t('Labels')}`, ...list(form.labels), value: 'labels' },
    { label: `$(eye) ${t('Reviewers')}`, ...list(reviewers), value: 'reviewers' },
    { label: `$(person) ${t('Assignees')}`, ...list(form.assignees), value: 'assignees' },
    {
      label: `$(milestone) ${t('Milestone')}`,
      description: form.milestone === undefined ? none : `#${form.milestone}`,
      set: form.milestone !== undefined,
      value: 'milestone',
    },
    ...(updates === undefined
      ? [
          {
            label: `$(git-pull-request-draft) ${t('Draft')}`,
            description: form.draft ? t('yes') : t('no, reviewers are notified at once'),
            set: !form.draft,
            value: 'draft' as const,
          },
        ]
      : []),
    ...(fromFork && updates === undefined
      ? [
          {
            label: `$(repo-forked) ${t('Maintainer Edits')}`,
            description:
              form.maintainerCanModify === true
                ? t('maintainers may push to your branch')
                : t('only you push to your branch'),
            set: form.maintainerCanModify === true,
            value: 'maintainers' as const,
          },
        ]
      : []),
  ];
}

function shortBody(body: string): string {
  const { t } = vscode.l10n;
  const trimmed = body.trim();
  const all = trimmed.split('\n');
  const first = all[0] ?? '';
  if (trimmed === '') return t('empty');
  return all.length > 1 ? t('{0} … ({1} lines)', first, all.length) : first;
}

/** Which entry opens it, and which pushes first: they can be two. */
function withWhat({ entryName, pusherName, unpushed }: PullRequestQuestion): string {
  const { t } = vscode.l10n;
  if (unpushed === 0) return t('with {0}', entryName);
  if (pusherName === entryName) {
    return unpushed === 1
      ? t('with {0}, pushing 1 commit first', entryName)
      : t('with {0}, pushing {1} commits first', entryName, unpushed);
  }
  return unpushed === 1
    ? t('with {0}, after pushing 1 commit with {1}', entryName, pusherName)
    : t('with {0}, after pushing {1} commits with {2}', entryName, unpushed, pusherName);
}
