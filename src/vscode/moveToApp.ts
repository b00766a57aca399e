import * as vscode from 'vscode';
import { appsFor, type UsableApp } from '../policy/judgeApp.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import { lifeLeft } from '../tokens/lifeLeft.ts';
import { placeOf } from '../tokens/override.ts';
import { knownApps, placeOfOwner } from './knownApps.ts';
import { lifeLong } from './messages/status.ts';
import { inform } from './notify.ts';
import { pick, separator } from './prompts.ts';
import type { Services } from './services.ts';

/**
 * The App to offer after a push, once for each owner. Not where the person accepted the finding: then it is said nowhere
 * but in the hover and the view.
 */
export async function appToOffer(
  services: Services,
  { id }: Entry,
  { host, owner }: RepositoryAddress,
): Promise<UsableApp | undefined> {
  const { memory } = services;
  const place = placeOfOwner(host.name, owner);
  if (memory.apps[place] === undefined || memory.offeredApps.includes(place)) return undefined;
  const { view, findings } = await services.state.refresh(Number.POSITIVE_INFINITY);
  const open = findings.some(
    (one) => one.id === 'app-available' && one.entryId === id && one.acceptedUntil === undefined,
  );
  const app = open
    ? knownApps(memory, view.entries).find((one) => placeOfOwner(one.host, one.owner) === place)
    : undefined;
  if (app !== undefined) await memory.rememberOfferedApp(place);
  return app;
}

/**
 * Says what changes with the App, and lets it serve the repository at hand or the owner. The token stays stored and works
 * as before (S0-19), and the choice can be taken back at once.
 */
export async function moveToApp(services: Services, entry: Entry, offered?: UsableApp): Promise<void> {
  const { t } = vscode.l10n;
  const { view, place, now } = await services.state.refresh();
  const app = offered ?? appsFor(entry, knownApps(services.memory, view.entries))[0];
  if (app === undefined) {
    return void inform(t('No App is known any more that could take over from {0}.', entry.name));
  }
  const address = place?.address;
  const here =
    address?.host.name === app.host && address.owner.toLowerCase() === app.owner.toLowerCase()
      ? { slug: `${address.owner}/${address.repo}`, key: placeOf(app.host, address.owner, address.repo) }
      : undefined;
  const life = lifeLong(lifeLeft(entry, now));
  const ask = () =>
    pick<string>({
      title: t('{0} instead of {1}', app.name, entry.name),
      placeholder: t('What should the App serve? {0} stays stored and works as before.', entry.name),
      choices: [
        ...(here === undefined
          ? []
          : [{ label: t('This Repository'), description: here.slug, value: here.key }]),
        {
          label: t('All of {0}', app.owner),
          description: app.host,
          value: placeOfOwner(app.host, app.owner),
        },
        separator(t('What Changes')),
        ...changes(entry, life).map((label) => ({ label, value: '' })),
      ],
    });
  let key = await ask();
  // A line of what changes is there to be read.
  while (key === '') key = await ask();
  if (key === undefined) return;
  const before = services.memory.bindings[key];
  await services.memory.bind(key, app.id);
  await services.state.refresh();
  const undo = t('Undo');
  const served = key.slice(app.host.length + 1);
  if ((await inform(t('{0} serves {1} from now on.', app.name, served), undo)) !== undo) return;
  await services.memory.rebind(key, before);
  await services.state.refresh();
}

/** What a person should know before: the gain first, then what an App's token cannot do. */
function changes({ name }: Entry, life: string): readonly string[] {
  const { t } = vscode.l10n;
  return [
    t('Each token lives one hour; {0}: {1}', name, life),
    t('Each reaches one repository, and only what its action needs'),
    t('Pull requests are opened by the App’s bot, not by you'),
    t('It has no account of its own: it cannot ask who you are or reach other owners'),
  ];
}
