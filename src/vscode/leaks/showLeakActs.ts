import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type LeakAct, planActs } from '../../leaks/leakAct.ts';
import { leakActWords, leakTitle } from '../messages/leaks.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { leakActs } from './leakActs.ts';
import { leakNames } from './leakNames.ts';

/** Lists what can be done about a found token, and does what is chosen. */
export async function showLeakActs(services: Services, judged: JudgedLeak): Promise<void> {
  const { place, masked, id } = judged.leak;
  const offered = planActs(judged, { trusted: vscode.workspace.isTrusted }).filter((act) => act in leakActs);
  const act = await pick<LeakAct>({
    title: leakTitle(masked, { place, ...leakNames(place) }),
    placeholder: vscode.l10n.t('What would you like to do?'),
    choices: offered.map((one) => {
      const { icon, label } = leakActWords(one);
      return { label: `$(${icon}) ${label}`, value: one };
    }),
  });
  if (act === undefined) return;
  // As it is by now: it may have been mended while the list was open.
  const now = services.leaks.keeper.leakOf(id);
  if (now !== undefined) await leakActs[act]?.(services, now);
}
