import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { rotateEntry } from '../commands/rotateToken.ts';
import { latestEntry } from '../latestEntry.ts';
import { warn } from '../notify.ts';
import type { Services } from '../services.ts';

/** The rotation of the entry whose token lies there. What lies there is the old one from then on. */
export async function rotateLeak(services: Services, { ours }: JudgedLeak): Promise<void> {
  const entry = ours && (await latestEntry(services, ours.entryId));
  if (entry !== undefined) return rotateEntry(services, entry);
  void warn(
    vscode.l10n.t('The entry of this token was removed meanwhile. Check whether the token is alive.'),
  );
}
