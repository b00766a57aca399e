import { roleOf } from '../access.ts';
import { askGit, countCommits, shaOf } from '../git/gitObjects.ts';
import type { PullRequest } from '../world.ts';
import { fullName } from '../world.ts';
import { branchOf } from './accountOperations.ts';
import {
  notFound,
  type Operation,
  type RepositoryCall,
  type Result,
  textField,
  validationFailed,
} from './operation.ts';
import { labelBody, pullBody, pullSummaryBody } from './pullBodies.ts';

const reads = { permissions: [{ pull_requests: 'read' }], writes: false } as const;
const writes = { permissions: [{ pull_requests: 'write' }], writes: true } as const;
const label = { permissions: [{ issues: 'write' }, { pull_requests: 'write' }], writes: true } as const;
const docs = 'pulls/pulls';

/** Pull requests: made, found, changed; never merged. */
export const pullOperations: readonly Operation[] = [
  {
    id: 'pulls/list',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    access: 'repository',
    need: reads,
    handle: list,
  },
  {
    id: 'pulls/create',
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls',
    access: 'repository',
    need: writes,
    handle: create,
  },
  {
    id: 'pulls/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    access: 'repository',
    need: reads,
    handle: async (call) => {
      const pull = pullOf(call, 'pull_number');
      return pull
        ? { status: 200, body: await pullBody(call, pull) }
        : notFound(`${docs}#get-a-pull-request`);
    },
  },
  {
    id: 'pulls/update',
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    access: 'repository',
    need: writes,
    handle: update,
  },
  {
    id: 'pulls/request-reviewers',
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    access: 'repository',
    need: writes,
    handle: requestReviewers,
  },
  {
    id: 'issues/add-labels',
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    access: 'repository',
    need: label,
    handle: addLabels,
  },
];

async function list(call: RepositoryCall): Promise<Result> {
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const { owner } = call.repository;
  const found = call.registry
    .pulls(call.repository.id)
    .filter((pull) => state === 'all' || pull.state === state)
    // GitHub filters by `owner:branch` and ignores a head without an owner.
    .filter((pull) => !head?.includes(':') || head.toLowerCase() === `${owner}:${pull.head}`.toLowerCase())
    .filter((pull) => base === null || pull.base === base)
    .toReversed();
  const size = Math.min(100, Number(call.query.get('per_page') ?? 30) || 30);
  const page = Math.max(1, Number(call.query.get('page') ?? 1) || 1);
  const shown = found.slice((page - 1) * size, page * size);
  return { status: 200, body: await Promise.all(shown.map((pull) => pullSummaryBody(call, pull))) };
}

async function create(call: RepositoryCall): Promise<Result> {
  const { repository, registry, body, token } = call;
  const { gitDir, owner } = repository;
  const failed = (error: object): Result =>
    validationFailed([{ resource: 'PullRequest', ...error }], `${docs}#create-a-pull-request`);
  const title = textField(body, 'title')?.trim();
  if (!title) return failed({ field: 'title', code: 'missing_field' });
  const base = textField(body, 'base');
  const head = branchOf(body, 'head', owner);
  if (!base || !(await shaOf(gitDir, `refs/heads/${base}`)))
    return failed({ field: 'base', code: 'invalid' });
  if (!head || !(await shaOf(gitDir, `refs/heads/${head}`)))
    return failed({ field: 'head', code: 'invalid' });
  const custom = (message: string): Result => failed({ code: 'custom', message });
  const twin = registry
    .pulls(repository.id)
    .find((pull) => pull.state === 'open' && pull.head === head && pull.base === base);
  if (twin) return custom(`A pull request already exists for ${owner}:${head}.`);
  if ((await countCommits(gitDir, `refs/heads/${base}..refs/heads/${head}`)) === 0) {
    return custom(`No commits between ${base} and ${head}`);
  }
  if (!(await askGit(gitDir, ['merge-base', `refs/heads/${base}`, `refs/heads/${head}`]))) {
    return custom(`The ${head} branch has no history in common with ${base}`);
  }
  const draft = (body as { readonly draft?: unknown }).draft === true;
  if (draft && !repository.draftsSupported) {
    return custom('Draft pull requests are not supported in this repository.');
  }
  const pull = registry.addPull({
    repositoryId: repository.id,
    title,
    body: textField(body, 'body') ?? null,
    state: 'open',
    draft,
    head,
    base,
    author: token?.login ?? 'ghost',
    labels: [],
    reviewers: [],
  });
  const made = await pullBody(call, pull);
  return { status: 201, body: made, headers: { location: (made as { readonly url: string }).url } };
}

async function update(call: RepositoryCall): Promise<Result> {
  const pull = pullOf(call, 'pull_number');
  if (!pull) return notFound(`${docs}#update-a-pull-request`);
  const state = textField(call.body, 'state');
  const title = textField(call.body, 'title');
  const body = textField(call.body, 'body');
  const base = textField(call.body, 'base');
  if (base !== undefined && !(await shaOf(call.repository.gitDir, `refs/heads/${base}`))) {
    const error = { resource: 'PullRequest', field: 'base', code: 'invalid' };
    return validationFailed([error], `${docs}#update-a-pull-request`);
  }
  const changed = call.registry.changePull(pull.id, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...(base === undefined ? {} : { base }),
    ...(state === 'closed' ? { state, closedAt: call.registry.now() } : {}),
    ...(state === 'open' ? { state, closedAt: undefined } : {}),
  });
  return { status: 200, body: await pullBody(call, changed) };
}

async function requestReviewers(call: RepositoryCall): Promise<Result> {
  const pull = pullOf(call, 'pull_number');
  if (!pull) return notFound('pulls/review-requests#request-reviewers-for-a-pull-request');
  const wanted = namesIn((call.body as { readonly reviewers?: unknown } | undefined)?.reviewers);
  const { repository, registry } = call;
  const mayReview = (login: string): boolean => {
    const member = registry.organisation(repository.owner)?.members.includes(login) ?? false;
    const named = login === repository.owner || repository.collaborators[login] !== undefined || member;
    return named && roleOf(registry, login, repository) !== 'none';
  };
  if (!wanted.every(mayReview)) {
    const message =
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a ' +
      `collaborator of the ${fullName(repository)} repository.`;
    const documentation_url =
      'https://docs.github.com/rest/pulls/review-requests#request-reviewers-for-a-pull-request';
    return { status: 422, body: { message, documentation_url, status: '422' } };
  }
  const reviewers = [...new Set([...pull.reviewers, ...wanted])].filter((login) => login !== pull.author);
  return { status: 201, body: await pullSummaryBody(call, registry.changePull(pull.id, { reviewers })) };
}

function addLabels(call: RepositoryCall): Result {
  const pull = pullOf(call, 'issue_number');
  if (!pull) return notFound('issues/labels#add-labels-to-an-issue');
  const wanted = namesIn((call.body as { readonly labels?: unknown } | undefined)?.labels);
  const labels = [...new Set([...pull.labels, ...wanted])];
  call.registry.changePull(pull.id, { labels });
  return { status: 200, body: labels.map((name) => labelBody(call.host, call.repository, name)) };
}

function pullOf(call: RepositoryCall, param: string): PullRequest | undefined {
  const wanted = Number(call.params[param]);
  return call.registry.pulls(call.repository.id).find((pull) => pull.number === wanted);
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}
