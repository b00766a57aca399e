import * as vscode from 'vscode';
import type { Entry } from '../../tokens/entry.ts';
import { kindWord } from '../messages/words.ts';
import { warn } from '../notify.ts';
import { openManagePage } from '../openManagePage.ts';
import { entryChoice, offerFirstToken } from '../pickEntry.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import { acceptFinding, withdrawAcceptances } from './acceptFinding.ts';
import { changePurpose, checkToken, copyEntry, forgetToken, renameEntry } from './entryActions.ts';
import { probeEntry } from './probePermissions.ts';
import { revokeChosen } from './revokeToken.ts';
import { rotateEntry } from './rotateToken.ts';
import { showPermissions } from './showPermissions.ts';
import { showTokenHistory } from './tokenHistory.ts';

type Listed =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'lost'; readonly id: string }
  | { readonly kind: 'add' };

/** All tokens, masked; choosing one offers what can be done with it. What was lost is listed as lost. */
export async function listTokens(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const state = await services.state.refresh();
  const { entries, lost, unreadable } = state.view;
  if (entries.length + lost.length + unreadable.length === 0) return offerFirstToken(state.view);
  const lines = await Promise.all(entries.map((entry) => entryChoice(services, state, entry)));
  const choices: (Choice<Listed> | vscode.QuickPickItem)[] = lines.map((line) => ({
    ...line,
    value: { kind: 'entry', entry: line.value },
  }));
  if (lost.length > 0) choices.push(separator(t('Gone from the store')));
  for (const one of lost) {
    choices.push({
      label: `$(question) ${kindWord(one.kind)}`,
      description: one.host ?? '',
      detail: t(
        'The secret is gone: the keyring changed or was reset. At GitHub nothing happened to the token.',
      ),
      value: { kind: 'lost', id: one.id },
    });
  }
  if (unreadable.length > 0) {
    choices.push(
      separator(t('{0} stored values cannot be read and are left as they are', unreadable.length)),
    );
  }
  choices.push(separator(''), { label: `$(add) ${t('Add Token…')}`, value: { kind: 'add' } });
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
    case 'add':
      return void (await vscode.commands.executeCommand('tokenWarden.addToken'));
    default:
  }
}

type Act = (services: Services, entry: Entry) => Promise<void>;

/** What can be done with one entry. */
async function showActions(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const item = (icon: string, label: string, value: Act): Choice<Act> => ({
    label: `$(${icon}) ${label}`,
    value,
  });
  const act = await pick<Act>({
    title: entry.name,
    placeholder: t('What should be done?'),
    choices: [
      item('sync', t('Rotate'), rotateEntry),
      item('search', t('Check Now'), checkToken),
      item('tag', t('Change What It Is For'), changePurpose),
      item('check', t('Accept a Finding'), acceptFinding),
      ...(entry.accepted.length > 0
        ? [item('discard', t('Take Acceptances Back'), withdrawAcceptances)]
        : []),
      item('edit', t('Rename'), renameEntry),
      item('shield', t('What It May Do'), showPermissions),
      item('beaker', t('Probe What It May Do'), probeEntry),
      item('history', t('What Was Done with It'), showTokenHistory),
      item('copy', t('Copy, Cleared After One Minute'), copyEntry),
      item('link-external', t('Open Its Page on GitHub'), (_services, chosen) => openManagePage(chosen)),
      item('circle-slash', t('Revoke at GitHub…'), (all, chosen) =>
        revokeChosen(all, [{ entry: chosen, which: 'present' }]),
      ),
      item('trash', t('Forget'), forgetToken),
    ],
  });
  await act?.(services, entry);
}

async function dismissLost(services: Services, id: string): Promise<void> {
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
