import type { CommitFacts } from './commitFacts.ts';
import type { Need, NeedReason } from './preflight.ts';

/** What the pull request after the push asks for. */
export interface PullRequestWishes {
  readonly labels: boolean;
  readonly assignees: boolean;
  readonly reviewers: boolean;
  readonly milestone: boolean;
}

const scopes: readonly string[] = Object.freeze(['repo', 'public_repo']);

/**
 * What the push, and the pull request when one is wanted, need. Labels, assignees, reviewers and milestone ask for
 * nothing beyond the pull request itself. A workflow file that another branch of the remote has in the same words asks
 * for nothing. Source: facts/operation-minimums.json.
 */
export function listNeeds(
  { workflows }: Pick<CommitFacts, 'workflows'>,
  wishes: PullRequestWishes | undefined,
): readonly Need[] {
  const changed = workflows.filter(({ elsewhere }) => elsewhere !== 'yes').map(({ path }) => path);
  const needs: Need[] = [
    { id: 'contents', permissions: { contents: 'write' }, scopes, reasons: ['push'], paths: [] },
  ];
  if (changed.length > 0) {
    needs.push({
      id: 'workflows',
      permissions: { workflows: 'write' },
      scopes: ['workflow'],
      reasons: ['workflow-files'],
      paths: changed,
    });
  }
  if (wishes !== undefined) {
    needs.push({
      id: 'pull-requests',
      permissions: { pull_requests: 'write' },
      scopes,
      reasons: ['pull-request', ...extras(wishes)],
      paths: [],
    });
  }
  return needs;
}

function extras(wishes: PullRequestWishes): readonly NeedReason[] {
  const names = ['labels', 'assignees', 'reviewers', 'milestone'] as const;
  return names.filter((name) => wishes[name]);
}
