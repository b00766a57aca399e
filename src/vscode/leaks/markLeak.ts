import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { planActs } from '../../leaks/leakAct.ts';
import { judgeReason } from '../../leaks/testReason.ts';
import { reasonFault } from '../messages/leakFixes.ts';
import { askText } from '../prompts.ts';
import type { Services } from '../services.ts';

/** Keeps why a found token is none. Not for one of ours, nor for one that GitHub knows (I15). */
export async function markLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { t } = vscode.l10n;
  const { keeper } = services.leaks;
  if (!mayMark(keeper.latest(judged))) return;
  const { print, masked } = judged.leak;
  const reason = await askText({
    title: t('Mark {0} as Test Data', masked),
    prompt: t(
      'Why is it not a leak? It stays in the list of leaks with this reason, and you can undo that there.',
    ),
    placeholder: t('Made up for a test · Expired sample from the documentation'),
    refuse: (value) => {
      const fault = judgeReason(value);
      return fault && reasonFault(fault);
    },
  });
  // While the box was open, it may have been found to be alive.
  if (reason === undefined || !mayMark(keeper.latest(judged))) return;
  await keeper.markTestData({ print, reason: reason.trim(), at: services.clock.now() });
}

export async function unmarkLeak(services: Services, { leak }: JudgedLeak): Promise<void> {
  await services.leaks.keeper.unmarkTestData(leak.print);
}

function mayMark(judged: JudgedLeak): boolean {
  return planActs(judged, { trusted: true }).includes('markTestData');
}
