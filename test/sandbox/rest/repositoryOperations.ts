import { roleOf } from '../access.ts';
import { askGit, countCommits, shaOf } from '../git/gitObjects.ts';
import type { Repository, RuleType } from '../world.ts';
import { fullName } from '../world.ts';
import { protectionAnswer } from './branchProtection.ts';
import { commitBodies, fileBodies } from './commitBodies.ts';
import { notFound, type Operation, type RepositoryCall, type Result } from './operation.ts';
import { labelBody } from './pullBodies.ts';
import { fullRepositoryBody, repositoryUrl } from './repositoryBodies.ts';

const metadata = { permissions: [{ metadata: 'read' }], writes: false } as const;
const contents = { permissions: [{ contents: 'read' }], writes: false } as const;
const labels = { permissions: [{ issues: 'read' }, { pull_requests: 'read' }], writes: false } as const;

/** Reading a repository. Needs: docs.github.com, "Permissions required for fine-grained personal access tokens". */
export const repositoryOperations: readonly Operation[] = [
  {
    id: 'repos/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    access: 'repository',
    need: metadata,
    handle: ({ registry, host, repository, token }) => ({
      status: 200,
      body: fullRepositoryBody(registry, host, repository, token),
    }),
  },
  // Before the branch itself, whose name takes the rest of the path.
  {
    id: 'repos/get-branch-protection',
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches/{branch}/protection',
    access: 'repository',
    // As for a change: being public opens it to nobody.
    need: { permissions: [{ administration: 'read' }], writes: true },
    handle: ({ registry, host, repository, params, token }) =>
      token && roleOf(registry, token.login, repository) === 'admin'
        ? protectionAnswer(registry, host, repository, params.branch ?? '')
        : notFound('branches/branch-protection#get-branch-protection'),
  },
  {
    id: 'repos/get-branch',
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches/{branch}',
    access: 'repository',
    need: contents,
    handle: getBranch,
  },
  {
    id: 'repos/get-branch-rules',
    method: 'GET',
    path: '/repos/{owner}/{repo}/rules/branches/{branch}',
    access: 'repository',
    need: metadata,
    handle: ({ repository, params }) => ({
      status: 200,
      body: repository.rules
        .filter((rule) => rule.branch === params.branch)
        .map((rule) => ruleBody(repository, rule.type)),
    }),
  },
  {
    id: 'repos/compare-commits-with-basehead',
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    access: 'repository',
    need: contents,
    handle: compare,
  },
  {
    id: 'issues/list-labels-for-repo',
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels',
    access: 'repository',
    need: labels,
    handle: ({ host, repository }) => ({
      status: 200,
      body: repository.labels.map((name) => labelBody(host, repository, name)),
    }),
  },
];

async function getBranch({ host, repository, params }: RepositoryCall): Promise<Result> {
  const name = params.branch ?? '';
  const sha = await shaOf(repository.gitDir, `refs/heads/${name}`);
  const [commit] = sha ? await commitBodies(host, repository, ['-1', sha]) : [];
  if (!commit) {
    const documentation_url = 'https://docs.github.com/rest/branches/branches#get-a-branch';
    return { status: 404, body: { message: 'Branch not found', documentation_url, status: '404' } };
  }
  const guarded =
    (repository.protectedBranches[name] ?? []).length > 0 || repository.protection?.[name] !== undefined;
  const self = `${repositoryUrl(host, repository)}/branches/${encodeURIComponent(name)}`;
  const html = `${host.webUrl}/${fullName(repository)}/tree/${name}`;
  return {
    status: 200,
    body: {
      name,
      commit,
      _links: { self, html },
      protected: guarded || repository.rules.some((rule) => rule.branch === name),
      protection: {
        enabled: guarded,
        required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
      },
      protection_url: `${self}/protection`,
    },
  };
}

const parameters: Partial<Record<RuleType, object>> = {
  update: { update_allows_fetch_and_merge: false },
  pull_request: {
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 1,
    required_review_thread_resolution: false,
  },
  required_status_checks: {
    required_status_checks: [{ context: 'ci' }],
    strict_required_status_checks_policy: false,
  },
};

function ruleBody(repository: Repository, type: RuleType): object {
  return {
    type,
    ruleset_source_type: 'Repository',
    ruleset_source: fullName(repository),
    ruleset_id: repository.id + 70_000,
    ...(parameters[type] ? { parameters: parameters[type] } : {}),
  };
}

async function compare({ host, repository, params }: RepositoryCall): Promise<Result> {
  const [baseName = '', headName = ''] = (params.basehead ?? '').split('...');
  const [base, head] = await Promise.all([
    shaOf(repository.gitDir, baseName),
    shaOf(repository.gitDir, headName),
  ]);
  if (!base || !head) return notFound('commits/commits#compare-two-commits');
  const mergeBase = await askGit(repository.gitDir, ['merge-base', base, head]);
  if (!mergeBase) return notFound('commits/commits#compare-two-commits');
  const ahead = await countCommits(repository.gitDir, `${base}..${head}`);
  const behind = await countCommits(repository.gitDir, `${head}..${base}`);
  const [baseCommit] = await commitBodies(host, repository, ['-1', base]);
  const [mergeBaseCommit] = await commitBodies(host, repository, ['-1', mergeBase]);
  const web = `${host.webUrl}/${fullName(repository)}/compare`;
  const status = ahead === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged';
  return {
    status: 200,
    body: {
      url: `${repositoryUrl(host, repository)}/compare/${baseName}...${headName}`,
      html_url: `${web}/${baseName}...${headName}`,
      permalink_url: `${web}/${base.slice(0, 7)}...${head.slice(0, 7)}`,
      diff_url: `${web}/${baseName}...${headName}.diff`,
      patch_url: `${web}/${baseName}...${headName}.patch`,
      base_commit: baseCommit,
      merge_base_commit: mergeBaseCommit,
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      // GitHub lists them oldest first.
      commits: await commitBodies(host, repository, ['--reverse', `${base}..${head}`]),
      files: await fileBodies(host, repository, mergeBase, head),
    },
  };
}
