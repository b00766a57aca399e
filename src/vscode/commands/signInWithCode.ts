import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { AppKind } from '../../signIn/clientId.ts';
import type { Granted } from '../../signIn/granted.ts';
import type { SignInOrder } from '../../signIn/ports.ts';
import { withGrant } from '../../signIn/renewals.ts';
import { applyInspection } from '../../tokens/applyInspection.ts';
import { blankEntry } from '../../tokens/blankEntry.ts';
import type { Entry } from '../../tokens/entry.ts';
import { type GitHubHost, githubCom, hostOf } from '../../tokens/host.ts';
import { suggestName } from '../../tokens/suggestName.ts';
import { askClient } from '../askClient.ts';
import { askAbout } from '../inspect.ts';
import { journalEntry } from '../journaling.ts';
import { storedSentence } from '../messages/added.ts';
import { signInTitle } from '../messages/signingIn.ts';
import { pick } from '../prompts.ts';
import { sayAdded } from '../sayAdded.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';
import { showDeviceCode } from '../showDeviceCode.ts';

/** Signs in with an App of the person's own: a code, entered at GitHub. Leaving any prompt stores nothing. */
export async function signInWithCode(services: Services): Promise<void> {
  const place = await refuseUnlessOpen(services);
  const host = await chooseHost(place?.address?.host ?? githubCom);
  const order = host && (await askClient(services, host));
  if (order) await signIn(services, order);
}

/** The same App once more, for a sign-in that is not renewed any more. */
export async function signInAgain(services: Services, entry: Entry): Promise<void> {
  const { session, host, scopes } = entry;
  if (session === undefined) return signInWithCode(services);
  await refuseUnlessOpen(services);
  const again = session.app === 'oauth-app' && scopes.kind === 'listed' ? scopes.scopes : [];
  await signIn(services, { host: hostOf(host), clientId: session.clientId, app: session.app, scopes: again });
}

/** Before GitHub hands out anything: a vault that takes no writes would lose it. */
async function refuseUnlessOpen({ state }: Services) {
  const { view, place } = await state.refresh();
  if (view.mode.kind !== 'open') throw new Failure(view.mode);
  return place;
}

async function chooseHost(preferred: GitHubHost): Promise<GitHubHost | undefined> {
  const { hosts } = readHosts();
  if (hosts.length === 1) return hosts[0];
  return pick({
    title: signInTitle(),
    placeholder: vscode.l10n.t('On which GitHub?'),
    choices: hosts.map((host) => ({ label: host.name, value: host })),
    active: preferred,
  });
}

async function signIn(services: Services, order: SignInOrder): Promise<void> {
  const { memory, clock } = services;
  const granted = await obtain(services, order);
  const { facts, unreached } = await inspected(services, order, granted);
  const entry = await keep(services, facts, granted);
  // What works, and not what was mistyped.
  await memory.rememberClientId(order.host.name, order.clientId);
  await journalEntry(services, 'add', entry);
  await sayAdded(services, entry, storedSentence(entry, clock.now(), unreached));
}

/** The notification lives as long as GitHub is asked, shows the code and cancels; the prompt is for copying it. */
function obtain(services: Services, order: SignInOrder): Promise<Granted> {
  const { t } = vscode.l10n;
  return services.work.run(t('Signing in to {0}', order.host.name), async (signal, report) => {
    const over = new AbortController();
    try {
      return await services.signIn.signIn(
        order,
        (code) => {
          report(t('Enter {0} on {1}', code.userCode, code.page.replace('https://', '')));
          void showDeviceCode(services, code, over.signal).catch((error: unknown) =>
            services.log.failure('showing the code', error),
          );
        },
        signal,
      );
    } finally {
      over.abort();
    }
  });
}

type Draft = Parameters<Services['vault']['add']>[0];

/** One question about the new token. It works without the answer, which then comes with the next check. */
async function inspected(
  services: Services,
  { host, clientId, app }: SignInOrder,
  granted: Granted,
): Promise<{ readonly facts: Entry; readonly unreached: unknown }> {
  const { tokenKind: kind, token } = granted;
  const blank = blankEntry(host.name, kind, services.clock.now());
  const facts = withGrant(
    { ...blank, session: { clientId, app: appOf(granted, app) } },
    granted,
    services.clock.now(),
  );
  try {
    const answer = await askAbout(services, { host: host.name, kind, token });
    if (answer.kind === 'unchecked' || answer.inspection.kind === 'dead')
      return { facts, unreached: undefined };
    return { facts: applyInspection(facts, answer.inspection), unreached: undefined };
  } catch (error) {
    services.log.failure('asking about a new token', error);
    return { facts, unreached: error };
  }
}

/** The token says it more surely than the form of the id. */
function appOf({ tokenKind }: Granted, app: AppKind): AppKind {
  if (tokenKind === 'app-user-token') return 'github-app';
  return tokenKind === 'oauth-token' ? 'oauth-app' : app;
}

/** The same account with the same App is the same entry: its bindings and what was said of it stay. */
async function keep(services: Services, facts: Draft & Entry, granted: Granted): Promise<Entry> {
  const { vault, clock } = services;
  const { entries } = await vault.read();
  const twin = entries.find(
    ({ host, login, session }) =>
      host === facts.host &&
      session?.clientId === facts.session?.clientId &&
      login !== undefined &&
      login === facts.login,
  );
  const { token, renewal } = granted;
  if (twin !== undefined) {
    return vault.renew(twin.id, token, renewal, (latest) => ({
      ...withGrant(latest, granted, clock.now()),
      scopes: facts.scopes,
      checkedAt: facts.checkedAt,
    }));
  }
  const { name } = suggestName(
    facts.kind,
    undefined,
    facts.login,
    entries.map((entry) => entry.name),
  );
  return vault.add({ ...facts, name }, token, renewal);
}
