import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type LeakAct, planActs } from '../../leaks/leakAct.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { type LeakButton, type LeakWords, leakButton } from '../messages/leakClosing.ts';
import { fail, inform, warn } from '../notify.ts';
import { sayFailure } from '../say.ts';
import type { Services } from '../services.ts';
import { stepActs } from '../stepActs.ts';
import { leakActs } from './leakActs.ts';

/** The act behind a button; opening a page is none. */
const acts: Readonly<Record<Exclude<LeakButton, 'page'>, LeakAct>> = Object.freeze({
  revoke: 'revoke',
  rotate: 'rotate',
  check: 'check',
  replace: 'replace',
  left: 'whatIsLeft',
  again: 'revoke',
});

/**
 * Says what came of an act, with the next ones as buttons: those that are offered for the leak as it is known by then. The
 * act is over with that, because a message may lie there for hours.
 */
export function sayLeak(services: Services, judged: JudgedLeak, words: LeakWords, host?: GitHubHost): void {
  const { leak } = judged;
  const latest = () => services.leaks.keeper.latest(judged);
  const offered = planActs(latest(), { trusted: vscode.workspace.isTrusted });
  const buttons = words.buttons.filter((button) =>
    button === 'page'
      ? host !== undefined
      : offered.includes(acts[button]) && leakActs[acts[button]] !== undefined,
  );
  const show = { info: inform, warning: warn, error: fail }[words.severity];
  const answered = async (answer: string | undefined) => {
    const button = buttons.find((one) => leakButton(one) === answer);
    if (button === 'page' && host !== undefined) {
      await vscode.env.openExternal(vscode.Uri.parse(managePage(host, leak.kind).url, true));
    } else if (button !== undefined && button !== 'page') {
      // Mended meanwhile: the token may still have to be ended, and the list of what is left be read.
      await leakActs[acts[button]]?.(services, latest());
    }
  };
  void Promise.resolve(show(words.text, ...buttons.map(leakButton)))
    .then(answered)
    .catch((error: unknown) => sayFailure(error, 'api', services.log, stepActs(services)));
}
