import * as vscode from 'vscode';
import type { Find } from '../../leaks/machineFinds.ts';
import type { MachineFile } from '../../leaks/ports.ts';
import { openDocument, secretOfLeak } from '../leaks/secretOfLeak.ts';
import { whenPressed } from '../leaks/whenPressed.ts';
import { cleanedText, notCleanedText, putBackWord } from '../messages/finderCleaning.ts';
import { inform, warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { lookAtFile } from './lookAtFile.ts';
import { putBack } from './putBack.ts';

/** Takes a token out of one file, and offers to put it back. `keptAs`: the entry that has it by now. */
export async function cleanFile(
  services: Services,
  find: Find,
  file: MachineFile,
  keptAs?: string,
): Promise<void> {
  const { leaks } = services;
  const uri = vscode.Uri.file(file.path).toString();
  // What is typed and not saved would be written over it, and the token with it.
  if (openDocument(uri)?.isDirty === true) return void warn(notCleanedText({ kind: 'unsaved' }, file.path));
  const here = find.spots.find((spot) => spot.kind === 'leak' && spot.file?.path === file.path);
  // From here on the redactor knows it.
  if (here?.kind === 'leak') await secretOfLeak(services, here.judged.leak).catch(() => undefined);
  const cleaned = await leaks.cleaner.clean(file, find.print);
  await lookAtFile(services, uri);
  if (cleaned.kind !== 'cleaned') return void warn(notCleanedText(cleaned, file.path));
  const out = { taken: cleaned.taken, masked: find.masked };
  leaks.takenOut.push(out);
  const text = cleanedText(find.masked, file, cleaned.stuck, keptAs);
  const acts = new Map([[putBackWord(), () => putBack(services, out)]]);
  whenPressed(services, inform(text, ...acts.keys()), acts);
}
