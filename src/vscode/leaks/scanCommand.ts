import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type OfferedPlace, planScanPlaces, readChosen, type ScanPlace } from '../../leaks/scanPlaces.ts';
import { countPlaces } from '../../tree/leakNodes.ts';
import { outsideWords, scanPlaceWords, scanResultWords } from '../messages/leakScan.ts';
import { inform } from '../notify.ts';
import { type Choice, pickMany, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import { runScan } from './runScan.ts';

/**
 * Looks for tokens where the person says. Always asks where first, whoever called: outside of the workspace nothing is
 * read, and nothing is listed but names, before it was chosen (D06).
 */
export async function findLeaks(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const { leaks, work } = services;
  const folders = foldersOnDisk();
  const trusted = vscode.workspace.isTrusted;
  const [roots, machine] = trusted ? await Promise.all([rootsOf(services), leaks.machine.files()]) : [[], []];
  const offered = planScanPlaces({ trusted, folders: folders.length, repositories: roots.length, machine });
  if (offered.length === 0) return tellOnlyOpen(services);
  const chosen = await pickMany<ScanPlace>({
    title: t('Find Leaked Tokens'),
    placeholder: trusted
      ? t('Where to look. Nothing is sent anywhere.')
      : t('Where to look. In Restricted Mode no program is run for it, and nothing is sent anywhere.'),
    choices: linesOf(offered),
  });
  if (chosen === undefined || chosen.length === 0) return;
  const outcome = await work.run(t('Looking for leaked tokens'), (signal, report) =>
    runScan(services, { chosen: readChosen(chosen), folders, roots }, signal, report),
  );
  const found = leaks.keeper.all.filter(({ leak }) => outcome.found.has(leak.id));
  await tell(services, scanResultWords(outcome, countPlaces(found)), found);
}

function foldersOnDisk(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

/** Where the git extension is off there is none to look into. */
async function rootsOf({ gitExtension }: Services): Promise<readonly string[]> {
  return (await gitExtension()).roots().catch(() => []);
}

function linesOf(offered: readonly OfferedPlace[]): (Choice<ScanPlace> | vscode.QuickPickItem)[] {
  const line = ({ place, picked }: OfferedPlace): Choice<ScanPlace> => ({
    ...scanPlaceWords(place),
    picked,
    value: place,
  });
  const isOutside = ({ place }: OfferedPlace) => place.kind === 'machine';
  const outside = offered.filter(isOutside);
  const inside = offered.filter((one) => !isOutside(one));
  if (outside.length === 0) return inside.map(line);
  return [...inside.map(line), separator(outsideWords()), ...outside.map(line)];
}

/** Files that are on no disk: what is open is known already, and is all that can be. */
async function tellOnlyOpen(services: Services): Promise<void> {
  const { all } = services.leaks.keeper;
  const words = scanResultWords(
    { files: 0, bytes: 0, unchanged: 0, ignored: 0, ms: 0, gaps: [] },
    countPlaces(all),
  );
  const text = vscode.l10n.t(
    'There are no files on a disk here, so only open documents are looked at. {0}',
    words,
  );
  await tell(services, text, all);
}

async function tell({ leaks }: Services, text: string, found: readonly JudgedLeak[]): Promise<void> {
  const show = vscode.l10n.t('Show');
  const answer = await inform(text, ...(found.length > 0 ? [show] : []));
  if (answer === show) leaks.wanted.fire();
}
