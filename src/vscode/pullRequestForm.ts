import * as vscode from 'vscode';
import { holdsToken } from '../tokens/candidates.ts';
import { askText, type Choice, pick, separator } from './prompts.ts';

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
  readonly unpushed: number;
}

type Field = 'create' | 'title' | 'base' | 'body';

const longestTitle = 256;

/** One small form: every value visible, Enter creates, each line can be edited first. Undefined when the person leaves. */
export async function askPullRequest(question: PullRequestQuestion): Promise<PullRequestForm | undefined> {
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
      void vscode.window.showWarningMessage(
        t('The title or body holds a token. Take it out: a pull request is read by others.'),
      );
      continue;
    }
    form = (await edit(field, form)) ?? form;
  }
}

function lines(
  question: PullRequestQuestion,
  form: PullRequestForm,
): readonly (Choice<Field> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const first = form.body.trim().split('\n')[0] ?? '';
  const count = form.body.trim() === '' ? 0 : form.body.trim().split('\n').length;
  const push =
    question.unpushed === 0
      ? t('with {0}', question.entryName)
      : question.unpushed === 1
        ? t('with {0}, pushing 1 commit first', question.entryName)
        : t('with {0}, pushing {1} commits first', question.entryName, question.unpushed);
  return [
    {
      label: `$(git-pull-request-draft) ${t('Create Draft Pull Request')}`,
      description: `${question.head} → ${form.base}`,
      detail: push,
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

async function edit(
  field: Exclude<Field, 'create'>,
  form: PullRequestForm,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  if (field === 'body') return { ...form, body: await editBody(form.body) };
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

/** A body has many lines, so it is edited in an editor; closing it or pressing Continue leads back to the form. */
async function editBody(body: string): Promise<string> {
  const { t } = vscode.l10n;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: body });
  await vscode.window.showTextDocument(document);
  const continueLabel = t('Continue');
  let listening: vscode.Disposable | undefined;
  let text = document.getText();
  const changes = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
    if (changed === document) text = changed.getText();
  });
  const closed = new Promise<void>((resolve) => {
    listening = vscode.workspace.onDidCloseTextDocument((gone) => {
      if (gone === document) resolve();
    });
  });
  const pressed = vscode.window.showInformationMessage(
    t('Edit the body of the pull request, then continue.'),
    continueLabel,
  );
  // A dismissed notification is no answer; closing the document is.
  await Promise.race([closed, pressed.then((answer) => (answer === continueLabel ? undefined : closed))]);
  listening?.dispose();
  changes.dispose();
  return text;
}
