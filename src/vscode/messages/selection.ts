import * as vscode from 'vscode';
import type { Obstacle, SelectionReason } from '../../tokens/selectEntry.ts';
import { modeWord } from './words.ts';

/** Why an entry is offered for a repository. */
export function reasonWord(reason: SelectionReason): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<SelectionReason, string>> = {
    override: t('chosen for the next action'),
    'repository-binding': t('chosen for this repository'),
    'owner-binding': t('chosen for this owner'),
    'host-binding': t('chosen for this host'),
    owner: t('acts for this owner'),
    login: t('of this account'),
    app: modeWord('app'),
    broker: modeWord('broker'),
    environment: modeWord('environment'),
    only: t('the only one of this host'),
    session: t('logged in already on this machine'),
    other: t('of this host'),
  };
  return words[reason];
}

/** Why an entry that is offered would not simply be used. */
export function obstacleWord(obstacle: Obstacle): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Obstacle, string>> = {
    over: t('expired or dead'),
    'other-owner': t('acts for another owner'),
    unfit: t('not made for this'),
  };
  return words[obstacle];
}

/** Why the one that would be used for a repository is not. */
export function blockedText(name: string, repository: string, obstacle: Obstacle): string {
  const { t } = vscode.l10n;
  switch (obstacle) {
    case 'over':
      return t('{0} would be used for {1}, but is expired or dead.', name, repository);
    case 'other-owner':
      return t('{0} would be used for {1}, but acts for another owner.', name, repository);
    case 'unfit':
      return t('{0} would be used for {1}, but is not made for this.', name, repository);
  }
}
