import * as vscode from 'vscode';
import type { Problem } from '../../shared/failure.ts';
import type { Advice } from './advice.ts';
import { adviseApi } from './api.ts';
import { adviseFetch } from './fetching.ts';
import type { Place } from './place.ts';
import { advisePull } from './pulls.ts';
import { advisePush } from './push.ts';
import { adviseSignIn } from './signIn.ts';
import { nextSteps } from './steps.ts';
import { adviseVault } from './vault.ts';

type Adviser = (problem: never, place?: Place) => Advice | undefined;

const advisers: Readonly<Record<Area, Adviser>> = {
  api: adviseApi as Adviser,
  push: advisePush as Adviser,
  fetch: adviseFetch as Adviser,
  pull: advisePull as Adviser,
  vault: adviseVault as Adviser,
};

export type Area = 'api' | 'push' | 'fetch' | 'pull' | 'vault';

/**
 * Words for a problem. `area` is where the command was when it failed: a few kinds (`offline`, `timeout`) exist in
 * several areas, and the sentence of the area at hand is the right one. An adviser answers undefined for a kind it
 * does not know. `place` is where it was, when that is known: then the diagnosis and its pages are exact.
 */
export function adviseProblem(problem: Problem, area: Area, place?: Place): Advice {
  const advice = adviseAnywhere(problem, area, place);
  const isBorrowed = place?.entry.origin !== undefined;
  // Only what is in the vault can be rotated.
  return isBorrowed && advice.next.kind === 'rotate' ? { ...advice, next: nextSteps().another } : advice;
}

function adviseAnywhere(problem: Problem, area: Area, place: Place | undefined): Advice {
  const own = adviseOwn(problem);
  if (own !== undefined) return own;
  const order = [area, 'vault', 'api', 'push', 'pull'] as const;
  for (const name of order) {
    const advice = advisers[name](problem as never, place);
    if (advice !== undefined) return advice;
  }
  const signIn = (adviseSignIn as Adviser)(problem as never, place);
  if (signIn !== undefined) return signIn;
  return {
    text: vscode.l10n.t(
      'Something unexpected happened. Nothing was sent or changed after it. The details say more.',
    ),
    next: nextSteps().details,
  };
}

/** The pasted address names a host that no setting knows. */
export interface PastedHostProblem {
  readonly kind: 'pastedHostUnknown';
  readonly host: string;
}

/** Problems of the shell itself: where it may act, and what it needs to be told first. */
function adviseOwn(problem: Problem): Advice | undefined {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  switch (problem.kind) {
    case 'pastedHostUnknown':
      return {
        text: t(
          'The address you pasted is on {0}, which is not in your list of GitHub hosts. Nothing was sent or stored. Add it there if you trust it.',
          (problem as PastedHostProblem).host,
        ),
        next: { kind: 'settings', label: t('Open Setting'), setting: 'tokenWarden.hosts' },
      };
    case 'gitExtensionOff':
      return {
        text: t(
          'VS Code’s git extension is off, so no repository is known here. Turn on its setting, or enable the extension.',
        ),
        next: { kind: 'settings', label: t('Open Setting'), setting: 'git.enabled' },
      };
    case 'untrusted':
      return {
        text: t(
          'This workspace is not trusted, so git is not run here. Your tokens can still be managed. Trust it to push.',
        ),
        next: { kind: 'trust', label: t('Manage Trust') },
      };
    case 'pushRunning':
      return {
        text: t(
          'A push, a fetch or a pull request from this folder is running. Wait until it is done, or cancel it.',
        ),
        next: retry,
      };
    case 'pushRunningElsewhere':
      return {
        text: t(
          'Another window is at work in this repository: a push, a fetch or a pull request. Wait until it is done.',
        ),
        next: retry,
      };
    case 'turnsUnusable':
      return {
        text: t(
          'The extension’s storage folder cannot be written, so other windows would not see what runs here. Nothing was sent. Free some space, or check its permissions.',
        ),
        next: retry,
      };
    case 'notChecked':
      return {
        text: t('This kind of token can only be checked inside a repository it serves. Open one.'),
        next: details,
      };
    default:
      return undefined;
  }
}
