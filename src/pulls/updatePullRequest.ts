import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import { type AppliedExtras, applyExtras } from './applyExtras.ts';
import { explainRefusal } from './explainRefusal.ts';
import { mayHaveArrived } from './mayHaveArrived.ts';
import { type PullRequest, readPullRequest } from './openPullRequest.ts';
import type { PullProblem } from './problems.ts';
import { lackingExtras, type PullExtras, without } from './pullExtras.ts';
import { type RemovedExtras, removeExtras } from './removeExtras.ts';

/** What the person wants it to be. What is absent stays as it is; a list is the whole list. */
export interface PullChange extends PullExtras {
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
}

export interface UpdatedPullRequest extends AppliedExtras {
  /** `unchanged` when nothing differed and nothing was sent. */
  readonly kind: 'updated' | 'unchanged';
  readonly pull: PullRequest;
}

export type PullField = 'title' | 'body' | 'base';

const fields: readonly PullField[] = ['title', 'body', 'base'];

/**
 * Changes an open pull request instead of opening a second: sends only what differs from `seen`, after looking once
 * more. A text that someone else changed since is never overwritten, and one that was closed or merged is left alone.
 * Texts are compared and not the time of the last change: that moves with every push, also our own, and every comment.
 * Labels and reviewers are added and removed one by one, so what someone else added stays.
 * Throws `Failure<PullProblem>` or `Failure<ApiProblem>`.
 */
export async function updatePullRequest(
  api: GitHubApi,
  credential: Credential,
  { seen, wanted }: { readonly seen: PullRequest; readonly wanted: PullChange },
  signal?: CancelSignal,
): Promise<UpdatedPullRequest> {
  const now = await readPullRequest(api, credential, seen, signal);
  if (now.state !== 'open') {
    const { number, state } = now;
    throw new Failure<PullProblem>({ kind: 'closedMeanwhile', number, merged: state === 'merged' });
  }
  const changed = fields.filter((field) => differs(wanted[field], seen[field]));
  // What already is as wanted (an earlier attempt that was cut off) is no conflict.
  const theirs = changed.filter(
    (field) => differs(now[field], seen[field]) && differs(wanted[field], now[field]),
  );
  if (theirs.length > 0) throw new Failure<PullProblem>({ kind: 'changedMeanwhile', fields: theirs });
  const send = changed.filter((field) => differs(wanted[field], now[field]));
  const adding = lackingExtras(wanted, now);
  const removing = droppedExtras(wanted, seen, now);
  if (send.length + countOf(adding) + countOf(removing) === 0) {
    return { kind: 'unchanged', pull: now, undone: [], newLabels: [] };
  }
  const values = Object.fromEntries(send.map((field) => [field, wanted[field] ?? '']));
  if (send.length > 0) await patch(api, credential, now, values, signal);
  const call = { api, credential, pull: now, signal };
  const removed = await removeExtras(call, removing);
  const added = await applyExtras(call, adding);
  return {
    kind: 'updated',
    pull: { ...now, ...values },
    undone: [...removed, ...added.undone],
    newLabels: added.newLabels,
  };
}

/** What the person took away: it was seen, is not wanted, and is still there. */
function droppedExtras(wanted: PullChange, seen: PullRequest, now: PullRequest): RemovedExtras {
  const dropped = (name: 'labels' | 'reviewers' | 'teams') => {
    if (wanted[name] === undefined) return [];
    const unwanted = without(seen[name], wanted[name]);
    return without(unwanted, without(unwanted, now[name]));
  };
  return { labels: dropped('labels'), reviewers: dropped('reviewers'), teams: dropped('teams') };
}

async function patch(
  api: GitHubApi,
  credential: Credential,
  pull: PullRequest,
  values: Readonly<Record<string, string>>,
  signal: CancelSignal | undefined,
): Promise<void> {
  const parameters = { ...splitFullName(pull.repository), pull_number: pull.number, ...values };
  const operation = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
  try {
    await askGitHub(api, { credential, operation, parameters, signal });
  } catch (error) {
    if (!Failure.is(error)) throw error;
    const { problem, details } = error as Failure<ApiProblem>;
    if (problem.kind === 'validation') {
      const refusal = explainRefusal(problem.errors, { head: '', base: values.base ?? pull.base });
      throw new Failure<PullProblem>(
        refusal.kind === 'alreadyExists' ? { kind: 'refused', errors: problem.errors } : refusal,
        details,
      );
    }
    if (!mayHaveArrived(problem)) throw error;
    // Without the caller's signal: a cancelled request may have arrived too.
    const after = await readPullRequest(api, credential, pull).catch((again: unknown) => {
      if (!Failure.is(again)) throw again;
      throw new Failure<PullProblem>({ kind: 'updateUnconfirmed', cause: problem }, details);
    });
    if (fields.some((field) => differs(values[field], after[field]))) {
      throw new Failure<PullProblem>({ kind: 'notUpdated', cause: problem }, details);
    }
  }
}

/** Whether a value was given that GitHub would store otherwise: line ends and space around do not count. */
function differs(wanted: string | undefined, has: string): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();
  return wanted !== undefined && plain(wanted) !== plain(has);
}

function countOf(extras: PullExtras): number {
  return Object.values(extras).flat().length;
}
