import * as vscode from 'vscode';
import { repositoryPage } from '../../github/settingsPages.ts';
import { installationStep } from './access.ts';
import type { Advice } from './advice.ts';
import type { Place } from './place.ts';
import { nextSteps, pageStep } from './steps.ts';

/** Repositories and installations that take nothing from anybody. No token helps; a person at GitHub does. */

export function adviseArchived(place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  return {
    text: t('The repository is archived and takes no changes. Ask an owner to unarchive it.'),
    next: repositoryStep(place),
  };
}

export function adviseDisabled(place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  return {
    text: t('GitHub has blocked this repository. Its page says more; only its owner can act on it.'),
    next: repositoryStep(place),
  };
}

export function adviseSuspended(place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  return {
    text: t('The installation of the app behind this token is suspended. Ask an owner to resume it.'),
    next: place === undefined ? nextSteps().another : installationStep(place),
  };
}

function repositoryStep(place: Place | undefined) {
  return place === undefined
    ? nextSteps().details
    : pageStep(repositoryPage(place.host, place.owner, place.repo));
}
