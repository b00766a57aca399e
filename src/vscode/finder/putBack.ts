import * as vscode from 'vscode';
import { openDocument } from '../leaks/secretOfLeak.ts';
import { notPutBackText, putBackText } from '../messages/finderCleaning.ts';
import { inform, warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { lookAtFile } from './lookAtFile.ts';
import type { TakenOutHere } from './takenOut.ts';

/** Puts a token back where it was taken out, while the file is as it was left. Asked once more it has nothing to do. */
export async function putBack(services: Services, out: TakenOutHere): Promise<void> {
  const { cleaner, takenOut } = services.leaks;
  const { path } = out.taken;
  if (!takenOut.includes(out)) return;
  const uri = vscode.Uri.file(path).toString();
  if (openDocument(uri)?.isDirty === true) return void warn(notPutBackText({ kind: 'unsaved' }, out));
  const end = await cleaner.putBack(out.taken);
  await lookAtFile(services, uri);
  if (end.kind !== 'back') return void warn(notPutBackText(end, out));
  takenOut.splice(takenOut.indexOf(out), 1);
  void inform(putBackText(out));
}
