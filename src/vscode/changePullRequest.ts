import * as vscode from 'vscode';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import { setDraftState } from '../pulls/setDraftState.ts';
import { updatePullRequest } from '../pulls/updatePullRequest.ts';
import { Failure } from '../shared/failure.ts';
import { journalPull } from './journaling.ts';
import { extrasText } from './messages/pullChanges.ts';
import { inform, warn } from './notify.ts';
import { confirmChange, credentialOf, learnAndThrow, type PullActor } from './pullActor.ts';
import { askPullChange } from './pullUpdateForm.ts';
import { recordOutcome } from './recordOutcome.ts';
import { type PullAct, showPullRequest, titleOf } from './showPullRequest.ts';

/** Shows the one that is there, with what can be done with it instead of opening a second. */
export function showExisting(actor: PullActor, branch: string, pull: PullRequest): Promise<void> {
  const { t } = vscode.l10n;
  const text = t('{0} already has a pull request: {1}', branch, titleOf(pull));
  const acts: readonly PullAct[] = [
    { label: t('Update It'), act: () => update(actor, branch, pull) },
    ...(pull.draft ? [{ label: t('Ready for Review'), act: () => setDraft(actor, pull, false) }] : []),
  ];
  return showPullRequest(text, pull, { acts });
}

/** Edits it in a form, sends what was edited, and says what could not be done. */
async function update(actor: PullActor, branch: string, pull: PullRequest): Promise<void> {
  const { t } = vscode.l10n;
  const { services, entry } = actor;
  const who = { branch, entryName: entry.name, login: entry.login };
  const wanted = await askPullChange(services, pull, who);
  if (wanted === undefined) return;
  if (Object.keys(wanted).length === 0) return void inform(t('Nothing was edited, so nothing was sent.'));
  if (!(await confirmChange(actor, pull))) return;
  const outcome = await services.work
    .run(t('Updating pull request #{0}', pull.number), async (signal) =>
      updatePullRequest(services.api, await credentialOf(actor), { seen: pull, wanted }, signal),
    )
    .catch((error: unknown) => notChanged(actor, 'update-pull-request', error));
  await changed(actor, 'update-pull-request', pull);
  const text = t('Updated {0}', titleOf(outcome.pull));
  logUndone(actor, outcome.undone);
  const rest = extrasText(outcome);
  const say = outcome.undone.length === 0 ? inform : warn;
  await showPullRequest(rest === '' ? text : `${text}. ${rest}`, outcome.pull, { say });
}

/** A draft made ready, or taken back. Reviewers are notified by the first, so it is never done on the way. */
async function setDraft(actor: PullActor, pull: PullRequest, draft: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const { services } = actor;
  if (!(await confirmChange(actor, pull))) return;
  const title = draft
    ? t('Making pull request #{0} a draft', pull.number)
    : t('Making pull request #{0} ready for review', pull.number);
  const now = await services.work
    .run(title, async (signal) => setDraftState(services.api, await credentialOf(actor), pull, draft, signal))
    .catch((error: unknown) => notChanged(actor, 'ready-for-review', error));
  await changed(actor, 'ready-for-review', pull);
  if (draft) return showPullRequest(t('A draft again: {0}', titleOf(now)), now);
  const back: PullAct = { label: t('Back to Draft'), act: () => setDraft(actor, now, true) };
  await showPullRequest(t('Ready for review: {0}', titleOf(now)), now, { acts: [back] });
}

type Change = 'update-pull-request' | 'ready-for-review';

async function changed(actor: PullActor, action: Change, pull: PullRequest): Promise<void> {
  const { services, entry, target } = actor;
  await recordOutcome(services, entry, 'open-draft-pr', target, { kind: 'worked' });
  await journalPull(services, actor, pull, action);
}

async function notChanged(actor: PullActor, action: Change, error: unknown): Promise<never> {
  await journalPull(actor.services, actor, { thrown: error }, action);
  return learnAndThrow(actor, error);
}

/** The server's words go to the log, where a message says so. */
export function logUndone(
  { services }: Pick<PullActor, 'services'>,
  undone: Parameters<typeof extrasText>[0]['undone'],
): void {
  for (const { what, problem, details } of undone) {
    services.log.failure(`pull request, ${what.kind}`, new Failure(problem, details));
  }
}
