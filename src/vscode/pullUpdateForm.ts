import * as vscode from 'vscode';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import type { PullChange } from '../pulls/updatePullRequest.ts';
import { Failure } from '../shared/failure.ts';
import { holdsToken } from '../tokens/candidates.ts';
import { warn } from './notify.ts';
import { askText, pick, separator } from './prompts.ts';
import type { Services } from './services.ts';

type Field = 'update' | 'title' | 'body' | 'base' | 'labels' | 'reviewers';
type Values = Readonly<Record<Exclude<Field, 'update'>, string>>;

/**
 * A form with what the pull request is now: Enter sends what was edited. Answers only what differs, so that what was
 * never touched cannot be overwritten. Undefined when the person leaves.
 */
export async function askPullChange(services: Services, pull: PullRequest): Promise<PullChange | undefined> {
  const { t } = vscode.l10n;
  const before = valuesOf(pull);
  let values = before;
  for (;;) {
    const field = await pick<Field>({
      title: t('Update Pull Request #{0} in {1}', pull.number, pull.repository),
      placeholder: t('Press Enter to update it, or choose a line to edit'),
      choices: linesOf(values, before),
      active: 'update',
    });
    if (field === undefined) return undefined;
    if (field === 'update') {
      if (!holdsToken(Object.values(values).join('\n'))) return changeOf(values, before);
      void warn(t('This text holds a token. Take it out: a pull request is read by others.'));
      continue;
    }
    const edited =
      field === 'body' ? await editBody(services, values.body) : await editLine(field, values[field]);
    if (edited !== undefined) values = { ...values, [field]: edited };
  }
}

function valuesOf({ title, body, base, labels, reviewers }: PullRequest): Values {
  return { title, body, base, labels: labels.join(', '), reviewers: reviewers.join(', ') };
}

function changeOf(values: Values, before: Values): PullChange {
  const { title, body, base, labels, reviewers } = values;
  const changed = (field: keyof Values) => values[field] !== before[field];
  return {
    ...(changed('title') ? { title } : {}),
    ...(changed('body') ? { body } : {}),
    ...(changed('base') ? { base } : {}),
    ...(changed('labels') ? { labels: listed(labels) } : {}),
    ...(changed('reviewers') ? { reviewers: listed(reviewers) } : {}),
  };
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim().replace(/^@/, ''))
    .filter((name) => name !== '');
}

function linesOf(values: Values, before: Values) {
  const { t } = vscode.l10n;
  const line = (value: Exclude<Field, 'update'>, icon: string, label: string) => {
    const [first = ''] = values[value].trim().split('\n');
    const mark = values[value] === before[value] ? '' : ` ${t('(edited)')}`;
    return { label: `$(${icon}) ${label}${mark}`, description: first || t('empty'), value };
  };
  return [
    { label: `$(git-pull-request) ${t('Update It')}`, value: 'update' as const },
    separator(t('edit first')),
    line('title', 'edit', t('Title')),
    line('body', 'note', t('Body')),
    line('base', 'git-branch', t('Base')),
    line('labels', 'tag', t('Labels')),
    line('reviewers', 'person', t('Reviewers')),
  ];
}

function editLine(field: Exclude<Field, 'update' | 'body'>, value: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  switch (field) {
    case 'title':
      return askText({
        title: t('Title'),
        prompt: t('The title of the pull request'),
        value,
        refuse: (text) => (text.trim() === '' ? t('Give it a title.') : undefined),
      });
    case 'base':
      return askText({
        title: t('Base'),
        prompt: t('The branch the change should go into'),
        value,
        refuse: (text) =>
          /^(?!\/|-)[^\s~^:?*[\\]{1,244}$/.test(text) ? undefined : t('Give the name of a branch on GitHub.'),
      });
    case 'labels':
      return askText({ title: t('Labels'), prompt: t('Names of labels, with commas between them'), value });
    case 'reviewers':
      return askText({ title: t('Reviewers'), prompt: t('GitHub logins, with commas between them'), value });
  }
}

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
