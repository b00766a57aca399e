import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { ReplacedBy } from '../../leaks/replacement.ts';
import { goneText } from '../messages/leakClosing.ts';
import { notEditedText, readOnlyText, replacedText } from '../messages/leakFixes.ts';
import { leakActWords } from '../messages/leaks.ts';
import { inform, warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { notebookOf } from './isWatched.ts';
import { isReadOnly, leakEdit } from './leakEdit.ts';
import { leakNames } from './leakNames.ts';
import { openLeak } from './openLeak.ts';
import { openDocument } from './secretOfLeak.ts';
import { showWhatIsLeft } from './showWhatIsLeft.ts';
import { whenPressed } from './whenPressed.ts';

/**
 * Takes a token out of its file, in the editor: one step to undo, and not saved, so that the person sees what is changed
 * before a file is. What is not on screen is opened first.
 */
export async function replaceLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { leak } = judged;
  const { place } = leak;
  if (place.kind !== 'file') return;
  const { name } = leakNames(place);
  const isOnScreen = vscode.window.visibleTextEditors.some(
    ({ document }) => document.uri.toString() === place.uri,
  );
  // It says itself when it cannot.
  if (!isOnScreen) await openLeak(services, judged);
  const document = openDocument(place.uri);
  if (document === undefined) return;
  if (await isReadOnly(document)) return void warn(readOnlyText(name));
  const planned = leakEdit(document, leak, services.leaks.keeper.print);
  if (planned === undefined) return void warn(goneText(leak));
  if (!(await vscode.workspace.applyEdit(planned.edit))) return void warn(notEditedText(name));
  sayReplaced(services, judged, planned.by);
}

/**
 * Says what is left to do, and who still holds the text: the steps to undo, and the backup that VS Code keeps of a file
 * that is not saved (C13). Waits for nobody.
 */
export function sayReplaced(services: Services, judged: JudgedLeak, by: ReplacedBy): void {
  const { leak } = judged;
  const document = leak.place.kind === 'file' ? openDocument(leak.place.uri) : undefined;
  const { name } = leakNames(leak.place);
  const unsaved = document?.isDirty === true;
  const acts = new Map<string, () => Promise<void>>();
  if (document !== undefined && unsaved) acts.set(vscode.l10n.t('Save'), () => saveWhole(document));
  acts.set(leakActWords('whatIsLeft').label, () =>
    showWhatIsLeft(services, services.leaks.keeper.latest(judged)),
  );
  whenPressed(services, inform(replacedText(leak, by, name, unsaved), ...acts.keys()), acts);
}

/** A cell is saved with its notebook. */
async function saveWhole(document: vscode.TextDocument): Promise<void> {
  const notebook = notebookOf(document.uri)?.toString();
  const whole = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === notebook) ?? document;
  await whole.save();
}
