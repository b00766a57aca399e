import { roleOf } from '../access.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { fullName, type Repository, type Token } from '../world.ts';
import { accountBody, nodeId, stamp } from './accountBodies.ts';

/** The addresses every repository carries: field name to what stands behind the repository's own address. */
const addresses: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** `repository` of GitHub's description. */
export function repositoryBody(registry: Registry, host: SandboxHost, repository: Repository): object {
  const url = repositoryUrl(host, repository);
  const web = `${host.webUrl}/${fullName(repository)}`;
  const open = registry.pulls(repository.id).filter((pull) => pull.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: accountBody(registry, host, repository.owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: web,
    description: repository.description || null,
    fork: repository.forkOf !== undefined,
    url,
    ...Object.fromEntries(Object.entries(addresses).map(([name, rest]) => [name, `${url}${rest}`])),
    git_url: `git://${host.web}/${fullName(repository)}.git`,
    ssh_url: `git@${host.web}:${fullName(repository)}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    archived: repository.archived,
    disabled: false,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    size: 12,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
    created_at: stamp(repository.createdAt),
    updated_at: stamp(repository.pushedAt),
    pushed_at: stamp(repository.pushedAt),
  };
}

/**
 * `full-repository`. `permissions` is the role of the *user*, as documented: for a fine-grained token it says more
 * than the token may do.
 */
export function fullRepositoryBody(
  registry: Registry,
  host: SandboxHost,
  repository: Repository,
  token: Token | undefined,
): object {
  const role = token ? roleOf(registry, token.login, repository) : 'none';
  const permissions = {
    admin: role === 'admin',
    maintain: role === 'admin',
    push: role === 'admin' || role === 'write',
    triage: role === 'admin' || role === 'write',
    pull: role !== 'none',
  };
  return {
    ...repositoryBody(registry, host, repository),
    ...(token ? { permissions } : {}),
    ...(registry.organisation(repository.owner)
      ? { organization: accountBody(registry, host, repository.owner) }
      : {}),
    ...parents(registry, host, repository),
    network_count: 0,
    subscribers_count: 1,
  };
}

/** What a fork was made from; the sandbox has no forks of forks. */
function parents(registry: Registry, host: SandboxHost, { forkOf }: Repository): object {
  const original = forkOf === undefined ? undefined : registry.repositoryById(host.web, forkOf);
  if (!original) return {};
  const body = repositoryBody(registry, host, original);
  return { parent: body, source: body };
}

export function repositoryUrl(host: SandboxHost, repository: Repository): string {
  return `${host.apiUrl}/repos/${fullName(repository)}`;
}
