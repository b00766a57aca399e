import { countCommits, shaOf } from '../git/gitObjects.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { fullName, type PullRequest, type Repository } from '../world.ts';
import { accountBody, nodeId, stamp } from './accountBodies.ts';
import { diffTotals } from './commitBodies.ts';
import { repositoryBody, repositoryUrl } from './repositoryBodies.ts';

interface Subject {
  readonly registry: Registry;
  readonly host: SandboxHost;
  readonly repository: Repository;
}

/** `pull-request-simple`: what lists answer. The shas are read from the bare repository at that moment. */
export async function pullSummaryBody(subject: Subject, pull: PullRequest): Promise<object> {
  const { registry, host, repository } = subject;
  const url = repositoryUrl(host, repository);
  const web = `${host.webUrl}/${fullName(repository)}/pull/${pull.number}`;
  const own = `${url}/pulls/${pull.number}`;
  const issue = `${url}/issues/${pull.number}`;
  const side = async (branch: string) => ({
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha: (await shaOf(repository.gitDir, `refs/heads/${branch}`)) ?? '0'.repeat(40),
    user: accountBody(registry, host, repository.owner),
    repo: repositoryBody(registry, host, repository),
  });
  const head = await side(pull.head);
  const addresses = {
    issue_url: issue,
    commits_url: `${own}/commits`,
    review_comments_url: `${own}/comments`,
    review_comment_url: `${url}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${url}/statuses/${head.sha}`,
  };
  return {
    url: own,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    ...addresses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountBody(registry, host, pull.author),
    body: pull.body,
    created_at: stamp(pull.createdAt),
    updated_at: stamp(pull.updatedAt),
    closed_at: pull.closedAt ? stamp(pull.closedAt) : null,
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.reviewers.map((login) => accountBody(registry, host, login)),
    requested_teams: [],
    labels: pull.labels.map((name) => labelBody(host, repository, name)),
    milestone: null,
    draft: pull.draft,
    head,
    base: await side(pull.base),
    _links: {
      self: { href: own },
      html: { href: web },
      issue: { href: issue },
      comments: { href: addresses.comments_url },
      review_comments: { href: addresses.review_comments_url },
      review_comment: { href: addresses.review_comment_url },
      commits: { href: addresses.commits_url },
      statuses: { href: addresses.statuses_url },
    },
    author_association: pull.author === repository.owner ? 'OWNER' : 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** `pull-request`: what making, reading and changing a single one answer. */
export async function pullBody(subject: Subject, pull: PullRequest): Promise<object> {
  const { gitDir } = subject.repository;
  const [base, head] = [`refs/heads/${pull.base}`, `refs/heads/${pull.head}`];
  return {
    ...(await pullSummaryBody(subject, pull)),
    merged: false,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: await countCommits(gitDir, `${base}..${head}`),
    ...(await diffTotals(subject.repository, base, head)),
  };
}

export function labelBody(host: SandboxHost, repository: Repository, name: string): object {
  const id = 5000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return {
    id,
    node_id: nodeId('LA', `${repository.id}:${name}`),
    url: `${repositoryUrl(host, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: true,
  };
}
