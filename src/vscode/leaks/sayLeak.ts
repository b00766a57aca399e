import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type LeakAct, planActs } from '../../leaks/leakAct.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import type { LeakWords } from '../messages/leakClosing.ts';
import { leakActWords } from '../messages/leaks.ts';
import { fail, inform, warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { leakActs } from './leakActs.ts';
import { whenPressed } from './whenPressed.ts';

/**
 * Says what came of an act, with the next ones as buttons: those that are offered for the leak as it is known by then. The
 * act is over with that, because a message may lie there for hours.
 */
export function sayLeak(services: Services, judged: JudgedLeak, words: LeakWords, host?: GitHubHost): void {
  const { leak } = judged;
  const latest = () => services.leaks.keeper.latest(judged);
  const offered = planActs(latest(), { trusted: vscode.workspace.isTrusted });
  const buttons = words.buttons.filter((button) =>
    button === 'page' ? host !== undefined : offered.includes(button),
  );
  const labelOf = (button: LeakAct | 'page') =>
    button === 'page' ? vscode.l10n.t('Open Its Page') : leakActWords(button).label;
  const show = { info: inform, warning: warn, error: fail }[words.severity];
  const press = async (button: LeakAct | 'page') => {
    if (button !== 'page') return leakActs[button](services, latest());
    if (host !== undefined) {
      await vscode.env.openExternal(vscode.Uri.parse(managePage(host, leak.kind).url, true));
    }
  };
  const acts = new Map(buttons.map((button) => [labelOf(button), () => press(button)] as const));
  whenPressed(services, show(words.text, ...acts.keys()), acts);
}
