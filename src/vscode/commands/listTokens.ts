import * as vscode from 'vscode';
import type { Entry } from '../../tokens/entry.ts';
import type { UnreadableWhy } from '../../vault/problems.ts';
import { judgeWatched } from '../../watched/judgeWatched.ts';
import type { WatchedToken } from '../../watched/watchedToken.ts';
import { unreadableWords, whereKeptSentence } from '../messages/keeping.ts';
import { placeLine, watchedLife } from '../messages/watched.ts';
import { kindWord } from '../messages/words.ts';
import { inform, warn } from '../notify.ts';
import { openInstallations, openManagePage } from '../openManagePage.ts';
import { entryChoice, offerFirstToken } from '../pickEntry.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import type { State } from '../stateKeeper.ts';
import { whereKept } from '../whereKept.ts';
import { acceptFinding, withdrawAcceptances } from './acceptFinding.ts';
import { changePurpose, checkToken, copyEntry, forgetToken, renameEntry } from './entryActions.ts';
import { probeEntry } from './probePermissions.ts';
import { revokeChosen } from './revokeToken.ts';
import { rotateEntry } from './rotateToken.ts';
import { showPermissions } from './showPermissions.ts';
import { showTokenHistory } from './tokenHistory.ts';
import { showWatched } from './watchedActions.ts';
import { watchToken } from './watchToken.ts';

type Listed =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'lost'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly id: string; readonly why: UnreadableWhy }
  | { readonly kind: 'watched'; readonly token: WatchedToken }
  | { readonly kind: 'add' | 'app' | 'watch' };

/** All tokens, masked; choosing one offers what can be done with it. What was lost is listed as lost. */
export async function listTokens(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const state = await services.state.refresh();
  const { entries, lost, unreadable } = state.view;
  const { watched } = state;
  const elsewhere = watched.tokens.length + watched.unreadable.length;
  if (entries.length + lost.length + unreadable.length + elsewhere === 0) return offerFirstToken(state.view);
  const lines = entries.map((entry) => entryChoice(services, state, entry));
  const choices: (Choice<Listed> | vscode.QuickPickItem)[] = lines.map((line) => ({
    ...line,
    value: { kind: 'entry', entry: line.value },
  }));
  if (lost.length > 0) choices.push(separator(t('Gone from the store')));
  for (const one of lost) {
    choices.push({
      label: `$(question) ${kindWord(one.kind)}`,
      description: one.host ?? '',
      detail: t('The keyring changed or was reset. At GitHub the token lives on'),
      value: { kind: 'lost', id: one.id },
    });
  }
  if (unreadable.length > 0) {
    choices.push(separator(t('Cannot be read')));
  }
  for (const { id, why } of unreadable) {
    const { line } = unreadableWords(why);
    choices.push({
      label: `$(circle-slash) ${t('stored value')}`,
      detail: line,
      value: { kind: 'unreadable', id, why },
    });
  }
  choices.push(
    ...livingElsewhere(services, state),
    separator(''),
    { label: `$(add) ${t('Add Token…')}`, ...keptWhere(), value: { kind: 'add' } },
    { label: `$(robot) ${t('Add GitHub App…')}`, value: { kind: 'app' } },
    { label: `$(eye) ${t('Watch a Token That Lives Elsewhere…')}`, value: { kind: 'watch' } },
  );
  const chosen = await pick<Listed>({
    title: t('Tokens'),
    placeholder: t('Choose a token to see what can be done with it'),
    choices,
  });
  switch (chosen?.kind) {
    case 'entry':
      return showActions(services, chosen.entry);
    case 'lost':
      return dismissLost(services, chosen.id);
    case 'unreadable':
      return forgetUnreadable(services, chosen.id, chosen.why);
    case 'watched':
      return showWatched(services, chosen.token);
    case 'watch':
      return watchToken(services);
    case 'app':
      return void (await vscode.commands.executeCommand('tokenWarden.addApp'));
    case 'add':
      return void (await vscode.commands.executeCommand('tokenWarden.addToken'));
    default:
  }
}

