import * as vscode from 'vscode';
import { registerAppPage } from '../github/registerAppPage.ts';
import { judgeClientId } from '../signIn/clientId.ts';
import type { SignInOrder } from '../signIn/ports.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { clientIdFault, newAppText, signInTitle } from './messages/signingIn.ts';
import { askText, type Choice, pick } from './prompts.ts';
import { pageLook } from './readOnlyDocuments.ts';
import type { Services } from './services.ts';

type Way = 'remembered' | 'typed' | 'make';

/** With which App to sign in: the one of last time, another, or one that is made now. Undefined: the person left. */
export async function askClient(services: Services, host: GitHubHost): Promise<SignInOrder | undefined> {
  const { t } = vscode.l10n;
  const last = services.memory.clientIdOn(host.name);
  const remembered: Choice<Way>[] =
    last === undefined
      ? []
      : [{ label: `$(key) ${last}`, description: t('used before on {0}', host.name), value: 'remembered' }];
  const way = await pick<Way>({
    title: signInTitle(),
    placeholder: t('With which app? It decides what the token may do.'),
    choices: [
      ...remembered,
      { label: `$(edit) ${t('Enter a Client ID…')}`, value: 'typed' },
      {
        label: `$(add) ${t('Make a GitHub App…')}`,
        detail: t('Two minutes on GitHub. Its tokens are narrow, end after hours and are renewed here.'),
        value: 'make',
      },
    ],
  });
  if (way === undefined) return undefined;
  const clientId = way === 'remembered' ? last : await askClientId(services, host, way === 'make');
  const verdict = judgeClientId(clientId ?? '');
  if (verdict.kind !== 'ok') return undefined;
  if (verdict.app === 'github-app') return { host, clientId: verdict.clientId, app: verdict.app, scopes: [] };
  return askScopes({ host, clientId: verdict.clientId, app: verdict.app, scopes: [] });
}

/** `makes`: GitHub's registration page is opened first, with every value beside the prompt. */
async function askClientId(
  { documents, whereabouts }: Services,
  host: GitHubHost,
  makes: boolean,
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const owner = (await whereabouts.current())?.address?.owner ?? 'mine';
  const name = `token-warden-${owner}`.slice(0, 34);
  const open = () => void vscode.env.openExternal(vscode.Uri.parse(registerAppPage(host, name), true));
  const document = makes
    ? await documents.show(t('New GitHub App'), newAppText(host, name), pageLook)
    : undefined;
  if (makes) open();
  try {
    return await askText({
      title: signInTitle(),
      prompt: t('The client id of the app. It is public; a secret does not belong here.'),
      placeholder: 'Iv23…',
      buttons: [
        {
          icon: 'link-external',
          tooltip: t('Open GitHub’s page for a new App, with the values filled in'),
          act: open,
        },
      ],
      refuse: (value) => clientIdFault(judgeClientId(value)),
    });
  } finally {
    await document?.close();
  }
}

/** An OAuth App’s token is as broad as a classic one and never ends: said before it exists. */
async function askScopes(order: SignInOrder): Promise<SignInOrder | undefined> {
  const { t } = vscode.l10n;
  const scopes = await pick<readonly string[]>({
    title: signInTitle(),
    placeholder: t(
      'An OAuth App’s token never expires and reaches every repository you reach. A GitHub App is narrower.',
    ),
    choices: [
      { label: 'public_repo', description: t('public repositories only'), value: ['public_repo'] },
      { label: 'repo', description: t('private repositories too'), value: ['repo'] },
    ],
  });
  return scopes && { ...order, scopes };
}
