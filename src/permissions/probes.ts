import type { Operation } from '../github/apiAnswer.ts';
import type { PermissionLevel, PermissionName } from '../shared/permissions.ts';

/** What an answer to a probe is taken for. Never more than likely: GitHub does not document that it authorises first. */
export type Meaning = 'likely' | 'refused';

interface ProbeBase {
  /** `permission:level`, which is what a success speaks for. */
  readonly id: string;
  readonly permission: PermissionName;
  readonly level: PermissionLevel;
}

/** One request of the REST API that writes nothing, whatever the token may do. */
export interface ApiProbe extends ProbeBase {
  readonly kind: 'api';
  readonly place: 'repository' | 'account';
  readonly operation: Operation;
  /** What follows the `?`. Empty where the operation writes: no field can travel with it. */
  readonly query: Readonly<Record<string, string | number | boolean>>;
  /** The placeholder that gets a name nobody uses, so that nothing of the repository is read by it. */
  readonly filled?: 'ref' | 'secret_name';
  /** Statuses that mean something; any other means nothing. */
  readonly means: Readonly<Record<number, Meaning>>;
  /** The answer is public where the repository is: there the request is not even made. */
  readonly privateOnly: boolean;
  /** GitHub Enterprise Server has no such operation. */
  readonly dotcomOnly?: true;
}

/** One GET of git's: the refs as a push would see them. */
export interface GitProbe extends ProbeBase {
  readonly kind: 'git';
  readonly place: 'repository';
}

export type Probe = ApiProbe | GitProbe;

const repository = '/repos/{owner}/{repo}';
const page = Object.freeze({ per_page: 1 });

type Rest = Partial<Pick<ApiProbe, 'query' | 'filled' | 'privateOnly' | 'dotcomOnly' | 'place'>>;

function api(id: string, operation: Operation, means: ApiProbe['means'], rest: Rest = {}): ApiProbe {
  const [permission = '', level] = id.split(':');
  return Object.freeze({
    kind: 'api',
    id,
    permission,
    level: level as PermissionLevel,
    place: 'repository',
    operation,
    query: Object.freeze({}),
    means: Object.freeze(means),
    privateOnly: false,
    ...rest,
  });
}

const read = Object.freeze({ 200: 'likely', 403: 'refused' } as const);
const readOrHidden = Object.freeze({ ...read, 404: 'refused' } as const);
const readOrNone = Object.freeze({ ...read, 404: 'likely' } as const);
const paged: Rest = Object.freeze({ query: page });
const pagedPrivate: Rest = Object.freeze({ query: page, privateOnly: true });
const account: Rest = Object.freeze({ query: page, place: 'account' });

/**
 * Every probe there is, in the order in which they are sent: first whether the token sees the repository at all, last
 * the one POST. It has the body `{}`, which GitHub refuses for want of a head and a base after it has looked at the
 * permission. What could write if a server behaved otherwise is not here, and what has no safe probe is below.
 * Source: facts/permission-probes.json (tiers 0 and 1, and `pull_requests:write` of tier 2).
 */
export const probes: readonly Probe[] = Object.freeze([
  api('metadata:read', `GET ${repository}`, { 200: 'likely', 403: 'refused' }, { privateOnly: true }),
  api('contents:read', `GET ${repository}/commits`, { ...read, 409: 'likely' }, pagedPrivate),
  api('pull_requests:read', `GET ${repository}/pulls`, read, pagedPrivate),
  // 410 where issues are turned off; the redirect of 301 is followed within its own host.
  api('issues:read', `GET ${repository}/issues`, { ...read, 301: 'likely', 410: 'likely' }, pagedPrivate),
  api('actions:read', `GET ${repository}/actions/artifacts`, read, pagedPrivate),
  api(
    'statuses:read',
    `GET ${repository}/commits/{ref}/statuses`,
    { 404: 'likely', 422: 'likely', 403: 'refused' },
    { filled: 'ref', privateOnly: true },
  ),
  api('secrets:read', `GET ${repository}/actions/secrets`, read, paged),
  api('actions_variables:read', `GET ${repository}/actions/variables`, read, paged),
  api('dependabot_secrets:read', `GET ${repository}/dependabot/secrets`, read, paged),
  api('repository_hooks:read', `GET ${repository}/hooks`, readOrHidden, paged),
  api('administration:read', `GET ${repository}/actions/permissions`, readOrHidden),
  api('administration:write', `GET ${repository}/rulesets/rule-suites`, read, paged),
  api('codespaces_secrets:write', `GET ${repository}/codespaces/secrets/{secret_name}`, readOrNone, {
    filled: 'secret_name',
    dotcomOnly: true,
  }),
  // The alert would come with the leaked secret in it.
  api('secret_scanning_alerts:read', `GET ${repository}/secret-scanning/alerts`, readOrNone, {
    query: Object.freeze({ ...page, hide_secret: true }),
  }),
  api('emails:read', 'GET /user/emails', readOrHidden, account),
  api('keys:read', 'GET /user/keys', readOrHidden, account),
  api('gpg_keys:read', 'GET /user/gpg_keys', readOrHidden, account),
  Object.freeze({
    kind: 'git',
    id: 'contents:write',
    permission: 'contents',
    level: 'write',
    place: 'repository',
  } as const),
  // The only one that is not a GET, and it gets an empty object.
  api('pull_requests:write', `POST ${repository}/pulls`, { 422: 'likely', 403: 'refused' }),
]);

/**
 * What people ask about and what no request shows without a risk: always unknown, and said so. Source:
 * facts/permission-probes.json (`never`), and none is known for the organisation's two.
 */
export const withoutProbe: readonly PermissionName[] = Object.freeze([
  'workflows',
  'members',
  'organization_administration',
]);
