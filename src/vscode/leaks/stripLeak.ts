import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { withIds } from '../../leaks/leak.ts';
import { lookIn } from '../../leaks/lookIn.ts';
import { goneText } from '../messages/leakClosing.ts';
import { replaceTitle, stripDetail, strippedText, stuckText } from '../messages/leakFixes.ts';
import { leakActWords } from '../messages/leaks.ts';
import { inform, warn } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { leakNames } from './leakNames.ts';
import { moveLeak } from './moveLeak.ts';
import { replaceLeak } from './replaceLeak.ts';
import { showWhatIsLeft } from './showWhatIsLeft.ts';
import { whenPressed } from './whenPressed.ts';

/**
 * Has git take a token out of the addresses of a repository's configuration. It is saved at once and nothing keeps the
 * old address, so it is asked first; and a token that is nowhere else can be moved to the vault before.
 */
export async function stripLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { leak } = judged;
  const { keeper } = services.leaks;
  if (leak.place.kind !== 'file') return;
  const path = vscode.Uri.parse(leak.place.uri, true).fsPath;
  const file = { path, folder: path.replace(/[\\/]\.git[\\/].*$/, '') };
  const git = await openGit(services);
  const planned = await git.planStripping(file, leak.print, keeper.print);
  if (planned.steps.length === 0) {
    return planned.stuck ? sayStuck(services, judged) : void warn(goneText(leak));
  }
  const keys = planned.steps.map(({ key }) => key);
  const answer = await ask(judged, keys);
  if (answer === undefined) return;
  if (answer === 'move') {
    await moveLeak(services, judged);
    // Left before it was stored: then it stays where it is.
    if (keeper.latest(judged).ours === undefined) return;
  }
  const left = await git.stripAddresses(file, leak.print, keeper.print);
  await lookAgain(services, leak.place.uri);
  if (left.steps.length > 0 || left.stuck) return sayStuck(services, judged);
  const next = new Map([
    [leakActWords('whatIsLeft').label, () => showWhatIsLeft(services, keeper.latest(judged))],
  ]);
  whenPressed(services, inform(strippedText(leak, keys), ...next.keys()), next);
}

function ask({ ours }: JudgedLeak, keys: readonly string[]): Promise<'strip' | 'move' | undefined> {
  const { t } = vscode.l10n;
  const strip = {
    label: replaceTitle({ kind: 'address' }),
    detail: t('Saved at once, and cannot be undone: {0}', stripDetail(keys)),
    value: 'strip' as const,
  };
  const move = {
    label: t('Move It to the Vault First'),
    detail: t('Kept under a name, and then taken out of the address'),
    value: 'move' as const,
  };
  return pick<'strip' | 'move'>({
    title: leakActWords('stripRemote').label,
    placeholder: t('The address stays as it is without user and password'),
    choices: ours === undefined ? [move, strip] : [strip],
  });
}

/** There it is a text like another. */
function sayStuck(services: Services, judged: JudgedLeak): void {
  const { keeper } = services.leaks;
  const open = new Map([[leakActWords('replace').label, () => replaceLeak(services, keeper.latest(judged))]]);
  const { name } = leakNames(judged.leak.place);
  whenPressed(services, warn(stuckText(judged.leak, name), ...open.keys()), open);
}

/** A configuration is no file of the workspace: nobody else looks at it after a change. */
export async function lookAgain({ leaks: { keeper } }: Pick<Services, 'leaks'>, uri: string): Promise<void> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
  keeper.book.setFile(uri, withIds({ kind: 'file', uri }, lookIn(text, keeper.print)));
  keeper.changed();
}
