import { shaOf } from '../git/gitObjects.ts';
import { hasScope, type Level } from '../world.ts';
import { commitBodies } from './commitBodies.ts';
import { type Call, notFound, type Operation, type RepositoryCall, type Result } from './operation.ts';
import { issueBody } from './pullBodies.ts';
import { forbidden } from './refusals.ts';

/** What everyone may read of a public repository. */
const open = (name: string) => ({ permissions: [{ [name]: 'read' as Level }], writes: false });
/** What being public opens to nobody: asked for like a change. */
const closed = (name: string, level: Level, role: Level) => ({
  permissions: [{ [name]: level }],
  writes: true,
  role,
});

type Handle = (call: RepositoryCall) => Promise<Result> | Result;

function get(id: string, path: string, need: ReturnType<typeof closed>, handle: Handle): Operation {
  return { id, method: 'GET', path: `/repos/{owner}/{repo}${path}`, access: 'repository', need, handle };
}

const ok = (body: unknown): Result => ({ status: 200, body });
const none = (name: string) => () => ok({ total_count: 0, [name]: [] });

/** What a permission opens to be read: nothing of it is ever there, since only who may look is of interest. */
export const probeOperations: readonly Operation[] = [
  get('repos/list-commits', '/commits', { ...open('contents'), role: 'read' }, listCommits),
  get('issues/list-for-repo', '/issues', { ...open('issues'), role: 'read' }, (call) => {
    const pulls = call.registry.pulls(call.repository.id).filter(({ state }) => state === 'open');
    return ok(pulls.slice(0, sizeOf(call)).map((pull) => issueBody(call, pull)));
  }),
  get(
    'actions/list-artifacts-for-repo',
    '/actions/artifacts',
    { ...open('actions'), role: 'read' },
    none('artifacts'),
  ),
  get(
    'repos/list-commit-statuses-for-ref',
    '/commits/{ref}/statuses',
    { ...open('statuses'), role: 'read' },
    async ({ repository, params }) =>
      (await shaOf(repository.gitDir, params.ref ?? '')) ? ok([]) : notFound('commits/statuses'),
  ),
  get('actions/list-repo-secrets', '/actions/secrets', closed('secrets', 'read', 'write'), none('secrets')),
  get(
    'actions/list-repo-variables',
    '/actions/variables',
    closed('actions_variables', 'read', 'write'),
    none('variables'),
  ),
  get(
    'dependabot/list-repo-secrets',
    '/dependabot/secrets',
    closed('dependabot_secrets', 'read', 'write'),
    none('secrets'),
  ),
  get('repos/list-webhooks', '/hooks', closed('repository_hooks', 'read', 'admin'), () => ok([])),
  get(
    'actions/get-github-actions-permissions-repository',
    '/actions/permissions',
    closed('administration', 'read', 'admin'),
    () => ok({ enabled: true, allowed_actions: 'all' }),
  ),
  get('repos/get-repo-rule-suites', '/rulesets/rule-suites', closed('administration', 'write', 'admin'), () =>
    ok([]),
  ),
  get(
    'codespaces/get-repo-secret',
    '/codespaces/secrets/{secret_name}',
    closed('codespaces_secrets', 'write', 'write'),
    () => notFound('codespaces/repository-secrets#get-a-repository-secret'),
  ),
  get(
    'secret-scanning/list-alerts-for-repo',
    '/secret-scanning/alerts',
    closed('secret_scanning_alerts', 'read', 'write'),
    () => ok([]),
  ),
  ofAccount('users/list-emails-for-authenticated-user', '/user/emails', 'emails', 'user:email', (call) => [
    { email: `${call.token?.login}@example.com`, primary: true, verified: true, visibility: null },
  ]),
  ofAccount('users/list-public-ssh-keys-for-authenticated-user', '/user/keys', 'keys', 'read:public_key'),
  ofAccount('users/list-gpg-keys-for-authenticated-user', '/user/gpg_keys', 'gpg_keys', 'read:gpg_key'),
];

async function listCommits(call: RepositoryCall): Promise<Result> {
  const { host, repository } = call;
  const tip = await shaOf(repository.gitDir, `refs/heads/${repository.defaultBranch}`);
  if (!tip) {
    const documentation_url = 'https://docs.github.com/rest/commits/commits#list-commits';
    return { status: 409, body: { message: 'Git Repository is empty.', documentation_url, status: '409' } };
  }
  return ok(await commitBodies(host, repository, [`-${sizeOf(call)}`, tip]));
}

function sizeOf({ query }: Pick<Call, 'query'>): number {
  return Math.min(100, Number(query.get('per_page') ?? 30) || 30);
}

/** An account's own list. GitHub hides it from a classic token without the scope. */
function ofAccount(
  id: string,
  path: string,
  permission: string,
  scope: string,
  list: (call: Call) => readonly object[] = () => [],
): Operation {
  const headers = { 'x-accepted-github-permissions': `${permission}=read` };
  return {
    id,
    method: 'GET',
    path,
    access: 'user',
    handle: (call) => {
      const { token } = call;
      if (token?.kind === 'classic' || token?.kind === 'oauth') {
        return hasScope(token.scopes, scope) ? ok(list(call)) : notFound();
      }
      if (token?.permissions[permission] !== undefined) return { ...ok(list(call)), headers };
      return { ...forbidden('Resource not accessible by personal access token'), headers };
    },
  };
}
