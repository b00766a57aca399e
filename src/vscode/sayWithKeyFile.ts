import * as vscode from 'vscode';
import type { GivenKey } from './askKey.ts';
import { deletedSentence } from './messages/appKeys.ts';
import { fail, inform, warn } from './notify.ts';
import type { Services } from './services.ts';

/** What else a message can lead to. */
export interface PageButton {
  readonly label: string;
  readonly url: string;
}

interface Said {
  readonly text: string;
  readonly pages: readonly PageButton[];
  readonly urgent: boolean;
}

/**
 * Says that a key is stored, and asks whether what it came from is to go, the file or what is in the clipboard (S3-23):
 * nothing is deleted unasked. A page that is opened on the way does not answer that, so the rest is said again. Nobody
 * waits for this: it may lie there for hours.
 */
export function sayWithKeyFile(services: Services, key: GivenKey, said: Said): void {
  void say(services, key, said).catch((error: unknown) =>
    services.log.failure('deleting what a key came from', error),
  );
}

async function say(services: Services, key: GivenKey, { text, pages, urgent }: Said): Promise<void> {
  const { t } = vscode.l10n;
  const { file, pem } = key;
  const [remove, keep, clear] = [t('Delete the File'), t('Keep It'), t('Clear the Clipboard')];
  const held = file === undefined && (await services.clipboard.holds(pem));
  const rest = file
    ? ` ${t('The file still holds the key. Delete it?')}`
    : held
      ? ` ${t('The clipboard still holds the key.')}`
      : '';
  const own = file ? [remove, keep] : held ? [clear] : [];
  const answer = await (urgent ? warn : inform)(text + rest, ...own, ...pages.map(({ label }) => label));
  const page = pages.find(({ label }) => label === answer);
  if (page !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(page.url, true));
    const others = pages.filter((one) => one !== page);
    if (own.length + others.length > 0) await say(services, key, { text, pages: others, urgent });
    return;
  }
  if (answer === clear) await services.clipboard.clearIfHolds(pem);
  if (answer !== remove || file === undefined) return;
  const deleted = await services.appKeys.files.delete(file);
  void (deleted === 'deleted' || deleted === 'gone' ? inform : fail)(deletedSentence(deleted));
}
