import * as vscode from 'vscode';
import { emptyMemory, forgetEntry } from '../../policy/notificationMemory.ts';
import { knownLink } from '../../watched/readPlace.ts';
import type { WatchedToken } from '../../watched/watchedToken.ts';
import { askExpiry, askNote, askPlace, askWatchedName, askWatchedOwner } from '../askWatched.ts';
import { placeLine, watchedLife } from '../messages/watched.ts';
import { inform } from '../notify.ts';
import { type Choice, pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';

type Act = (services: Services, token: WatchedToken) => Promise<void>;

/** What can be done with one watched token. */
export async function showWatched(services: Services, token: WatchedToken): Promise<void> {
  const { t } = vscode.l10n;
  const item = (icon: string, label: string, value: Act, detail = ''): Choice<Act> => ({
    label: `$(${icon}) ${label}`,
    detail,
    value,
  });
  const { place, owner, note, expiry } = token;
  const link = place.link === undefined ? undefined : knownLink(place.link, readHosts().hosts);
  const act = await pick<Act>({
    title: token.name,
    placeholder: `${placeLine(place)} · ${watchedLife(expiry, services.clock.now())}`,
    choices: [
      item('sync', t('Mark as Replaced…'), markReplaced),
      ...(link === undefined ? [] : [item('link-external', t('Open Its Page'), () => open(link), link)]),
      item('edit', t('Change the Name'), changeName),
      item('location', t('Change Where It Lives'), changePlace, placeLine(place)),
      item('calendar', t('Change the Expiry Date'), changeExpiry),
      item('organization', t('Change the Owner'), changeOwner, owner),
      item('note', t('Change the Note'), changeNote, note),
      item('trash', t('Stop Watching'), stopWatching),
    ],
  });
  await act?.(services, token);
}

/** The token was replaced where it lives: from here on it is another one, with a date of its own. */
export async function markReplaced(services: Services, token: WatchedToken): Promise<void> {
  const { t } = vscode.l10n;
  const now = services.clock.now();
  const expiry = await askExpiry(t('{0} Was Replaced: the New Date', token.name), now);
  if (expiry === undefined) return;
  if (await change(services, token, { expiry, since: now }))
    void inform(t('{0} was replaced: {1}.', token.name, watchedLife(expiry, now)));
}

async function changeName(services: Services, token: WatchedToken): Promise<void> {
  const { watched } = await services.state.refresh();
  const others = watched.tokens.filter(({ id }) => id !== token.id);
  const name = await askWatchedName(vscode.l10n.t('Rename {0}', token.name), token.name, others);
  if (name !== undefined) await change(services, token, { name });
}

async function changePlace(services: Services, token: WatchedToken): Promise<void> {
  const { text, link } = token.place;
  const present = link === undefined ? text : `${text} ${link}`;
  const place = await askPlace(vscode.l10n.t('Where {0} Lives', token.name), present);
  if (place !== undefined) await change(services, token, { place });
}

async function changeExpiry(services: Services, token: WatchedToken): Promise<void> {
  const now = services.clock.now();
  const expiry = await askExpiry(vscode.l10n.t('When {0} Expires', token.name), now);
  // A corrected date is warned about anew: the earlier warnings named another day.
  if (expiry !== undefined) await change(services, token, { expiry, since: now });
}

async function changeOwner(services: Services, token: WatchedToken): Promise<void> {
  const owner = await askWatchedOwner(vscode.l10n.t('For Whom {0} Acts', token.name), token.owner ?? '');
  if (owner !== undefined) await change(services, token, { owner: owner === '' ? undefined : owner });
}

async function changeNote(services: Services, token: WatchedToken): Promise<void> {
  const note = await askNote(vscode.l10n.t('Note about {0}', token.name), token.note ?? '');
  if (note !== undefined) await change(services, token, { note: note === '' ? undefined : note });
}

/** Takes it off the list, with a way back as long as the message is there. */
async function stopWatching(services: Services, token: WatchedToken): Promise<void> {
  const { t } = vscode.l10n;
  const { tokens } = await services.watched.read();
  const latest = tokens.find(({ id }) => id === token.id) ?? token;
  await services.watched.remove(token.id);
  await services.state.refresh();
  const undo = t('Undo');
  const answer = await inform(t('{0} is not watched any more. The token itself lives on.', token.name), undo);
  if (answer !== undo) {
    const { memory } = services;
    await memory.rememberNotices(forgetEntry(memory.notices(emptyMemory), token.id));
    return;
  }
  await services.watched.restore(latest);
  await services.state.refresh();
}

/** Changes these facts of what another window may have changed meanwhile; says so and is false when it is gone. */
async function change(
  services: Services,
  token: WatchedToken,
  patch: Partial<WatchedToken>,
): Promise<boolean> {
  const changed = await services.watched.change(token.id, (latest) => ({ ...latest, ...patch }));
  await services.state.refresh();
  if (changed === undefined)
    void inform(
      vscode.l10n.t('{0} is not watched any more. Another window may have removed it.', token.name),
    );
  return changed !== undefined;
}

async function open(link: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
