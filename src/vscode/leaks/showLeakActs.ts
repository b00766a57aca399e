import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type LeakAct, planActs } from '../../leaks/leakAct.ts';
import { leakActWords, leakTitle } from '../messages/leaks.ts';
import { type Choice, pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { goToLeak } from './goToLeak.ts';
import { actOn } from './leakActs.ts';
import { leakNames } from './leakNames.ts';

/** Lists what can be done about a found token, and does what is chosen. */
export async function showLeakActs(services: Services, judged: JudgedLeak): Promise<void> {
  const { place, masked } = judged.leak;
  const act = await pick<LeakAct | 'goTo'>({
    title: leakTitle(masked, { place, ...leakNames(place) }),
    placeholder: vscode.l10n.t('What would you like to do?'),
    choices: choicesFor(judged),
  });
  if (act === undefined) return;
  if (act === 'goTo') return goToLeak(judged.leak, { preserveFocus: false });
  await actOn(services, act, judged);
}

function choicesFor(judged: JudgedLeak): readonly Choice<LeakAct | 'goTo'>[] {
  const acts = planActs(judged, { trusted: vscode.workspace.isTrusted });
  const lines = acts.map((act): Choice<LeakAct | 'goTo'> => {
    const { icon, label } = leakActWords(act);
    return { label: `$(${icon}) ${label}`, value: act };
  });
  const goTo = { label: `$(go-to-file) ${vscode.l10n.t('Go to It')}`, value: 'goTo' } as const;
  return judged.leak.place.kind === 'file' ? [...lines, goTo] : lines;
}
