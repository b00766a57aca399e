import { countCommits, shaOf } from '../git/gitObjects.ts';
import { headRef, headRepositoryOf } from '../git/pullHead.ts';
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
  const side = async (branch: string, there: Repository) => ({
    label: `${there.owner}:${branch}`,
    ref: branch,
    sha: (await shaOf(there.gitDir, `refs/heads/${branch}`)) ?? '0'.repeat(40),
    user: accountBody(registry, host, there.owner),
    repo: repositoryBody(registry, host, there),
  });
  const head = await side(pull.head, headRepositoryOf(registry, repository, pull));
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
    merged_at: pull.mergedAt ? stamp(pull.mergedAt) : null,
    merge_commit_sha: null,
    assignee: null,
    assignees: (pull.assignees ?? []).map((login) => accountBody(registry, host, login)),
    requested_reviewers: pull.reviewers.map((login) => accountBody(registry, host, login)),
    requested_teams: (pull.teams ?? []).map((slug) => teamBody(host, repository, slug)),
    labels: pull.labels.map((name) => labelBody(host, repository, name)),
    milestone: pull.milestone === undefined ? null : milestoneBody(subject, pull.milestone),
    draft: pull.draft,
    head,
    base: await side(pull.base, repository),
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
  const { registry, repository } = subject;
  const { gitDir } = repository;
  const head = await headRef(repository, headRepositoryOf(registry, repository, pull), pull.head);
  const base = `refs/heads/${pull.base}`;
  return {
    ...(await pullSummaryBody(subject, pull)),
    merged: pull.mergedAt !== undefined,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify ?? false,
    commits: await countCommits(gitDir, `${base}..${head}`),
    ...(await diffTotals(repository, base, head)),
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

function teamBody(host: SandboxHost, repository: Repository, slug: string): object {
  const id = 800 + slug.length;
  const url = `${host.apiUrl}/organizations/1/team/${id}`;
  return {
    id,
    node_id: nodeId('T', slug),
    url,
    html_url: `${host.webUrl}/orgs/${repository.owner}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    name: slug,
    slug,
    description: '',
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'push',
    parent: null,
    type: 'organization',
    organization_id: 1,
    enterprise_id: 1,
  };
}

function milestoneBody({ registry, host, repository }: Subject, number: number): object {
  const url = `${repositoryUrl(host, repository)}/milestones/${number}`;
  const at = stamp(repository.createdAt);
  return {
    url,
    html_url: `${host.webUrl}/${fullName(repository)}/milestone/${number}`,
    labels_url: `${url}/labels`,
    id: 9000 + number,
    node_id: nodeId('MI', `${repository.id}:${number}`),
    number,
    state: 'open',
    title: `Milestone ${number}`,
    description: null,
    creator: accountBody(registry, host, repository.owner),
    open_issues: 0,
    closed_issues: 0,
    created_at: at,
    updated_at: at,
    closed_at: null,
    due_on: null,
  };
}

/** `issue`: what the issue operations answer about a pull request. */
export function issueBody(subject: Subject, pull: PullRequest): object {
  const { registry, host, repository } = subject;
  const url = `${repositoryUrl(host, repository)}/issues/${pull.number}`;
  return {
    id: pull.id + 100_000,
    node_id: nodeId('I', pull.id),
    url,
    repository_url: repositoryUrl(host, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${host.webUrl}/${fullName(repository)}/pull/${pull.number}`,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: accountBody(registry, host, pull.author),
    labels: pull.labels.map((name) => labelBody(host, repository, name)),
    assignee: null,
    assignees: (pull.assignees ?? []).map((login) => accountBody(registry, host, login)),
    milestone: pull.milestone === undefined ? null : milestoneBody(subject, pull.milestone),
    locked: false,
    comments: 0,
    closed_at: null,
    created_at: stamp(pull.createdAt),
    updated_at: stamp(pull.updatedAt),
    author_association: 'MEMBER',
  };
}
