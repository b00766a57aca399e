import * as vscode from 'vscode';
import type { Permissions } from '../../shared/permissions.ts';
import type { AdviceStep } from './advice.ts';

/** The buttons under a refusal: one label for one act, wherever it stands. */
export function nextSteps() {
  const { t } = vscode.l10n;
  return {
    rotate: { kind: 'rotate', label: t('Rotate Token') },
    add: { kind: 'add', label: t('Add Token') },
    another: { kind: 'useAnother', label: t('Use Another Token') },
    push: { kind: 'push', label: t('Push Branch') },
    pullRequest: { kind: 'pullRequest', label: t('Create Draft Pull Request') },
    retry: { kind: 'retry', label: t('Try Again') },
    sourceControl: { kind: 'sourceControl', label: t('Open Source Control') },
    details: { kind: 'details', label: t('Show Details') },
  } as const satisfies Readonly<Record<string, AdviceStep>>;
}

/** A new token like the old one, with what was missing added to its form and checklist. */
export function getIt(grant: Permissions): AdviceStep {
  return { kind: 'rotate', label: vscode.l10n.t('Get It'), grant };
}

export function settingStep(setting: string): AdviceStep {
  return { kind: 'settings', label: vscode.l10n.t('Open Setting'), setting };
}

/** `url` is made from our own parts, or was checked to be on the known host (B06). */
export function pageStep(url: string, label = vscode.l10n.t('Open on GitHub')): AdviceStep {
  return { kind: 'open', label, url };
}
