import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';
import { holdsToken } from '../tokens/candidates.ts';
import { warn } from './notify.ts';
import { askText, type Choice, pick, separator } from './prompts.ts';
import type { Services } from './services.ts';

export interface PullRequestForm {
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

export interface PullRequestQuestion extends PullRequestForm {
  readonly head: string;
  /** `owner/name`. */
  readonly slug: string;
  readonly entryName: string;
  /** Commits that are pushed first, and the entry that pushes them; 0 when GitHub has the branch as it is here. */
  readonly unpushed: number;
  readonly pusherName: string;
}

type Field = 'create' | 'title' | 'base' | 'body';

const longestTitle = 256;

/** One small form: every value visible, Enter creates, each line can be edited first. Undefined when the person leaves. */
export async function askPullRequest(
  services: Services,
  question: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  let form: PullRequestForm = { base: question.base, title: question.title, body: question.body };
  for (;;) {
    const field = await pick<Field>({
      title: t('Draft Pull Request in {0}', question.slug),
      placeholder: t('Press Enter to create it, or choose a line to edit'),
      choices: lines(question, form),
      active: 'create',
    });
    if (field === undefined) return undefined;
    if (field === 'create') {
      if (!holdsToken(`${form.title}\n${form.body}`)) return form;
      void warn(t('The title or body holds a token. Take it out: a pull request is read by others.'));
      continue;
    }
    form = (await edit(services, field, form)) ?? form;
  }
}

function lines(
  question: PullRequestQuestion,
  form: PullRequestForm,
): readonly (Choice<Field> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const first = form.body.trim().split('\n')[0] ?? '';
  const count = form.body.trim() === '' ? 0 : form.body.trim().split('\n').length;
  return [
    {
      label: `$(git-pull-request-draft) ${t('Create Draft Pull Request')}`,
      description: `${question.head} → ${form.base}`,
      detail: withWhat(question),
      value: 'create',
    },
    separator(t('edit first')),
    { label: `$(edit) ${t('Title')}`, description: form.title, value: 'title' },
    {
      label: `$(note) ${t('Body')}`,
      description: count > 1 ? t('{0} … ({1} lines)', first, count) : first || t('empty'),
      value: 'body',
    },
    { label: `$(git-branch) ${t('Base')}`, description: form.base, value: 'base' },
  ];
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

async function edit(
  services: Services,
  field: Exclude<Field, 'create'>,
  form: PullRequestForm,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  if (field === 'body') return { ...form, body: await editBody(services, form.body) };
  if (field === 'title') {
    const title = await askText({
      title: t('Title'),
      prompt: t('The title of the pull request'),
      value: form.title,
      refuse: (value) => {
        if (value.trim() === '') return t('Give it a title.');
        return value.length > longestTitle
          ? t('GitHub takes at most {0} characters.', longestTitle)
          : undefined;
      },
    });
    return title === undefined ? undefined : { ...form, title: title.trim() };
  }
  const base = await askText({
    title: t('Base'),
    prompt: t('The branch the change should go into'),
    value: form.base,
    refuse: (value) =>
      /^(?!\/|-)[^\s~^:?*[\\]{1,244}$/.test(value) ? undefined : t('Give the name of a branch on GitHub.'),
  });
  return base === undefined ? undefined : { ...form, base };
}

/** A body has many lines, so it is edited in an editor. Cancelled, it stays as it was. */
async function editBody(services: Services, body: string): Promise<string> {
  const { t } = vscode.l10n;
  const title = t('Edit the body of the pull request. Save it or close its tab to go on.');
  try {
    const edit = (signal: AbortSignal) => services.bodies.edit(t('Pull Request Body'), body, signal);
    return (await services.work.run(title, edit)) ?? body;
  } catch (error) {
    if (Failure.is(error) && error.problem.kind === 'cancelled') return body;
    throw error;
  }
}
