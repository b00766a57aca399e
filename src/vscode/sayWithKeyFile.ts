import * as vscode from 'vscode';
import type { KeyFile } from '../apps/keys/keyFile.ts';
import { deletedSentence } from './messages/appKeys.ts';
import { fail, inform, warn } from './notify.ts';
import type { Services } from './services.ts';

/** What else a message can lead to. */
export interface PageButton {
  readonly label: string;
  readonly url: string;
}

/**
 * Says that a key is stored, and asks whether its file is to go: it is never deleted unasked. A page that is opened on the
 * way does not answer that, so the rest is said again. Nobody waits for this: it may lie there for hours.
 */
export function sayWithKeyFile(
  services: Services,
  text: string,
  file: KeyFile | undefined,
  pages: readonly PageButton[],
  urgent: boolean,
): void {
  void say(services, text, file, pages, urgent).catch((error: unknown) =>
    services.log.failure('deleting the file of a key', error),
  );
}

async function say(
  services: Services,
  text: string,
  file: KeyFile | undefined,
  pages: readonly PageButton[],
  urgent: boolean,
): Promise<void> {
  const { t } = vscode.l10n;
  const [remove, keep] = [t('Delete the File'), t('Keep It')];
  const question = file === undefined ? '' : ` ${t('The file still holds the key. Delete it?')}`;
  const buttons = [...(file === undefined ? [] : [remove, keep]), ...pages.map(({ label }) => label)];
  const answer = await (urgent ? warn : inform)(text + question, ...buttons);
  const page = pages.find(({ label }) => label === answer);
  if (page !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(page.url, true));
    const rest = pages.filter((one) => one !== page);
    return file === undefined && rest.length === 0 ? undefined : say(services, text, file, rest, urgent);
  }
  if (answer !== remove || file === undefined) return;
  const deleted = await services.appKeys.files.delete(file);
  void (deleted === 'deleted' || deleted === 'gone' ? inform : fail)(deletedSentence(deleted));
}
