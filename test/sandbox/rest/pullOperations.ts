import { askGit, countCommits, shaOf } from '../git/gitObjects.ts';
import { headRef, headRepositoryOf } from '../git/pullHead.ts';
import type { PullRequest, Repository } from '../world.ts';
import { fullName } from '../world.ts';
import {
  notFound,
  type Operation,
  type RepositoryCall,
  type Result,
  textField,
  validationFailed,
} from './operation.ts';
import { pullBody, pullSummaryBody } from './pullBodies.ts';

const reads = { permissions: [{ pull_requests: 'read' }], writes: false } as const;
const writes = { permissions: [{ pull_requests: 'write' }], writes: true } as const;
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
    // Whoever can read may open one; changing it later takes more.
    need: { ...writes, role: 'read' },
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
];

async function list(call: RepositoryCall): Promise<Result> {
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const { repository, registry } = call;
  const labelOf = (pull: PullRequest) => `${headRepositoryOf(registry, repository, pull).owner}:${pull.head}`;
  const found = call.registry
    .pulls(call.repository.id)
    .filter((pull) => state === 'all' || pull.state === state)
    // GitHub filters by `owner:branch` and ignores a head without an owner.
    .filter((pull) => !head?.includes(':') || head.toLowerCase() === labelOf(pull).toLowerCase())
    .filter((pull) => base === null || pull.base === base)
    .toReversed();
  const size = Math.min(100, Number(call.query.get('per_page') ?? 30) || 30);
  const page = Math.max(1, Number(call.query.get('page') ?? 1) || 1);
  const shown = found.slice((page - 1) * size, page * size);
  return { status: 200, body: await Promise.all(shown.map((pull) => pullSummaryBody(call, pull))) };
}

async function create(call: RepositoryCall): Promise<Result> {
  const { repository, registry, body, token } = call;
  const { gitDir } = repository;
  const failed = (error: object): Result =>
    validationFailed([{ resource: 'PullRequest', ...error }], `${docs}#create-a-pull-request`);
  const title = textField(body, 'title')?.trim();
  if (!title) return failed({ field: 'title', code: 'missing_field' });
  const base = textField(body, 'base');
  const { branch: head, there } = headOf(call);
  if (!base || !(await shaOf(gitDir, `refs/heads/${base}`)))
    return failed({ field: 'base', code: 'invalid' });
  if (!head || !there || !(await shaOf(there.gitDir, `refs/heads/${head}`)))
    return failed({ field: 'head', code: 'invalid' });
  const custom = (message: string): Result => failed({ code: 'custom', message });
  if (title.length > 256) return custom('title is too long (maximum is 256 characters)');
  if ((textField(body, 'body') ?? '').length > 65_536) {
    return custom('body is too long (maximum is 65536 characters)');
  }
  const maintainers = (body as { readonly maintainer_can_modify?: unknown }).maintainer_can_modify === true;
  // Only a fork of the caller's own can be opened to others.
  if (maintainers && (there.id === repository.id || there.owner !== token?.login)) {
    const message = "Fork collab can't be granted by someone without permission";
    return failed({ field: 'fork_collab', code: 'custom', message });
  }
  const ref = await headRef(repository, there, head);
  const twin = registry.pulls(repository.id).find((pull) => {
    const same = headRepositoryOf(registry, repository, pull).id === there.id;
    return pull.state === 'open' && same && pull.head === head && pull.base === base;
  });
  if (twin) return custom(`A pull request already exists for ${there.owner}:${head}.`);
  if ((await countCommits(gitDir, `refs/heads/${base}..${ref}`)) === 0) {
    return custom(`No commits between ${base} and ${head}`);
  }
  if (!(await askGit(gitDir, ['merge-base', `refs/heads/${base}`, ref]))) {
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
    headRepositoryId: there.id === repository.id ? undefined : there.id,
    maintainerCanModify: maintainers,
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

/** `branch`, `owner:branch` of a fork in the network, or `branch` with the fork in `head_repo`. */
function headOf({ body, registry, repository }: RepositoryCall): {
  readonly branch: string | undefined;
  readonly there: Repository | undefined;
} {
  const value = textField(body, 'head');
  const [, owner, branch] = /^(?:([^:]*):)?(.*)$/.exec(value ?? '') ?? [];
  const within = textField(body, 'head_repo');
  const network = [
    repository,
    ...registry.repositories(repository.host).filter(({ forkOf }) => forkOf === repository.id),
  ];
  const there = network.find((one) => {
    if (within !== undefined) return fullName(one).toLowerCase() === within.toLowerCase();
    return one.owner.toLowerCase() === (owner ?? repository.owner).toLowerCase();
  });
  return { branch, there };
}

export function pullOf(call: RepositoryCall, param: string): PullRequest | undefined {
  const wanted = Number(call.params[param]);
  return call.registry.pulls(call.repository.id).find((pull) => pull.number === wanted);
}
