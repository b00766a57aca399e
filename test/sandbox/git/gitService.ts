import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Access, judgeAccess } from '../access.ts';
import { identify } from '../authentication.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { type Reply, text } from '../reply.ts';
import { policyText } from '../rest/refusals.ts';
import { fullName, hasScope, type Repository, ssoUrl, type Token } from '../world.ts';
import { reasonsFileFor, runBackend } from './gitBackend.ts';

const pattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a path on the web side is smart HTTP. */
export function isGitPath(path: string): boolean {
  return pattern.test(path);
}

/** GitHub's git over HTTPS: the token is judged here, the protocol is git's own `http-backend`. */
export class GitService {
  readonly #registry: Registry;
  readonly #folder: string;
  #serial = 0;

  constructor(registry: Registry, folder: string) {
    this.#registry = registry;
    this.#folder = folder;
  }

  async answer(request: IncomingMessage, host: SandboxHost, target: URL, echo: boolean): Promise<Reply> {
    const [, owner = '', name = '', action = ''] = pattern.exec(target.pathname) ?? [];
    const service = action === 'info/refs' ? target.searchParams.get('service') : action;
    const writes = service === 'git-receive-pack';
    const judged = this.#judge(
      request,
      host,
      `${decodeURIComponent(owner)}/${decodeURIComponent(name)}`,
      writes,
    );
    if (judged.kind === 'refused') {
      request.resume();
      return judged.reply;
    }
    const { repository, token, moved } = judged;
    if (moved) {
      request.resume();
      const location = `${host.webUrl}/${fullName(repository)}.git/${action}${target.search}`;
      return text(301, `Moved Permanently. Redirecting to ${location}\n`, { location });
    }
    this.#serial += 1;
    const facts = writes ? hookFacts(host, repository, token) : {};
    const seen = request.headers.authorization ?? '';
    const reply = await runBackend(request, {
      repositoriesFolder: join(this.#folder, 'repositories'),
      path: `/${repository.id}.git/${action}`,
      query: target.search.slice(1),
      user: token?.login ?? '',
      hookFacts: { ...facts, SANDBOX_ECHO: echo ? `debug: got header Authorization: ${seen}` : '' },
      reasonsFile: reasonsFileFor(this.#folder, this.#serial),
    });
    if (writes && action === 'git-receive-pack' && reply.status === 200) {
      this.#registry.changeRepository(repository.id, { pushedAt: this.#registry.now() });
    }
    return reply;
  }

  #judge(request: IncomingMessage, host: SandboxHost, name: string, writes: boolean): Judged {
    const registry = this.#registry;
    const caller = identify(registry, host.web, request.headers.authorization);
    if (caller.kind === 'bad') {
      registry.noteFailedLogin();
      return challenge(
        'Invalid username or token. Password authentication is not supported for Git operations.',
      );
    }
    const token = caller.kind === 'token' ? caller.token : undefined;
    const hit = registry.repository(name, host.web);
    if (!hit) return token ? refused(404, 'Repository not found.') : challenge('Repository not found.');
    const { repository, moved } = hit;
    if (!token && (writes || repository.private)) {
      return challenge(writes ? 'No anonymous write access.' : 'Repository not found.');
    }
    const need = { permissions: [{ contents: writes ? 'write' : 'read' }], writes } as const;
    const access = judgeAccess(registry, token, repository, need);
    if (access.kind !== 'granted') return refusal(access, token, repository, host);
    if (writes && repository.archived && !moved) {
      return refused(403, 'This repository was archived so it is read-only.');
    }
    return { kind: 'granted', repository, token, moved };
  }
}

type Judged =
  | {
      readonly kind: 'granted';
      readonly repository: Repository;
      readonly token: Token | undefined;
      readonly moved: boolean;
    }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** git shows a text/plain body of a refusal as `remote:` lines. */
function refused(status: number, body: string): Judged {
  return { kind: 'refused', reply: text(status, `${body}\n`) };
}

function challenge(body: string): Judged {
  return { kind: 'refused', reply: text(401, `${body}\n`, { 'www-authenticate': 'Basic realm="GitHub"' }) };
}

function refusal(
  access: Exclude<Access, { kind: 'granted' }>,
  token: Token | undefined,
  repository: Repository,
  host: SandboxHost,
): Judged {
  const denied = `Permission to ${fullName(repository)}.git denied to ${token?.login}.`;
  switch (access.kind) {
    case 'hidden':
      return refused(404, 'Repository not found.');
    case 'not-selected':
      return refused(403, 'Write access to repository not granted.');
    case 'permission-missing':
      return refused(
        403,
        token?.kind === 'classic' || token?.kind === 'oauth'
          ? denied
          : 'Write access to repository not granted.',
      );
    case 'user-may-not':
      return refused(403, denied);
    case 'sso-required': {
      const name = access.organisation;
      const url = ssoUrl(host.webUrl, name);
      return refused(
        403,
        `The '${name}' organization has enabled or enforced SAML SSO.\n` +
          `To access this repository, visit ${url} and try your request again.`,
      );
    }
    default:
      return refused(403, policyText(access, token, host));
  }
}

/** What the pre-receive hook needs to know about this push: see preReceive.ts. */
function hookFacts(
  host: SandboxHost,
  repository: Repository,
  token: Token | undefined,
): Record<string, string> {
  const lines = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([branch, value]) => `refs/heads/${branch}\t${value}`).join('\n');
  const guards = Object.entries(repository.protectedBranches).flatMap(([branch, reasons]) =>
    reasons.map((reason) => [branch, reason] as const),
  );
  return {
    ...(token ? workflowFacts(token) : {}),
    SANDBOX_PROTECTED: lines(guards),
    SANDBOX_RULES: lines(repository.rules.map(({ branch, type }) => [branch, type] as const)),
    SANDBOX_RULES_URL: `${host.webUrl}/${fullName(repository)}/rules`,
  };
}

function workflowFacts(token: Token): Record<string, string> {
  const isClassic = token.kind === 'classic' || token.kind === 'oauth';
  const granted = isClassic
    ? hasScope(token.scopes, 'workflow')
    : ['write', 'admin'].includes(token.permissions.workflows ?? '');
  const isPat = token.kind === 'classic' || token.kind === 'fine-grained';
  const actor = isPat ? 'a Personal Access Token' : token.kind === 'oauth' ? 'an OAuth App' : 'a GitHub App';
  const grant = isPat || token.kind === 'oauth' ? '`workflow` scope' : '`workflows` permission';
  return { SANDBOX_ACTOR: actor, SANDBOX_GRANT: granted ? '' : grant };
}
