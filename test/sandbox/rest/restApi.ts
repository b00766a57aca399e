import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { judgeAccess } from '../access.ts';
import { type Caller, identify } from '../authentication.ts';
import { gheServerVersion, type SandboxHost } from '../hosts.ts';
import type { OpenApiCheck } from '../openapi.ts';
import type { Registry } from '../registry.ts';
import { json, type Reply, readBody } from '../reply.ts';
import { fullName, type Repository, type Token } from '../world.ts';
import { accountOperations } from './accountOperations.ts';
import { appOperations } from './appOperations.ts';
import { extraOperations } from './extraOperations.ts';
import { answerGraphql } from './graphql.ts';
import { type Call, notFound, type Operation, type Result } from './operation.ts';
import { probeOperations } from './probeOperations.ts';
import { pullOperations } from './pullOperations.ts';
import { forbidden, refuse, unauthorized } from './refusals.ts';
import { repositoryOperations } from './repositoryOperations.ts';
import { tokenHeaders } from './tokenHeaders.ts';

const operations: readonly Operation[] = [
  ...appOperations,
  ...accountOperations,
  ...repositoryOperations,
  ...pullOperations,
  ...extraOperations,
  ...probeOperations,
];
const knownVersions = ['2022-11-28', '2026-03-10'];

/** The REST API of all hosts: one table, GitHub's order of checks, GitHub's headers. */
export class RestApi {
  readonly #registry: Registry;
  readonly #check: OpenApiCheck | undefined;
  readonly #used = new Map<string, number>();

  constructor(registry: Registry, check: OpenApiCheck | undefined) {
    this.#registry = registry;
    this.#check = check;
  }

  async answer(request: IncomingMessage, host: SandboxHost, path: string): Promise<Reply> {
    const registry = this.#registry;
    const url = new URL(path, host.webUrl);
    const found = matchOperation(request.method ?? 'GET', url.pathname, host);
    const caller = identify(registry, host.web, request.headers.authorization);
    const content = await readBody(request);
    const isGraphql = request.method === 'POST' && url.pathname === '/graphql';
    const result = isGraphql
      ? answerGraphql(registry, host, caller, parseJson(content))
      : await this.#resultOf(request, host, url, found, caller, content);
    if (found) this.#check?.check(host.kind, found.operation.id, result.status, result.body);
    const token = caller.kind === 'token' ? caller.token : undefined;
    const headers = {
      ...this.#commonHeaders(request, host, token),
      ...(token && result.status !== 401 ? tokenHeaders(token, found?.operation) : {}),
      ...result.headers,
    };
    return result.body === undefined
      ? { status: result.status, headers, body: '' }
      : json(result.status, result.body, headers);
  }

