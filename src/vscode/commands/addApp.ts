import * as vscode from 'vscode';
import { judgeAppId } from '../../apps/keys/judgeAppId.ts';
import type { AppAnswer } from '../../github/appAnswer.ts';
import { appPage } from '../../github/appPages.ts';
import { registerAppPage } from '../../github/registerAppPage.ts';
import { surplusPermissions } from '../../policy/surplus.ts';
import { Failure } from '../../shared/failure.ts';
import { blankEntry } from '../../tokens/blankEntry.ts';
import type { Entry } from '../../tokens/entry.ts';
import { type GitHubHost, githubCom, type HostName } from '../../tokens/host.ts';
import { newKeyRecord } from '../../tokens/keyCounts.ts';
import { freeName } from '../../tokens/suggestName.ts';
import { askHost } from '../askHost.ts';
import { askKey, type GivenKey } from '../askKey.ts';
import { journalEntry } from '../journaling.ts';
import { appIdFault, appStoredText } from '../messages/appKeys.ts';
import { inform } from '../notify.ts';
import { askText, pick } from '../prompts.ts';
import { proveKey } from '../proveKey.ts';
import { type PageButton, sayWithKeyFile } from '../sayWithKeyFile.ts';
import type { Services } from '../services.ts';
import { addKey } from './rotateAppKey.ts';

/**
 * Adds a GitHub App: its id, then its private key. Stored only after the key signed for it once; leaving any prompt, and
 * everything that goes wrong before, stores nothing and leaves the file where it is.
 */
export async function addApp(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Add GitHub App');
  const { view, place } = await services.state.refresh();
  if (view.mode.kind !== 'open') throw new Failure(view.mode);
  const host = await askHost(
    title,
    t('On which GitHub is the App registered? Its key signs for no other.'),
    place?.address?.host ?? githubCom,
  );
  if (host === undefined) return;
  const clientId = await askAppId(host, title);
  if (clientId === undefined) return;
  const key = await askKey(services, title);
  if (key === undefined) return;
  const app = await proveKey(services, { host: host.name, clientId, pem: key.pem });
  const { entries } = (await services.state.refresh()).view;
  const twin = entries.find((entry) => entry.host === host.name && entry.app?.slug === app.slug);
  if (twin !== undefined) return tellTwin(services, twin, key);
  const name = freeName(
    `github:app-${app.slug}`,
    entries.map((entry) => entry.name),
  );
  const now = services.clock.now();
  const entry = await services.vault.add(draftOf(name, host.name, clientId, key, app, now), key.pem);
  await journalEntry(services, 'add', entry);
  await services.state.refresh();
  tellStored(services, entry, host, app, key);
}

function askAppId(host: GitHubHost, title: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return askText({
    title,
    prompt: t(
      'The client id or the app id, from the page of the App. The button opens GitHub’s page for a new one, filled in: it may write contents and pull requests, and needs no webhook.',
    ),
    placeholder: 'Iv23…',
    refuse: (text) => {
      const judged = judgeAppId(text);
      return judged.kind === 'id' ? undefined : appIdFault(judged.why);
    },
    buttons: [
      {
        icon: 'link-external',
        tooltip: t('Open GitHub’s page for a new App, with the values filled in'),
        act: () => void vscode.env.openExternal(vscode.Uri.parse(registerAppPage(host), true)),
      },
    ],
  }).then((text) => text?.trim());
}

function draftOf(
  name: string,
  host: HostName,
  clientId: string,
  { fingerprint }: GivenKey,
  { slug, owner, ownerKind, permissions }: AppAnswer,
  now: number,
): Entry {
  return {
    ...blankEntry(host, 'app-key', now),
    name,
    owner: { value: owner, evidence: 'listed' },
    // GitHub never ends a private key by itself (facts/github-app.json, `private_keys`).
    expiry: { kind: 'never' },
    health: { kind: 'alive', at: now },
    checkedAt: now,
    listed: [{ owner, permissions, at: now }],
    app: { clientId, slug, owner, ownerKind, current: newKeyRecord(fingerprint, now) },
  };
}

/** The App is here already: the same key says so, another one may become its new key. */
async function tellTwin(services: Services, twin: Entry, key: GivenKey): Promise<void> {
  const { t } = vscode.l10n;
  const known = [twin.app?.current, twin.app?.old].some((one) => one?.fingerprint === key.fingerprint);
  if (known) return void inform(t('This App is already stored as {0}, with this key.', twin.name));
  const use = await pick<true>({
    title: t('Add GitHub App'),
    placeholder: t('This App is already stored as {0}, with another key.', twin.name),
    choices: [
      {
        label: `$(key) ${t('Use This One as Its New Key')}`,
        detail: t('The old one is kept beside it until the new one has proved itself'),
        value: true,
      },
    ],
  });
  if (use) await addKey(services, twin, key);
}

function tellStored(services: Services, entry: Entry, host: GitHubHost, app: AppAnswer, key: GivenKey): void {
  const { t } = vscode.l10n;
  const { neverGrant } = services.policy();
  const surplus =
    surplusPermissions({ declared: app.permissions, purpose: 'push-and-draft' }, neverGrant)?.beyond ?? [];
  const pages: PageButton[] = [
    ...(surplus.length === 0
      ? []
      : [{ label: t('Open Its Permissions'), url: appPage(host, app, 'permissions') }]),
    ...(app.installations === 0 ? [{ label: t('Install It'), url: appPage(host, app, 'install') }] : []),
  ];
  const urgent = surplus.length > 0 || app.ownerKind === 'organisation';
  sayWithKeyFile(services, key, { text: appStoredText(entry, app, surplus), pages, urgent });
}