/** A line below, and not beside: what stands beside a long label cuts it. */
function keptWhere(): { readonly detail?: string } {
  const detail = whereKeptSentence(whereKept());
  return detail === '' ? {} : { detail };
}

function livingElsewhere(
  services: Services,
  { watched, now }: State,
): (Choice<Listed> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const lines = watched.tokens.map((token): Choice<Listed> => {
    const loud = judgeWatched([token], now, services.policy()).find(({ severity }) => severity !== 'info');
    return {
      label: `$(${loud?.severity ?? 'eye'}) ${token.name}`,
      description: watchedLife(token.expiry, now),
      detail: [placeLine(token.place), token.owner, token.note].filter(Boolean).join(' · '),
      value: { kind: 'watched', token },
    };
  });
  return [
    ...(lines.length === 0 ? [] : [separator(t('Live elsewhere')), ...lines]),
    ...(watched.unreadable.length === 0
      ? []
      : [separator(t('{0} files cannot be read and are left as they are', watched.unreadable.length))]),
  ];
}

type Act = (services: Services, entry: Entry) => Promise<void>;

/** What can be done with one entry. */
export async function showActions(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const item = (icon: string, label: string, value: Act): Choice<Act> => ({
    label: `$(${icon}) ${label}`,
    value,
  });
  const ofApp = entry.kind === 'app-key';
  const tokens = (...items: Choice<Act>[]) => (ofApp ? [] : items);
  const act = await pick<Act>({
    title: entry.name,
    placeholder: t('What should be done?'),
    choices: [
      item('sync', ofApp ? t('Add New Key') : t('Rotate'), rotateEntry),
      item('search', t('Check Now'), checkToken),
      ...tokens(item('tag', t('Change What It Is For'), changePurpose)),
      item('check', t('Accept a Finding'), acceptFinding),
      ...(entry.accepted.length > 0
        ? [item('discard', t('Take Acceptances Back'), withdrawAcceptances)]
        : []),
      item('edit', t('Rename'), renameEntry),
      item('shield', t('What It May Do'), showPermissions),
      ...tokens(item('beaker', t('Probe Permissions'), probeEntry)),
      item('history', t('What Was Done with It'), showTokenHistory),
      ...tokens(item('copy', t('Copy, Cleared After One Minute'), copyEntry)),
      item('link-external', t('Open Its Page on GitHub'), (_services, chosen) => openManagePage(chosen)),
      ...(ofApp
        ? [
            item('link-external', t('Where It Is Installed'), (_services, chosen) =>
              openInstallations(chosen),
            ),
          ]
        : [
            item('circle-slash', t('Revoke at GitHub'), (all, chosen) =>
              revokeChosen(all, [{ entry: chosen, which: 'present' }]),
            ),
          ]),
      item('trash', t('Forget'), forgetToken),
    ],
  });
  await act?.(services, entry);
}

/** Says that a secret is gone, and what can be done about it. */
export async function dismissLost(services: Services, id: string): Promise<void> {
  const { t } = vscode.l10n;
  const add = t('Add It Again');
  const remove = t('Take Off the List');
  const text = t('The store no longer has this secret. If it comes back, it is shown again.');
  const answer = await warn(text, add, remove);
  if (answer === remove) {
    await services.vault.dismissLost(id);
    await services.state.refresh();
  }
  if (answer === add) await vscode.commands.executeCommand('tokenWarden.addToken');
}

/** Only after the person read what it means: a newer version may be able to read it (F08). */
async function forgetUnreadable(services: Services, id: string, why: UnreadableWhy): Promise<void> {
  const { t } = vscode.l10n;
  const answer = await pick<'keep' | 'forget'>({
    title: t('Stored Value That Cannot Be Read'),
    placeholder: unreadableWords(why).meaning,
    choices: [
      { label: `$(discard) ${t('Leave It as It Is')}`, value: 'keep' },
      { label: `$(trash) ${t('Forget It')}`, value: 'forget' },
    ],
  });
  if (answer !== 'forget') return;
  await services.vault.forgetUnreadable(id);
  await services.state.refresh();
  void inform(t('The value is gone from the store.'));
}
