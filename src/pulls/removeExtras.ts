import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import type { Extra, ExtrasCall, Undone } from './applyExtras.ts';

export interface RemovedExtras {
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teams: readonly string[];
}

/**
 * Takes away labels and requests for review, one by one: GitHub's way to replace all would also take what someone else
 * added since. What is gone already is done. The first real failure ends it. Throws nothing of GitHub's.
 */
export async function removeExtras(call: ExtrasCall, extras: RemovedExtras): Promise<readonly Undone[]> {
  const { labels, reviewers, teams } = extras;
  const all: readonly Extra[] = [
    ...labels.map((name) => ({ kind: 'labels', names: [name] }) as const),
    ...reviewers.map((name) => ({ kind: 'reviewer', name }) as const),
    ...teams.map((name) => ({ kind: 'team', name }) as const),
  ];
  for (const [at, what] of all.entries()) {
    try {
      await remove(call, what);
    } catch (error) {
      if (!Failure.is(error)) throw error;
      const problem = error.problem as ApiProblem;
      const { details } = error;
      return all.slice(at).map((left, next) => ({ what: left, problem, details: next === 0 ? details : '' }));
    }
  }
  return [];
}

async function remove({ api, credential, pull, signal }: ExtrasCall, what: Extra): Promise<void> {
  const at = splitFullName(pull.repository);
  if (what.kind === 'labels') {
    const operation = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
    const parameters = { ...at, issue_number: pull.number, name: what.names[0] ?? '' };
    await askGitHub(api, { credential, operation, parameters, signal }).catch((error: unknown) => {
      // Gone already. A classic token without the scope is told "not found" as well, with the scope named.
      const problem = Failure.is(error) ? (error.problem as ApiProblem) : undefined;
      if (problem?.kind !== 'notFoundOrHidden' || problem.scopes.length > 0) throw error;
    });
    return;
  }
  if (what.kind !== 'reviewer' && what.kind !== 'team') return;
  const operation = 'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
  const names =
    what.kind === 'reviewer' ? { reviewers: [what.name] } : { reviewers: [], team_reviewers: [what.name] };
  const parameters = { ...at, pull_number: pull.number, ...names };
  await askGitHub(api, { credential, operation, parameters, signal });
}
