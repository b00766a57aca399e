import { type Access, judgeAccess } from '../access.ts';
import type { Caller } from '../authentication.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { nodeId } from './accountBodies.ts';
import type { Result } from './operation.ts';
import { refuse, unauthorized } from './refusals.ts';

/** The two mutations that are played, as a client may write them. Anything else is an error, as a typo would be. */
const accepted =
  /^mutation ?\(\$id: ID!\) \{ (markPullRequestReadyForReview|convertPullRequestToDraft)\(input: \{ pullRequestId: \$id \}\) \{ pullRequest \{ number isDraft \} \} \}$/;

/** `POST /graphql`: refuses with 200 and a typed list, as GitHub does. */
export function answerGraphql(registry: Registry, host: SandboxHost, caller: Caller, body: unknown): Result {
  if (caller.kind === 'bad') return unauthorized('Bad credentials');
  if (caller.kind !== 'token') return unauthorized('Requires authentication');
  const { query, variables } = (body ?? {}) as { readonly query?: unknown; readonly variables?: unknown };
  const name = accepted.exec(String(query).replace(/\s+/g, ' ').trim())?.[1];
  const { id } = (variables ?? {}) as { readonly id?: unknown };
  if (name === undefined) return failed(undefined, 'The sandbox plays two mutations only', '');
  const found = registry
    .repositories(host.web)
    .flatMap((repository) => registry.pulls(repository.id).map((pull) => ({ repository, pull })))
    .find(({ pull }) => nodeId('PR', pull.id) === id);
  const nowhere = `Could not resolve to a node with the global id of '${String(id)}'`;
  if (!found) return failed('NOT_FOUND', nowhere, name);
  const { repository, pull } = found;
  const { token } = caller;
  const need = { permissions: [{ pull_requests: 'write' }], writes: true } as const;
  const access = judgeAccess(registry, token, repository, need);
  if (access.kind !== 'granted') {
    const type = typeOf(access, token.kind);
    const scopes =
      "Your token has not been granted the required scopes to execute this query. The 'pullRequest' field requires one of the following scopes: ['repo'].";
    const said = messageOf(refuse(access, token, host), nowhere);
    return failed(type, type === 'INSUFFICIENT_SCOPES' ? scopes : said, name);
  }
  const draft = name === 'convertPullRequestToDraft';
  if (draft && !repository.draftsSupported) {
    return failed('UNPROCESSABLE', 'Draft pull requests are not supported in this repository.', name);
  }
  const changed = registry.changePull(pull.id, { draft });
  return {
    status: 200,
    body: { data: { [name]: { pullRequest: { number: changed.number, isDraft: changed.draft } } } },
    headers: { 'x-ratelimit-resource': 'graphql' },
  };
}

function typeOf({ kind }: Access, tokenKind: string): string {
  const hasScopes = tokenKind === 'classic' || tokenKind === 'oauth';
  if (kind === 'permission-missing' && hasScopes) return 'INSUFFICIENT_SCOPES';
  return kind === 'hidden' || kind === 'not-selected' ? 'NOT_FOUND' : 'FORBIDDEN';
}

function messageOf({ status, body }: Result, nowhere: string): string {
  if (status === 404) return nowhere;
  return String((body as { readonly message?: unknown } | undefined)?.message);
}

function failed(type: string | undefined, message: string, name: string): Result {
  const error = { ...(type ? { type } : {}), path: [name], locations: [{ line: 1, column: 1 }], message };
  return {
    status: 200,
    body: { data: { [name]: null }, errors: [error] },
    headers: { 'x-ratelimit-resource': 'graphql' },
  };
}
