import { readPorcelain } from './porcelain.ts';
import type { RefusedPush, RuleId, WorkflowActor } from './problems.ts';

/** How the isolated git ended. Texts are git's, in English (`LC_ALL=C`), already redacted. */
export interface PushEnd {
  readonly end: 'exited' | 'timeout' | 'cancelled';
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timeoutSeconds: number;
}

export type ExplainedPush =
  | { readonly kind: 'pushed' }
  | { readonly kind: 'upToDate' }
  | { readonly kind: 'refused'; readonly problem: RefusedPush };

/**
 * What happened to the one ref that was pushed. A status line for that ref is the only proof of success: an exit code
 * alone says nothing about a ref that the server left out.
 */
export function explainPush(end: PushEnd, remoteRef: string): ExplainedPush {
  if (end.end === 'cancelled') return { kind: 'refused', problem: { kind: 'cancelled' } };
  if (end.end === 'timeout') {
    return { kind: 'refused', problem: { kind: 'timeout', seconds: end.timeoutSeconds } };
  }
  const status = readPorcelain(end.stdout).find((each) => each.to === remoteRef);
  if (end.exitCode === 0 && status !== undefined && ' *'.includes(status.flag)) return { kind: 'pushed' };
  if (end.exitCode === 0 && status?.flag === '=') return { kind: 'upToDate' };
  return { kind: 'refused', problem: explainRefusal(status?.summary ?? '', end.stderr) };
}

type Reader = (match: RegExpExecArray, text: string) => RefusedPush;

/**
 * The wording is no contract, so the order goes from what only one cause can print to what many can.
 * Source: facts/error-catalogue.json (GitHub's texts), git's remote-curl.c, send-pack.c and curl's errors.
 */
const texts = Object.freeze<readonly (readonly [RegExp, Reader])[]>([
  [
    /refusing to allow (a Personal Access Token|an OAuth App|a GitHub App) to create or update workflow `([^`\n]{1,300})`/i,
    (match) => ({ kind: 'workflowScope', path: match[2] ?? '', actor: actorOf(match[1] ?? '') }),
  ],
  [
    /GH006: Protected branch update failed for ([^\s]+?)\.?(?:\s|$)/i,
    (match) => ({ kind: 'protectedBranch', ref: match[1] ?? '' }),
  ],
  [
    /GH013: Repository rule violations found for ([^\s]+?)\.?(?:\s|$)/i,
    (match, text) =>
      /GITHUB PUSH PROTECTION|Push cannot contain secrets/i.test(text)
        ? { kind: 'pushProtection', ref: match[1] ?? '' }
        : { kind: 'repoRules', ref: match[1] ?? '', rules: rulesOf(text) },
  ],
  [/GH001: Large files detected/i, () => ({ kind: 'largeFile' })],
  [
    /\[rejected\] \((?:non-fast-forward|fetch first|needs force|stale info)\)/i,
    () => ({ kind: 'nonFastForward' }),
  ],
  [/SAML SSO/i, (_match, text) => ({ kind: 'ssoRequired', organisation: organisationOf(text) })],
  [
    /forbids access via a fine-grained personal access tokens? if the token's lifetime is greater than ([0-9]{1,5}) days/i,
    (match) => ({ kind: 'tokenForbidden', why: 'lifetime', days: Number(match[1]) }),
  ],
  [
    /forbids access via a personal access tokens? \(classic\)/i,
    () => ({ kind: 'tokenForbidden', why: 'classic', days: undefined }),
  ],
  [
    /forbids access via a (?:personal access token with fine-grained permissions|fine-grained personal access token)/i,
    () => ({ kind: 'tokenForbidden', why: 'fine-grained', days: undefined }),
  ],
  [/has an IP allow list enabled/i, () => ({ kind: 'ipAllowList' })],
  [/repository was archived so it is read-only/i, () => ({ kind: 'repositoryArchived' })],
  [
    /Write access to repository not granted|Permission to \S+ denied to /i,
    () => ({ kind: 'writeNotGranted' }),
  ],
  [
    /(?:HTTP code|CONNECT tunnel failed, response|CONNECT) ([0-9]{3})(?: from proxy)?/i,
    (match) => ({ kind: 'proxyRefused', status: Number(match[1]) }),
  ],
  [/Could not resolve proxy/i, () => ({ kind: 'proxyRefused', status: undefined })],
  [
    /Authentication failed for|could not read (?:Username|Password) for|Invalid username or (?:password|token)/i,
    () => ({ kind: 'badCredentials' }),
  ],
  [/repository '[^'\n]*' not found|Repository not found/i, () => ({ kind: 'repositoryNotFound' })],
  [/rate limited by '/i, () => ({ kind: 'rateLimited' })],
  [
    /(?:requested URL returned error:|RPC failed; HTTP) ([0-9]{3})/i,
    (match) => explainStatus(Number(match[1])),
  ],
  [
    /SSL certificate problem|server certificate verification failed|SSL: no alternative certificate|certificate subject name|SEC_E_|CERT_|unable to get local issuer|error setting certificate|SSL peer certificate/i,
    () => ({ kind: 'tlsUntrusted' }),
  ],
  [
    /Could not resolve host|Failed to connect|Couldn't connect|Connection refused|Network is unreachable|No route to host|Connection timed out/i,
    () => ({ kind: 'offline' }),
  ],
  [
    /hung up unexpectedly|unexpected disconnect|Empty reply|Recv failure|Send failure|RPC failed; curl|early EOF|SSL_ERROR_SYSCALL|GnuTLS recv error|Operation too slow|transfer closed/i,
    () => ({ kind: 'connectionLost' }),
  ],
  [/\[remote rejected\]|pre-receive hook declined/i, () => ({ kind: 'remoteRejected' })],
]);

function explainRefusal(summary: string, stderr: string): RefusedPush {
  const text = `${summary}\n${stderr}`;
  for (const [pattern, read] of texts) {
    const match = pattern.exec(text);
    if (match !== null) return read(match, text);
  }
  return { kind: 'unknown' };
}

function explainStatus(status: number): RefusedPush {
  if (status >= 300 && status < 400) return { kind: 'redirectRefused' };
  if (status === 401) return { kind: 'badCredentials' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'repositoryNotFound' };
  if (status === 407) return { kind: 'proxyRefused', status };
  if (status === 429) return { kind: 'rateLimited' };
  return status >= 500 ? { kind: 'serverError', status } : { kind: 'unknown' };
}

function actorOf(words: string): WorkflowActor {
  if (/oauth/i.test(words)) return 'oauth-app';
  return /github app/i.test(words) ? 'github-app' : 'personal-token';
}

/** An organisation's name is server text: only what a login can be is taken. */
function organisationOf(text: string): string | undefined {
  return /'([A-Za-z0-9-]{1,100})' organization has enabled or enforced SAML SSO/i.exec(text)?.[1];
}

const rules = Object.freeze<readonly (readonly [RegExp, RuleId])[]>([
  [/Changes must be made through a pull request/i, 'pull-request'],
  [/Cannot force-push to this branch/i, 'force-push'],
  [/Cannot (?:update|delete|create) (?:this )?protected ref/i, 'protected-ref'],
  [/required status checks? (?:is|are) expected/i, 'status-checks'],
  [/Commits must have verified signatures/i, 'signatures'],
  [/This branch must not contain merge commits/i, 'linear-history'],
]);

function rulesOf(text: string): readonly RuleId[] {
  const found = rules.filter(([pattern]) => pattern.test(text)).map(([, id]) => id);
  return found.length === 0 ? ['other'] : found;
}
