import * as vscode from 'vscode';
import { type Find, type FindAct, planFindActs } from '../../leaks/machineFinds.ts';
import { actWords, findLine, findsPlaceholder } from '../messages/finder.ts';
import { putBackLine } from '../messages/finderCleaning.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';
import { actOnFind } from './actOnFind.ts';
import type { Around } from './lookAround.ts';
import { putBack } from './putBack.ts';
import type { TakenOutHere } from './takenOut.ts';

type Line =
  | { readonly kind: 'find'; readonly find: Find }
  | { readonly kind: 'out'; readonly out: TakenOutHere };

/** One line for each token, and what to do with the one that is chosen; then the list again, as it is by then. */
export async function showFinds(services: Services, around: Around): Promise<void> {
  for (;;) {
    const finds = around.finds();
    const choices = await linesOf(services, finds);
    if (choices.length === 0) return;
    const chosen = await pick<Line>({
      title: vscode.l10n.t('Tokens on This Machine'),
      placeholder: findsPlaceholder(finds.length, around.gaps),
      choices,
    });
    if (chosen === undefined) return;
    if (chosen.kind === 'out') await putBack(services, chosen.out);
    else {
      const act = await askAct(chosen.find);
      if (act !== undefined && (await actOnFind(services, chosen.find, act)) === 'left') return;
      // The last one is gone: what is left to do is on the buttons of what was said.
      if (around.finds().length === 0) return;
    }
  }
}

async function linesOf(
  { state, leaks }: Services,
  finds: readonly Find[],
): Promise<(Choice<Line> | vscode.QuickPickItem)[]> {
  const { view } = await state.refresh(Number.POSITIVE_INFINITY);
  const names = new Map(view.entries.map(({ id, name }) => [id, name]));
  const known = readHosts().hosts.map(({ name }) => name);
  const lines = finds.map((find): Choice<Line> => {
    const entryName = names.get(find.standing.ours?.entryId ?? '');
    return { ...findLine(find, entryName, known), value: { kind: 'find', find } };
  });
  const outs = leaks.takenOut
    .toReversed()
    .map((out): Choice<Line> => ({ ...putBackLine(out), value: { kind: 'out', out } }));
  return outs.length === 0
    ? lines
    : [...lines, separator(vscode.l10n.t('Taken out in this window')), ...outs];
}

function askAct(find: Find): Promise<FindAct | undefined> {
  return pick<FindAct>({
    title: find.masked,
    placeholder: vscode.l10n.t('What would you like to do?'),
    choices: planFindActs(find).map((act) => ({ ...actWords(act), value: act })),
  });
}
