import { firstWording } from '../github/errorCatalogue.ts';
import { type GitErrorId, gitWordings } from '../github/gitCatalogue.ts';
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
  return { kind: 'refused', problem: explainRefusal(status?.summary ?? '', end.stderr, remoteRef) };
}

/** `ref` is ours: what a server calls the branch is not repeated. */
type Reader = (match: RegExpExecArray, text: string, ref: string) => RefusedPush;

const is =
  (problem: RefusedPush): Reader =>
  () =>
    problem;
const touchesWorkflow =
  (actor: WorkflowActor): Reader =>
  (match) => ({ kind: 'workflowScope', path: workflowPath(match[1] ?? ''), actor });

/** The cause of each wording. A wording without a cause does not compile. */
const causes: Readonly<Record<GitErrorId, Reader>> = {
  'workflow-scope-pat': touchesWorkflow('personal-token'),
  'workflow-scope-oauth': touchesWorkflow('oauth-app'),
  'workflow-scope-app': touchesWorkflow('github-app'),
  'protected-branch': (_match, _text, ref) => ({ kind: 'protectedBranch', ref }),
  'push-protection': (_match, _text, ref) => ({ kind: 'pushProtection', ref }),
  'repo-rule-violation': (_match, text, ref) => ({ kind: 'repoRules', ref, rules: rulesOf(text) }),
  'large-file': is({ kind: 'largeFile' }),
  'force-push-forbidden': (_match, _text, ref) => ({ kind: 'repoRules', ref, rules: ['force-push'] }),
  'private-email': is({ kind: 'privateEmail' }),
  'lfs-objects-missing': is({ kind: 'lfsObjectsMissing' }),
  'ref-name-refused': is({ kind: 'refNameRefused' }),
  'non-fast-forward': is({ kind: 'nonFastForward' }),
  'shallow-refused': is({ kind: 'shallowRefused' }),
  'pack-too-large': is({ kind: 'packTooLarge' }),
  'ref-conflict': is({ kind: 'refConflict' }),
  'ref-locked': is({ kind: 'refLocked' }),
  'hook-timeout': is({ kind: 'remoteTimeout' }),
  'remote-full': is({ kind: 'remoteFull' }),
  'disk-full': is({ kind: 'diskFull' }),
  'objects-refused': is({ kind: 'objectsRefused' }),
  'unpack-failed': is({ kind: 'unpackFailed' }),
  'account-suspended': is({ kind: 'accountSuspended' }),
  'app-suspended': is({ kind: 'appSuspended' }),
  'saml-sso-git': (_match, text) => ({ kind: 'ssoRequired', organisation: organisationOf(text) }),
  'fg-pat-lifetime-forbidden-git': (match) => ({
    kind: 'tokenForbidden',
    why: 'lifetime',
    days: Number(match[1]),
  }),
  'classic-pat-forbidden-git': is({ kind: 'tokenForbidden', why: 'classic', days: undefined }),
  'fg-pat-forbidden-git': is({ kind: 'tokenForbidden', why: 'fine-grained', days: undefined }),
  'oauth-app-restricted-git': is({ kind: 'tokenForbidden', why: 'oauth-app', days: undefined }),
  'ip-allow-list-git': is({ kind: 'ipAllowList' }),
  'repository-archived-git': is({ kind: 'repositoryArchived' }),
  'repository-disabled-git': is({ kind: 'repositoryDisabled' }),
  'repository-moved': is({ kind: 'redirectRefused' }),
  'git-secondary-limit': is({ kind: 'rateLimited' }),
  'git-write-not-granted': is({ kind: 'writeNotGranted' }),
  'git-permission-denied': is({ kind: 'writeNotGranted' }),
  'proxy-refused': (match) => ({ kind: 'proxyRefused', status: Number(match[1]) }),
  'proxy-unknown': is({ kind: 'proxyRefused', status: undefined }),
  'git-password-unsupported': is({ kind: 'badCredentials' }),
  'git-password-removed': is({ kind: 'badCredentials' }),
  'git-authentication-failed': is({ kind: 'badCredentials' }),
  'git-no-prompt': is({ kind: 'badCredentials' }),
  'git-invalid-username-or-password': is({ kind: 'badCredentials' }),
  'git-repo-not-found': is({ kind: 'repositoryNotFound' }),
  'git-rate-limited': is({ kind: 'rateLimited' }),
  'internal-server-error': is({ kind: 'serverError', status: 500 }),
  'http-status': (match) => explainStatus(Number(match[1])),
  'tls-untrusted': is({ kind: 'tlsUntrusted' }),
  offline: is({ kind: 'offline' }),
  'connection-lost': is({ kind: 'connectionLost' }),
  'remote-rejected': is({ kind: 'remoteRejected' }),
};

/** More than git's own output cap; whoever hands over more gets the two ends judged, not a window that stands still. */
const longestText = 262_144;

function explainRefusal(summary: string, stderr: string, ref: string): RefusedPush {
  const text = bothEnds(`${summary}\n${stderr}`);
  const found = firstWording(gitWordings, text);
  return found === undefined ? { kind: 'unknown' } : causes[found.id](found.match, text, ref);
}

function bothEnds(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText / 2)}\n${text.slice(-longestText / 2)}`;
}

function explainStatus(status: number): RefusedPush {
  if (status >= 300 && status < 400) return { kind: 'redirectRefused' };
  if (status === 401) return { kind: 'badCredentials' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'repositoryNotFound' };
  // A proxy or a server in front of GitHub that takes no body of this size.
  if (status === 413) return { kind: 'packTooLarge' };
  if (status === 407) return { kind: 'proxyRefused', status };
  if (status === 429) return { kind: 'rateLimited' };
  if (status === 451) return { kind: 'repositoryDisabled' };
  return status >= 500 ? { kind: 'serverError', status } : { kind: 'unknown' };
}

/** A file's name is server text here: only what usually is one is repeated, and else the folder is named. */
function workflowPath(text: string): string {
  return /^\.github\/workflows\/[\p{L}\p{N}._ /-]{1,200}$/u.test(text) ? text : '.github/workflows';
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
