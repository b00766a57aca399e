import * as vscode from 'vscode';
import { askExpiry, askPlace, askWatchedName, askWatchedOwner } from '../askWatched.ts';
import { watchedLife } from '../messages/watched.ts';
import { inform } from '../notify.ts';
import type { Services } from '../services.ts';

/**
 * Watches a token that lives elsewhere, by what the person says about it: four questions, and the token itself is not
 * one of them. Leaving any of them watches nothing.
 */
export async function watchToken(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Watch a Token That Lives Elsewhere');
  const { watched, place: here } = await services.state.refresh();
  const name = await askWatchedName(title, '', watched.tokens);
  if (name === undefined) return;
  const place = await askPlace(title);
  if (place === undefined) return;
  const expiry = await askExpiry(title, services.clock.now());
  if (expiry === undefined) return;
  const owner = await askWatchedOwner(title, here?.address?.owner ?? '');
  if (owner === undefined) return;
  const now = services.clock.now();
  const draft = { name, place, expiry, owner: owner === '' ? undefined : owner, note: undefined };
  await services.watched.add({ ...draft, addedAt: now, since: now });
  await services.state.refresh();
  const watching = t('{0} is watched: {1}.', name, watchedLife(expiry, now));
  const next =
    expiry.kind === 'at'
      ? t('You are reminded before that day.')
      : t('Say the date once you know it, to be reminded.');
  void inform(`${watching} ${next}`);
}
