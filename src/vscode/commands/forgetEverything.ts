import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { ForgottenEverything } from '../../vault/forgetAll.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import { isShared } from '../../vault/whereKept.ts';
import { journalEntry } from '../journaling.ts';
import {
  countLeft,
  type Forgetting,
  forgettingQuestion,
  forgottenReport,
  forgottenSentence,
} from '../messages/forgetting.ts';
import { fail, inform } from '../notify.ts';
import { askText, pick } from '../prompts.ts';
import { detailsLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { whereKept } from '../whereKept.ts';

/**
 * Removes what the extension ever kept here, and proves it by looking again (F11). The word has to be typed: another
 * program can run the command, and must not get by without a person. What a crash leaves, the next run finishes.
 */
export async function forgetEverything(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const { view, watched } = await services.state.refresh();
  // Asked for nothing: a window with an old copy of the store may not delete, and says so at once.
  if (view.mode.kind === 'readOnly') throw new Failure<VaultProblem>(view.mode);
  const title = t('Forget Everything');
  const journalToo = await pick<boolean>({
    title,
    placeholder: t('Nothing is deleted yet. What about the journal of what was done?'),
    choices: [
      { label: `$(history) ${t('Keep the Journal')}`, value: false },
      { label: `$(clear-all) ${t('Forget the Journal Too')}`, value: true },
    ],
  });
  if (journalToo === undefined) return;
  const word = t('FORGET');
  const tokens = view.entries.length + view.lost.length + view.unreadable.length;
  const typed = await askText({
    title,
    prompt: forgettingQuestion(word, { tokens, watched: watched.tokens.length, journalToo }),
    refuse: (value) => (isWord(value, word) ? undefined : t('Type {0}, or press Escape to keep all.', word)),
  });
  if (typed === undefined) return;
  await forgetNow(services, journalToo);
}

async function forgetNow(
  services: Services,
  journalToo: boolean,
  before?: ForgottenEverything,
): Promise<void> {
  const { t } = vscode.l10n;
  const { vault, storage, state, documents } = services;
  const sharedStore = isShared(whereKept());
  const now = await vault.forgetEverything(sharedStore);
  if (!journalToo) for (const entry of now.entries) await journalEntry(services, 'forget', entry);
  const rest = await storage.clear({ journal: journalToo, sharedStore });
  await state.refresh();
  const store = before === undefined ? now : secondRun(before, now);
  const done: Forgetting = { store, rest, journalToo, sharedStore };
  const report = t('Show What Lives On');
  const again = t('Try Again');
  const text = forgottenSentence(done);
  const answer = await (countLeft(done) > 0 ? fail(text, again, report) : inform(text, report));
  if (answer === again) return forgetNow(services, journalToo, store);
  if (answer === report) await documents.show(t('Forgotten'), forgottenReport(done), detailsLook);
}

/** What the first run forgot lives on as well, and is nowhere to be read any more. */
function secondRun(first: ForgottenEverything, second: ForgottenEverything): ForgottenEverything {
  return { ...first, left: second.left, listed: second.listed };
}

function isWord(typed: string, word: string): boolean {
  return typed.trim().toLocaleUpperCase() === word.toLocaleUpperCase();
}
