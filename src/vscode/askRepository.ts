import * as vscode from 'vscode';
import { fullNamePattern } from '../github/repository.ts';
import { knownRepositories } from '../permissions/permissionTable.ts';
import { isSame } from '../permissions/sight.ts';
import type { Entry } from '../tokens/entry.ts';
import { askText, type Choice, pick } from './prompts.ts';
import type { Services } from './services.ts';

/**
 * Which repository (`owner/name`) is meant: the one at hand first, then those the token was seen in, or one the person
 * types. Nothing is listed at GitHub (S0-10). Undefined when they leave.
 */
export async function askRepository(
  services: Pick<Services, 'state'>,
  entry: Entry,
  title: string,
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const { place } = await services.state.refresh();
  const address = place?.address;
  const here = address?.host.name === entry.host ? `${address.owner}/${address.repo}` : undefined;
  const known = knownRepositories(entry).filter((one) => here === undefined || !isSame(one, here));
  const chosen = await pick<string>({
    title,
    placeholder: t('In which repository?'),
    choices: [
      ...(here === undefined ? [] : [line('repo', here, t('the one at hand'))]),
      ...known.map((one) => line('repo', one, t('used with this token before'))),
      line('edit', t('Another Repository…'), t('nothing is listed at GitHub'), ''),
    ],
  });
  return chosen === '' ? typed(title) : chosen;
}

function line(icon: string, label: string, description: string, value = label): Choice<string> {
  return { label: `$(${icon}) ${label}`, description, value };
}

async function typed(title: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const text = await askText({
    title,
    prompt: t('Owner and name of the repository, for example acme/app'),
    refuse: (value) =>
      isName(value.trim()) ? undefined : t('This is no owner and name. Write them as in acme/app.'),
  });
  return text?.trim();
}

function isName(text: string): boolean {
  return fullNamePattern.test(text) && !/\/\.+$/.test(text);
}
