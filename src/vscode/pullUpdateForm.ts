import type { PullRequest } from '../pulls/openPullRequest.ts';
import type { PullChange } from '../pulls/updatePullRequest.ts';
import { askPullRequest, type PullRequestForm } from './pullRequestForm.ts';
import type { Services } from './services.ts';

/** Who changes it, and its branch. */
export interface Changing {
  readonly branch: string;
  readonly entryName: string;
  readonly login: string | undefined;
}

/**
 * The form with what the pull request is now. Answers only what differs, so that what was never touched cannot be
 * overwritten. Undefined when the person leaves.
 */
export async function askPullChange(
  services: Services,
  pull: PullRequest,
  { branch, entryName, login }: Changing,
): Promise<PullChange | undefined> {
  const before = formOf(pull);
  const after = await askPullRequest(services, {
    form: before,
    updates: pull.number,
    head: branch,
    fromFork: false,
    slug: pull.repository,
    entryName,
    login,
    unpushed: 0,
    pusherName: entryName,
    templates: [],
    bodyOf: async () => pull.body,
    bases: async () => [],
  });
  return after && changeOf(after, before);
}

function formOf(pull: PullRequest): PullRequestForm {
  const { title, body, base, draft, labels, reviewers, teams, assignees, milestone } = pull;
  const lists = { labels, reviewers, teams, assignees };
  return { title, body, base, draft, ...lists, ...(milestone === undefined ? {} : { milestone }) };
}

const fields = ['title', 'body', 'base', 'labels', 'reviewers', 'teams', 'assignees', 'milestone'] as const;

function changeOf(after: PullRequestForm, before: PullRequestForm): PullChange {
  const changed = fields.filter((field) => String(after[field] ?? '') !== String(before[field] ?? ''));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}
