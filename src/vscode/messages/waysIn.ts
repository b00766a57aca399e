import * as vscode from 'vscode';
import type { PlannedWay, WayNote } from '../../sources/planWaysIn.ts';

/** One short line each: what does not fit into the list is cut off. */
export interface WayWords {
  readonly label: string;
  readonly gives: string;
  readonly costs: string;
}

/** `variable`: the one that names the GitHub at hand. */
export function wayWords({ way, note }: PlannedWay, variable: string): WayWords {
  const { t } = vscode.l10n;
  switch (way) {
    case 'paste':
      return {
        label: note === 'classicHere' ? t('Paste a Classic Token') : t('Paste a Fine-Grained Token'),
        gives: note === 'classicHere' ? t('ready in a minute') : t('as narrow as you make it'),
        costs: t('Tied to you. Before it ends you make the next one.'),
      };
    case 'login':
      return {
        label: t('Use a Login of gh, VS Code or git'),
        gives: t('already there'),
        costs: t('Tied to this machine, hard to standardize, mostly broader than needed.'),
      };
    case 'app':
      return {
        label: t('Add a GitHub App'),
        gives: t('an hour, one repository, tied to nobody'),
        costs: t('Its owner has to review it and install it, and its key has to be kept.'),
      };
    case 'device':
      return {
        label: t('Sign In with a Device Code'),
        gives: t('nothing to copy, renewed for you'),
        costs: t('Needs an App that allows it, and acts as you.'),
      };
    case 'broker':
      return {
        label: t('Set Up a Token Broker'),
        gives: t('revoked and recorded in one place'),
        costs: t('The most complex: a service of your team that has to run.'),
      };
    case 'environment':
      return {
        label: t('Use an Environment Variable'),
        gives: variable,
        costs: t('For scripts. You hand it out; fewer records tell who had it.'),
      };
  }
}

export function wayNoteText(note: WayNote): string {
  const { t } = vscode.l10n;
  switch (note) {
    case 'advisedFirst':
      return t('advised to begin with');
    case 'advisedNamed':
      return t('advised: in settings');
    case 'classicHere':
      return t('this GitHub has no fine-grained ones');
    case 'sessionOnly':
      return t('Restricted Mode: VS Code only');
    case 'offInSettings':
      return t('off in your settings');
  }
}
