import * as vscode from 'vscode';
import type { SourceTrouble } from '../../sources/source.ts';
import { variableFor } from '../../sources/variables.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import type { Advice } from './advice.ts';
import { adviseProblem } from './adviseFailure.ts';
import { nextSteps } from './steps.ts';

/**
 * Nothing was found that could sign in to a host: what can be done, always in the same words (S4-07, S4-31). Why each login
 * and variable that was asked gave nothing stands in the details.
 */
export function adviseNone(host: GitHubHost, troubles: readonly SourceTrouble[]): Advice {
  return {
    text: vscode.l10n.t(
      'No token for {0} was found. Add one, sign in with a code, run gh auth login --hostname {0}, or set {1}.',
      host.name,
      variableFor(host),
    ),
    more: troubles.map(({ problem }) => adviseProblem(problem, 'api').text),
    next: nextSteps().add,
  };
}