  async #resultOf(
    request: IncomingMessage,
    host: SandboxHost,
    url: URL,
    found: Match | undefined,
    caller: Caller,
    content: string,
  ): Promise<Result> {
    const registry = this.#registry;
    const version = request.headers['x-github-api-version'];
    if (typeof version === 'string' && !knownVersions.includes(version)) {
      const message = `Version ${version.slice(0, 20)} is not supported.`;
      return {
        status: 400,
        body: { message, documentation_url: 'https://docs.github.com/rest', status: '400' },
      };
    }
    const operation = found?.operation;
    if (operation?.access === 'nobody-signed-in') {
      if (request.headers.authorization !== undefined)
        return forbidden('This endpoint must be called unauthenticated.');
    } else if (caller.kind !== 'anonymous' && registry.loginsLocked()) {
      return forbidden('Maximum number of login attempts exceeded. Please try again later.');
    } else if (caller.kind === 'bad') {
      registry.noteFailedLogin();
      return unauthorized('Bad credentials');
    } else if (caller.kind === 'bad-app') {
      const { message, status } = caller;
      const documentation_url = 'https://docs.github.com/rest';
      return { status, body: { message, documentation_url, status: String(status) } };
    }
    if (!found || !operation) return notFound();
    const token = caller.kind === 'token' ? caller.token : undefined;
    const body = parseJson(content);
    if (body === malformed) {
      return {
        status: 400,
        body: {
          message: 'Problems parsing JSON',
          documentation_url: 'https://docs.github.com/rest',
          status: '400',
        },
      };
    }
    const call: Call = { registry, host, token, params: found.params, query: url.searchParams, body };
    switch (operation.access) {
      case 'anyone':
      case 'nobody-signed-in':
        return operation.handle(call);
      case 'user':
        if (!token) return unauthorized('Requires authentication');
        return isInstallation(token)
          ? forbidden('Resource not accessible by integration')
          : operation.handle(call);
      case 'installation':
        if (!token) return unauthorized('Requires authentication');
        return isInstallation(token)
          ? operation.handle(call)
          : forbidden(
              'You must authenticate with an installation access token in order to use this endpoint.',
            );
      case 'app':
        return caller.kind === 'app'
          ? operation.handle({ ...call, app: caller.app })
          : unauthorized('A JSON web token could not be decoded');
      case 'repository': {
        const { owner = '', repo = '', repository_id = '' } = found.params;
        const hit = repository_id
          ? movedNever(registry.repositoryById(host.web, Number(repository_id)))
          : registry.repository(`${owner}/${repo}`, host.web);
        if (!hit) return notFound();
        const { repository } = hit;
        if (!token && operation.need.writes && !repository.private)
          return unauthorized('Requires authentication');
        const access = judgeAccess(registry, token, repository, operation.need);
        if (access.kind !== 'granted') return refuse(access, token, host);
        if (hit.moved) return movedTo(host, repository, url);
        if (operation.need.writes && repository.archived) {
          return forbidden('Repository was archived so is read-only.');
        }
        return operation.handle({ ...call, repository });
      }
    }
  }

  #commonHeaders(
    request: IncomingMessage,
    host: SandboxHost,
    token: Token | undefined,
  ): Record<string, string> {
    // The budget belongs to the user: all tokens of one person share it.
    const key = token ? token.login : 'anonymous';
    const used = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, used);
    const limit = token ? 5000 : 60;
    const now = this.#registry.now();
    const version = request.headers['x-github-api-version'];
    return {
      date: now.toUTCString(),
      server: 'github.com',
      vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-api-version-selected': typeof version === 'string' ? version : '2022-11-28',
      'x-github-request-id': randomBytes(8)
        .toString('hex')
        .toUpperCase()
        .replace(/(.{4})(?=.)/g, '$1:'),
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-used': String(used),
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...(host.kind === 'ghes' ? { 'x-github-enterprise-version': gheServerVersion } : {}),
    };
  }
}

interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

function matchOperation(method: string, path: string, host: SandboxHost): Match | undefined {
  // The address that a renamed repository's 301 names; it answers what /repos/{owner}/{repo} answers.
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const wanted = byId ? `/repos/-/-${byId[2] ?? ''}` : path;
  for (const operation of operations) {
    if (operation.method !== method) continue;
    // GHES has no such endpoint (its description does not know it).
    if (operation.id === 'credentials/revoke' && host.kind === 'ghes') continue;
    const params = matchPath(operation.path, wanted);
    if (params) return { operation, params: byId ? { ...params, repository_id: byId[1] ?? '' } : params };
  }
  return undefined;
}

/** The last parameter takes the rest of the path: branch names may hold slashes. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const greedy = /\{(branch|basehead)\}$/.test(template);
  const pattern = template
    .replace(/\{\w+\}/g, '([^/]+)')
    .replace(/\(\[\^\/\]\+\)$/, greedy ? '(.+)' : '([^/]+)');
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1);
  if (!values) return undefined;
  try {
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]));
  } catch {
    return undefined;
  }
}

function movedTo(host: SandboxHost, repository: Repository, url: URL): Result {
  const rest = url.pathname.split('/').slice(4).join('/');
  const location = `${host.apiUrl}/repositories/${repository.id}${rest ? `/${rest}` : ''}${url.search}`;
  const documentation_url =
    'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects';
  return {
    status: 301,
    body: { message: 'Moved Permanently', url: location, documentation_url },
    headers: { location },
  };
}

function movedNever(repository: Repository | undefined) {
  return repository && { repository, moved: false, name: fullName(repository) };
}

function isInstallation(token: Token): boolean {
  return token.kind === 'installation' || token.kind === 'installation-opaque';
}

const malformed = Symbol('malformed');

function parseJson(content: string): unknown {
  if (content.trim() === '') return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return malformed;
  }
}
