import * as vscode from 'vscode';
import { type NamesRead, readLabels, readLogins, readReviewers } from '../pulls/readNames.ts';
import { Failure } from '../shared/failure.ts';
import { askText, type Choice, pick } from './prompts.ts';
import type { PullRequestForm, PullRequestQuestion } from './pullRequestForm.ts';
import type { Services } from './services.ts';

export type FieldId =
  | 'title'
  | 'body'
  | 'template'
  | 'base'
  | 'labels'
  | 'reviewers'
  | 'assignees'
  | 'milestone'
  | 'draft'
  | 'maintainers';

const longestTitle = 256;

/** Asks for one field. Undefined when the person leaves: the form stays as it was. */
export async function editField(
  services: Services,
  field: FieldId,
  form: PullRequestForm,
  question: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  switch (field) {
    case 'title':
      return editTitle(form);
    case 'body':
      return { ...form, body: await editBody(services, form.body) };
    case 'template':
      return chooseTemplate(form, question);
    case 'base':
      return editBase(form, question);
    case 'labels':
      return editLabels(form);
    case 'reviewers':
      return editReviewers(form, question);
    case 'assignees':
      return editAssignees(form, question);
    case 'milestone':
      return editMilestone(form);
    case 'draft':
      return { ...form, draft: !form.draft };
    case 'maintainers':
      return { ...form, maintainerCanModify: form.maintainerCanModify !== true };
  }
}

async function editTitle(form: PullRequestForm): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
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

interface BodyChoice {
  readonly template: string | undefined;
  readonly withCommits: boolean;
}

/** Which of the repository's templates the body starts from; what was in it is replaced. */
async function chooseTemplate(
  form: PullRequestForm,
  { templates, bodyOf }: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const choices: Choice<BodyChoice>[] = [
    ...templates.map((template) => ({
      label: template.slice(template.lastIndexOf('/') + 1),
      description: template,
      value: { template, withCommits: false },
    })),
    ...templates.map((template) => ({
      label: t('{0}, then the commits', template.slice(template.lastIndexOf('/') + 1)),
      description: template,
      value: { template, withCommits: true },
    })),
    {
      label: t('No template'),
      description: t('the commits'),
      value: { template: undefined, withCommits: true },
    },
  ];
  const chosen = await pick<BodyChoice>({
    title: t('Template'),
    placeholder: t('What should the body start from? It replaces the body.'),
    choices,
  });
  return chosen && { ...form, body: await bodyOf(chosen.template, chosen.withCommits) };
}

async function editBase(
  form: PullRequestForm,
  { bases }: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const known = (await bases()).slice(0, 200);
  if (known.length > 1) {
    const base = await pick<string>({
      title: t('Base'),
      placeholder: t('The branch the change should go into'),
      choices: [
        ...known.map((name) => ({ label: name, value: name })),
        { label: `$(edit) ${t('Another Branch')}`, value: '' },
      ],
      active: form.base,
    });
    if (base !== '') return base === undefined ? undefined : { ...form, base };
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

async function editLabels(form: PullRequestForm): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const refused = (name: string) => t('"{0}" cannot be a label: at most 50 characters on one line.', name);
  const labels = await askNames(t('Labels'), t('Separated by commas'), form.labels, readLabels, refused);
  return labels && { ...form, labels };
}

async function editReviewers(
  form: PullRequestForm,
  { slug }: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const [owner = ''] = slug.split('/');
  const present = [...(form.reviewers ?? []), ...(form.teams ?? []).map((team) => `${owner}/${team}`)];
  const read = (text: string) => readReviewers(text, owner);
  const refused = (name: string) =>
    t('"{0}" is neither a user nor a team of {1}. Write {1}/team for a team.', name, owner);
  const prompt = t('Users, and teams as {0}/team', owner);
  const names = await askNames(t('Reviewers'), prompt, present, read, refused);
  return names && { ...form, ...names };
}

async function editAssignees(
  form: PullRequestForm,
  { login }: PullRequestQuestion,
): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const present = form.assignees ?? [];
  const offered = present.length === 0 && login !== undefined ? [login] : present;
  const refused = (name: string) => t('"{0}" is no user name.', name);
  const assignees = await askNames(t('Assignees'), t('User names'), offered, readLogins, refused);
  return assignees && { ...form, assignees };
}

async function askNames<T>(
  title: string,
  prompt: string,
  present: readonly string[] | undefined,
  read: (text: string) => NamesRead<T>,
  refused: (name: string) => string,
): Promise<T | undefined> {
  const text = await askText({
    title,
    prompt,
    value: (present ?? []).join(', '),
    refuse: (value) => {
      const names = read(value);
      return names.kind === 'refused' ? refused(names.name) : undefined;
    },
  });
  const names = text === undefined ? undefined : read(text);
  return names?.kind === 'names' ? names.names : undefined;
}

async function editMilestone(form: PullRequestForm): Promise<PullRequestForm | undefined> {
  const { t } = vscode.l10n;
  const text = await askText({
    title: t('Milestone'),
    prompt: t('Its number, as in the address of its page; empty for none'),
    value: form.milestone === undefined ? '' : String(form.milestone),
    refuse: (value) =>
      /^#?[0-9]{0,9}$/.test(value.trim()) ? undefined : t('Give the number of a milestone.'),
  });
  if (text === undefined) return undefined;
  const { milestone: _before, ...others } = form;
  const number = Number(text.trim().replace('#', ''));
  return number > 0 ? { ...others, milestone: number } : others;
}
