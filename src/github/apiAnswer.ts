import type { Permissions } from '../shared/permissions.ts';
import type { Secret } from '../shared/secret.ts';
import type { HostName } from '../tokens/host.ts';
import type { GraphqlMutation } from './graphql.ts';

/** A token together with the one host it may be sent to. There is no way to name another host beside it (B07). */
export interface Credential {
  readonly host: HostName;
  readonly token: Secret;
}

/**
 * Every REST operation this extension can perform. A token never lists repositories, organisations or other tokens,
 * because no such line is here; a new line is a decision for review (S0-10).
 */
export const operations = Object.freeze([
  'GET /user',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/branches/{branch}',
  'GET /repos/{owner}/{repo}/branches/{branch}/protection',
  'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'GET /repos/{owner}/{repo}/labels/{name}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  // Asked only when the person probes a permission, about one repository or the account itself. Only the status is read.
  'GET /repos/{owner}/{repo}/commits',
  'GET /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/actions/artifacts',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'GET /repos/{owner}/{repo}/actions/secrets',
  'GET /repos/{owner}/{repo}/actions/variables',
  'GET /repos/{owner}/{repo}/dependabot/secrets',
  'GET /repos/{owner}/{repo}/hooks',
  'GET /repos/{owner}/{repo}/actions/permissions',
  'GET /repos/{owner}/{repo}/rulesets/rule-suites',
  'GET /repos/{owner}/{repo}/codespaces/secrets/{secret_name}',
  'GET /repos/{owner}/{repo}/secret-scanning/alerts',
  'GET /user/emails',
  'GET /user/keys',
  'GET /user/gpg_keys',
  'DELETE /installation/token',
  // Signed by a GitHub App's key, about the App itself or the one repository at hand and its owner; nothing is listed.
  'GET /app',
  'GET /repos/{owner}/{repo}/installation',
  'GET /users/{username}/installation',
  'POST /app/installations/{installation_id}/access_tokens',
  // The one list: of the installations of an App user token's App, when the person probes; one owner's line is read.
  'GET /user/installations',
] as const);

/** A REST operation, or one of the mutations that REST does not have. */
export type Operation = (typeof operations)[number] | GraphqlMutation;

/** The part of an `AbortSignal` that code without a runtime needs; a real one fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface ApiRequest {
  readonly credential: Credential;
  readonly operation: Operation;
  /** Values for the placeholders, the query (GET) or the body (POST). Encoded by the adapter, never by the caller. */
  readonly parameters?: Readonly<Record<string, string | number | boolean | readonly string[] | Permissions>>;
  /** The body is exactly `{}`, whatever the parameters are: a write that cannot succeed, asked for its refusal. */
  readonly emptyBody?: true | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** The response headers that are read; all others are dropped at the edge. Source: facts/response-headers.json. */
export const readHeaders = Object.freeze([
  'date',
  'github-authentication-token-expiration',
  'retry-after',
  'x-accepted-github-permissions',
  'x-accepted-oauth-scopes',
  'x-github-enterprise-version',
  'x-github-request-id',
  'x-github-sso',
  'x-oauth-scopes',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-resource',
  'x-ratelimit-used',
] as const);

/** Lower-case names; a repeated header arrives joined by `, `; an absent one is absent. */
export type ApiHeaders = Readonly<Partial<Record<(typeof readHeaders)[number], string>>>;

/** One item of `errors[]` in a validation answer: redacted, without control characters, bounded. */
export interface ServerError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface Answered {
  readonly status: number;
  readonly headers: ApiHeaders;
  /** When the answer arrived, by our clock: ms since the epoch. */
  readonly at: number;
}

/** What GitHub answered. Server text in `refused` is already redacted and bounded; `data` is unchecked JSON. */
export type ApiAnswer =
  | (Answered & { readonly kind: 'ok'; readonly data: unknown })
  | (Answered & {
      readonly kind: 'refused';
      readonly message: string;
      readonly errors: readonly ServerError[];
    });

/**
 * The network, injected so that decisions are tested without one.
 * Throws `Failure<ApiProblem>` when there was no answer to judge (offline, timeout, refused redirect, waiting time).
 * Only a GET is ever repeated by itself.
 */
export interface GitHubApi {
  request(request: ApiRequest): Promise<ApiAnswer>;
}
