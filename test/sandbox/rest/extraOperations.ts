import { roleOf } from '../access.ts';
import { fullName, type PullRequest } from '../world.ts';
import { notFound, type Operation, type RepositoryCall, type Result, validationFailed } from './operation.ts';
import { issueBody, labelBody, pullSummaryBody } from './pullBodies.ts';
import { pullOf } from './pullOperations.ts';

const reads = { permissions: [{ issues: 'read' }, { pull_requests: 'read' }], writes: false } as const;
const writes = { permissions: [{ issues: 'write' }, { pull_requests: 'write' }], writes: true } as const;
const reviews = { permissions: [{ pull_requests: 'write' }], writes: true } as const;
const reviewers = '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
const issue = '/repos/{owner}/{repo}/issues/{issue_number}';

/** What is set on a pull request after it was made: labels, reviewers, assignees, milestone. */
export const extraOperations: readonly Operation[] = [
  {
    id: 'pulls/request-reviewers',
    method: 'POST',
    path: reviewers,
    access: 'repository',
    need: reviews,
    handle: requestReviewers,
  },
  {
    id: 'pulls/remove-requested-reviewers',
    method: 'DELETE',
    path: reviewers,
    access: 'repository',
    need: reviews,
    handle: (call) =>
      onPull(call, 'pull_number', async (pull) => {
        const [users, teams] = [namesIn(call.body, 'reviewers'), namesIn(call.body, 'team_reviewers')];
        const changed = call.registry.changePull(pull.id, {
          reviewers: pull.reviewers.filter((login) => !users.includes(login)),
          teams: (pull.teams ?? []).filter((slug) => !teams.includes(slug)),
        });
        return { status: 200, body: await pullSummaryBody(call, changed) };
      }),
  },
  {
    id: 'issues/get-label',
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels/{name}',
    access: 'repository',
    need: reads,
    handle: ({ host, repository, params }) => {
      const name = repository.labels.find((one) => one.toLowerCase() === params.name?.toLowerCase());
      return name === undefined
        ? notFound('issues/labels#get-a-label')
        : { status: 200, body: labelBody(host, repository, name) };
    },
  },
  {
    id: 'issues/add-labels',
    method: 'POST',
    path: `${issue}/labels`,
    access: 'repository',
    need: writes,
    handle: (call) =>
      onPull(call, 'issue_number', (pull) => {
        const wanted = namesIn(call.body, 'labels');
        const { registry, repository, host } = call;
        // A label nobody made yet is made on the way.
        registry.changeRepository(repository.id, {
          labels: [...new Set([...repository.labels, ...wanted])],
        });
        const labels = [...new Set([...pull.labels, ...wanted])];
        registry.changePull(pull.id, { labels });
        return { status: 200, body: labels.map((name) => labelBody(host, repository, name)) };
      }),
  },
  {
    id: 'issues/remove-label',
    method: 'DELETE',
    path: `${issue}/labels/{name}`,
    access: 'repository',
    need: writes,
    handle: (call) =>
      onPull(call, 'issue_number', (pull) => {
        const labels = pull.labels.filter((name) => name !== call.params.name);
        if (labels.length === pull.labels.length) return notFound('issues/labels#remove-a-label');
        call.registry.changePull(pull.id, { labels });
        const left = labels.map((name) => labelBody(call.host, call.repository, name));
        return { status: 200, body: left };
      }),
  },
  {
    id: 'issues/add-assignees',
    method: 'POST',
    path: `${issue}/assignees`,
    access: 'repository',
    need: writes,
    handle: (call) =>
      onPull(call, 'issue_number', (pull) => {
        // Whoever has no access is left out, and nothing says so.
        const wanted = namesIn(call.body, 'assignees').filter((login) => isNamed(call, login));
        const assignees = [...new Set([...(pull.assignees ?? []), ...wanted])];
        return { status: 201, body: issueBody(call, call.registry.changePull(pull.id, { assignees })) };
      }),
  },
  {
    id: 'issues/update',
    method: 'PATCH',
    path: issue,
    access: 'repository',
    need: writes,
    handle: (call) =>
      onPull(call, 'issue_number', (pull) => {
        const { milestone } = (call.body ?? {}) as { readonly milestone?: unknown };
        if (typeof milestone !== 'number' || !call.repository.milestones?.includes(milestone)) {
          const error = { resource: 'Issue', field: 'milestone', code: 'invalid', value: milestone };
          return validationFailed([error], 'issues/issues#update-an-issue');
        }
        return { status: 200, body: issueBody(call, call.registry.changePull(pull.id, { milestone })) };
      }),
  },
];

function requestReviewers(call: RepositoryCall): Promise<Result> | Result {
  return onPull(call, 'pull_number', async (pull) => {
    const { repository, registry } = call;
    const users = namesIn(call.body, 'reviewers');
    const teams = namesIn(call.body, 'team_reviewers');
    const anchor = 'pulls/review-requests#request-reviewers-for-a-pull-request';
    const refused = (message: string): Result => ({
      status: 422,
      body: { message, documentation_url: `https://docs.github.com/rest/${anchor}`, status: '422' },
    });
    if (users.includes(pull.author)) return refused('Review cannot be requested from pull request author.');
    const known = teams.every((slug) => repository.teams?.includes(slug));
    if (!known || !users.every((login) => isNamed(call, login))) {
      return refused(
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a ' +
          `collaborator of the ${fullName(repository)} repository.`,
      );
    }
    const changed = registry.changePull(pull.id, {
      reviewers: [...new Set([...pull.reviewers, ...users])],
      teams: [...new Set([...(pull.teams ?? []), ...teams])],
    });
    return { status: 201, body: await pullSummaryBody(call, changed) };
  });
}

/** Owner, collaborator or member: whoever may be asked or assigned. */
function isNamed({ registry, repository }: RepositoryCall, login: string): boolean {
  const member = registry.organisation(repository.owner)?.members.includes(login) ?? false;
  const named = login === repository.owner || repository.collaborators[login] !== undefined || member;
  return named && roleOf(registry, login, repository) !== 'none';
}

function onPull(
  call: RepositoryCall,
  param: 'pull_number' | 'issue_number',
  act: (pull: PullRequest) => Promise<Result> | Result,
): Promise<Result> | Result {
  const pull = pullOf(call, param);
  return pull ? act(pull) : notFound();
}

function namesIn(body: unknown, field: string): readonly string[] {
  const value = ((body ?? {}) as Readonly<Record<string, unknown>>)[field];
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}
