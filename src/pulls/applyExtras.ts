import type { ApiRequest, CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import { explainRefusal } from './explainRefusal.ts';
import type { PullRequest } from './openPullRequest.ts';
import type { PullProblem } from './problems.ts';
import { type PullExtras, without } from './pullExtras.ts';

/** One thing that was asked for beside the pull request itself. */
export type Extra =
  | { readonly kind: 'labels'; readonly names: readonly string[] }
  | { readonly kind: 'milestone'; readonly number: number }
  | { readonly kind: 'assignees'; readonly names: readonly string[] }
  | { readonly kind: 'reviewer'; readonly name: string }
  | { readonly kind: 'team'; readonly name: string };

export interface Undone {
  readonly what: Extra;
  readonly problem: PullProblem | ApiProblem;
  /** The server's words, redacted and bounded, for the log. */
  readonly details: string;
}

export interface AppliedExtras {
  /** What could not be done; the pull request itself is untouched by that. Nothing in here is tried again. */
  readonly undone: readonly Undone[];
  /** Labels the repository did not have: GitHub made them, because the token may. */
  readonly newLabels: readonly string[];
}

export interface ExtrasCall {
  readonly api: GitHubApi;
  readonly credential: Credential;
  readonly pull: Pick<PullRequest, 'repository' | 'number'>;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Applies what is given, one request after the other, reviewers last, so that whoever is notified finds the rest in
 * place. Each reviewer is asked for alone: GitHub's refusal of a list does not say whom it means. A clear refusal is
 * noted and the next is tried; anything else (a lost connection, a dead token, a limit) ends it, because it would meet
 * every later request too, and a 401 is never repeated. Throws nothing of GitHub's.
 */
export async function applyExtras(call: ExtrasCall, extras: PullExtras): Promise<AppliedExtras> {
  const undone: Undone[] = [];
  const newLabels: string[] = [];
  let ended: Undone['problem'] | undefined;
  for (const what of inOrder(extras)) {
    if (ended === undefined) {
      try {
        newLabels.push(...(await apply(call, what)));
        continue;
      } catch (error) {
        if (!Failure.is(error)) throw error;
        const problem = inTerms(error.problem as ApiProblem | PullProblem, what);
        if (!concernsOnlyThis(problem)) ended = problem;
        undone.push({ what, problem, details: error.details });
        continue;
      }
    }
    undone.push({ what, problem: ended, details: '' });
  }
  return { undone, newLabels };
}

function inOrder({ labels, milestone, assignees, reviewers, teams }: PullExtras): readonly Extra[] {
  const some = (names: readonly string[] | undefined) => names !== undefined && names.length > 0;
  return [
    ...(some(labels) ? [{ kind: 'labels', names: labels ?? [] } as const] : []),
    ...(milestone === undefined ? [] : [{ kind: 'milestone', number: milestone } as const]),
    ...(some(assignees) ? [{ kind: 'assignees', names: assignees ?? [] } as const] : []),
    ...(reviewers ?? []).map((name) => ({ kind: 'reviewer', name }) as const),
    ...(teams ?? []).map((name) => ({ kind: 'team', name }) as const),
  ];
}

/** Does one thing and checks GitHub's answer where GitHub is known to leave out silently. Answers the labels it made. */
async function apply(call: ExtrasCall, what: Extra): Promise<readonly string[]> {
  const { repository, number } = call.pull;
  const at = splitFullName(repository);
  const issue = { ...at, issue_number: number };
  const pull = { ...at, pull_number: number };
  switch (what.kind) {
    case 'labels': {
      const unknown = await unknownLabels(call, what.names);
      const operation = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
      const data = await ask(call, operation, { ...issue, labels: what.names });
      expectNames(what.names, namesOf(data, 'name'));
      return unknown;
    }
    case 'milestone': {
      const operation = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
      await ask(call, operation, { ...issue, milestone: what.number });
      return [];
    }
    case 'assignees': {
      const operation = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
      const data = await ask(call, operation, { ...issue, assignees: what.names });
      expectNames(what.names, namesOf((data as { readonly assignees?: unknown } | null)?.assignees, 'login'));
      return [];
    }
    default: {
      const operation = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
      const names = what.kind === 'reviewer' ? { reviewers: [what.name] } : { team_reviewers: [what.name] };
      await ask(call, operation, { ...pull, ...names });
      return [];
    }
  }
}

async function ask(
  { api, credential, signal }: ExtrasCall,
  operation: ApiRequest['operation'],
  parameters: NonNullable<ApiRequest['parameters']>,
): Promise<unknown> {
  return (await askGitHub(api, { credential, operation, parameters, signal })).data;
}

/** GitHub makes a label that does not exist, where the token may: looked up before, so that it can be told. */
async function unknownLabels(call: ExtrasCall, names: readonly string[]): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const name of names) {
    try {
      const at = splitFullName(call.pull.repository);
      await ask(call, 'GET /repos/{owner}/{repo}/labels/{name}', { ...at, name });
    } catch (error) {
      if (!Failure.is(error) || !concernsOnlyThis(error.problem as ApiProblem)) throw error;
      if (error.problem.kind === 'notFoundOrHidden') unknown.push(name);
    }
  }
  return unknown;
}

/** GitHub drops an assignee without access, and says 201. */
function expectNames(wanted: readonly string[], found: readonly string[]): void {
  const names = without(wanted, found);
  if (names.length > 0) throw new Failure<PullProblem>({ kind: 'leftOut', names });
}

function namesOf(list: unknown, key: 'name' | 'login'): readonly string[] {
  if (!Array.isArray(list)) return [];
  const names = list.map((one: unknown) => (one as Readonly<Record<string, unknown>> | null)?.[key]);
  return names.filter((name) => typeof name === 'string');
}

/** A 422 in terms of what was asked; everything else says it itself. */
function inTerms(problem: ApiProblem | PullProblem, what: Extra): ApiProblem | PullProblem {
  if (problem.kind !== 'validation') return problem;
  const isReview = what.kind === 'reviewer' || what.kind === 'team';
  const stranger = /^Reviews may only be requested from collaborators/i;
  if (isReview && problem.errors.some(({ message }) => stranger.test(message))) {
    return { kind: 'notCollaborator', name: what.name };
  }
  const refusal = explainRefusal(problem.errors, { head: '', base: '' });
  return refusal.kind === 'alreadyExists' ? { kind: 'refused', errors: problem.errors } : refusal;
}

function concernsOnlyThis(problem: ApiProblem | PullProblem): boolean {
  const { kind } = problem;
  // The person's role is one too: one request needs more of it than another.
  if (kind === 'unknown') return problem.status === 403;
  return [
    'missingPermission',
    'appMissingPermission',
    'accountLacksAccess',
    'notFoundOrHidden',
    'validation',
    'leftOut',
    'notCollaborator',
    'refused',
  ].includes(kind);
}
