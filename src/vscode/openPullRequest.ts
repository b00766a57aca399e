import * as vscode from 'vscode';
import {
  type CreatedPullRequest,
  createDraftPullRequest,
  type NewPullRequest,
} from '../pulls/createDraftPullRequest.ts';
import type { PullProblem } from '../pulls/problems.ts';
import { Failure } from '../shared/failure.ts';
import { logUndone, showExisting } from './changePullRequest.ts';
import { journalPull } from './journaling.ts';
import { lackText } from './messages/lacking.ts';
import { extrasText } from './messages/pullChanges.ts';
import { advisePull } from './messages/pulls.ts';
import { fail, inform, warn } from './notify.ts';
import { credentialOf, learnAndThrow, type PullActor } from './pullActor.ts';
import { recordOutcome } from './recordOutcome.ts';
import { type PullAct, showPullRequest, titleOf } from './showPullRequest.ts';

/**
 * Opens what the form says, tells what came of it, and offers what is left. `notes` are said with it. Called again
 * with the same values it continues: the engine looks first and opens no second one.
 */
export async function openPullRequest(
  actor: PullActor,
  wanted: NewPullRequest,
  notes: readonly string[] = [],
): Promise<void> {
  const { t } = vscode.l10n;
  const { services, entry, target } = actor;
  const noDrafts = wanted.draft ? lackText(services, entry.host, 'draft-pulls') : undefined;
  if (noDrafts !== undefined) {
    if (await acceptsOrdinary(noDrafts)) await openPullRequest(actor, { ...wanted, draft: false }, notes);
    return;
  }
  let created: CreatedPullRequest;
  try {
    // One at a time over all windows: two that look at once would both find none and open two.
    created = await services.pushes.run(actor.folder, () =>
      services.work.run(t('Opening the pull request'), async (signal) =>
        createDraftPullRequest(services.api, await credentialOf(actor), wanted, signal),
      ),
    );
  } catch (error) {
    const problem = Failure.is(error) ? (error.problem as PullProblem) : undefined;
    if (
      problem?.kind === 'draftUnsupported' &&
      wanted.draft &&
      (await acceptsOrdinary(t('This repository’s plan has no draft pull requests.')))
    ) {
      return openPullRequest(actor, { ...wanted, draft: false }, notes);
    }
    await journalPull(services, actor, { thrown: error });
    if (problem?.kind === 'outsider') return showOutsider(problem, wanted);
    return learnAndThrow(actor, error);
  } finally {
    void services.credentials.over(entry);
  }
  services.state.forgetOverride(target);
  if (created.kind === 'existing') return showExisting(actor, wanted.branch, created.pull);
  await recordOutcome(services, entry, 'open-draft-pr', target, { kind: 'worked' });
  logUndone(actor, created.undone);
  const { pull } = created;
  await journalPull(services, actor, pull);
  const text = pull.draft
    ? t('Opened draft pull request {0}', titleOf(pull))
    : t('Opened pull request {0}', titleOf(pull));
  const rest = [...notes, extrasText(created)].filter((note) => note !== '');
  const whole = rest.length === 0 ? text : `${text}. ${rest.join(' ')}`;
  if (created.undone.length === 0) return showPullRequest(whole, pull);
  const again: PullAct = { label: t('Try the Rest Again'), act: () => openPullRequest(actor, wanted) };
  await showPullRequest(whole, pull, { acts: [again], say: warn });
}

/** Where drafts are not to be had: an ordinary one only by the person's own choice. */
async function acceptsOrdinary(why: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const go = t('Open an Ordinary One');
  return (await warn(`${why} ${t('Reviewers are notified at once by an ordinary one.')}`, go)) === go;
}

/** GitHub's own form, and what did not fit into its address on the clipboard when the person asks for it. */
async function showOutsider(
  problem: Extract<PullProblem, { readonly kind: 'outsider' }>,
  { body }: NewPullRequest,
): Promise<void> {
  const { t } = vscode.l10n;
  const { text } = advisePull(problem);
  const open = t('Open GitHub’s Page');
  const copy = t('Copy Body');
  const bodyLeftOut = problem.leftOut.includes('body');
  const whole = bodyLeftOut ? `${text} ${t('The body is too long for the link.')}` : text;
  const answer = await fail(whole, open, ...(bodyLeftOut ? [copy] : []));
  if (answer === copy) {
    await vscode.env.clipboard.writeText(body);
    // The page is still wanted, and the body is now at hand to be pasted there.
    if ((await inform(t('The body is copied. Paste it on GitHub’s page.'), open)) !== open) return;
  } else if (answer !== open) return;
  await vscode.env.openExternal(vscode.Uri.parse(problem.page, true));
}
