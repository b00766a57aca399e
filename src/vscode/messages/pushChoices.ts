import * as vscode from 'vscode';
import type { PushProblem } from '../../push/problems.ts';
import type { Advice } from './advice.ts';

type ChoiceProblem = Extract<PushProblem, { kind: 'staleLease' | 'tagExists' | 'atomicUnsupported' }>;

/** Why a push with options was refused, in our words. */
export function adviseChoice(problem: ChoiceProblem): Advice {
  const { t } = vscode.l10n;
  const withOptions = { kind: 'pushWithOptions', label: t('Choose Again') } as const;
  switch (problem.kind) {
    case 'staleLease':
      return {
        text: t(
          'GitHub’s branch has moved since you last fetched, so it was not overwritten. Fetch, look at what came, then decide again.',
        ),
        next: { kind: 'fetch', label: t('Fetch with Token') },
      };
    case 'tagExists':
      return {
        text: t(
          'GitHub already has a tag {0} that points elsewhere, so nothing was pushed. Push without it, or rename it.',
          problem.tag,
        ),
        next: withOptions,
      };
    case 'atomicUnsupported':
      return {
        text: t(
          'This server cannot take a branch and its tags as one, so nothing was pushed. Push without the tags.',
        ),
        next: withOptions,
      };
  }
}
