import { frozenWordings } from './errorCatalogue.ts';

const seen = 'public posts and issues, seen 2026-11';
const memory = 'from memory, unverified';
const git = 'git/git';

/**
 * What GitHub, git and curl print when a push is refused. The order goes from what only one cause can print to what
 * many can. Where a stretch is taken out of the text it is bounded, because the text is a server's.
 */
export const gitWordings = frozenWordings({
  'workflow-scope-pat': [
    /refusing to allow a Personal Access Token to create or update workflow `([^`\n]{1,300})`/i,
    seen,
  ],
  'workflow-scope-oauth': [
    /refusing to allow an OAuth App to create or update workflow `([^`\n]{1,300})`/i,
    seen,
  ],
  'workflow-scope-app': [
    /refusing to allow a GitHub App to create or update workflow `([^`\n]{1,300})`/i,
    seen,
  ],
  'protected-branch': [/GH006: Protected branch update failed for /i, seen],
  'push-protection': [/GITHUB PUSH PROTECTION|Push cannot contain secrets|GH009: Secrets detected/i, seen],
  'repo-rule-violation': [/GH013: Repository rule violations found for /i, seen],
  'large-file': [/GH001: Large files detected/i, memory],
  'force-push-forbidden': [/GH003: Sorry, force-pushing to /i, memory],
  'private-email': [/GH007: Your push would publish a private email address/i, memory],
  'lfs-objects-missing': [/GH008: Your push referenced at least/i, memory],
  'ref-name-refused': [
    /GH00[25]: Sorry, |funny refname|refusing to (?:create|update) ref with (?:bad|invalid|funny) name|deny updating a hidden ref/i,
    `${git} builtin/receive-pack.c; ${memory}`,
  ],
  'non-fast-forward': [
    /\[rejected\] \((?:non-fast-forward|fetch first|needs force|stale info)\)/i,
    `${git} transport.c`,
  ],
  'shallow-refused': [/shallow update not allowed/i, `${git} builtin/receive-pack.c`],
  'pack-too-large': [/pack exceeds maximum allowed size/i, `${git} builtin/index-pack.c`],
  'ref-conflict': [
    /directory file conflict|cannot lock ref '[^'\n]{1,300}': '[^'\n]{1,300}' exists/i,
    `${git} refs/files-backend.c; ${memory}`,
  ],
  'ref-locked': [
    /cannot lock ref|failed to lock|failed to update ref|incorrect old value provided|reference already exists/i,
    `${git} builtin/receive-pack.c`,
  ],
  'hook-timeout': [/pre-receive hook [^\n]{0,80}(?:timed out|timeout|time limit)/i, memory],
  'remote-full': [
    /remote:[^\n]{0,300}(?:No space left on device|quota exceeded)|exceeds? [^\n]{0,40}\bquota\b/i,
    memory,
  ],
  'disk-full': [/No space left on device|Disk quota exceeded/i, 'errno(3)'],
  'objects-refused': [/fsck error|remote: (?:error|fatal): object [0-9a-f]{40,64}: /i, `${git} fsck.c`],
  'unpack-failed': [
    /unpacker error|remote unpack failed|index-pack abnormal exit/i,
    `${git} builtin/receive-pack.c`,
  ],
  'account-suspended': [/your account (?:is|was|has been) suspended/i, memory],
  'app-suspended': [/installation has been suspended|App has been suspended/i, memory],
  'saml-sso-git': [/SAML SSO/i, seen],
  'fg-pat-lifetime-forbidden-git': [
    /forbids access via a fine-grained personal access tokens? if the token's lifetime is greater than ([0-9]{1,5}) days/i,
    seen,
  ],
  'classic-pat-forbidden-git': [/forbids access via a personal access tokens? \(classic\)/i, seen],
  'fg-pat-forbidden-git': [
    /forbids access via a (?:personal access token with fine-grained permissions|fine-grained personal access token)/i,
    seen,
  ],
  'oauth-app-restricted-git': [/has enabled OAuth App access restrictions/i, memory],
  'ip-allow-list-git': [/has an IP allow list enabled/i, seen],
  'repository-archived-git': [/repository was archived so it is read-only/i, seen],
  'repository-disabled-git': [
    /Access to this repository has been disabled|Repository [^\n]{0,200} (?:is|has been) disabled|DMCA takedown/i,
    memory,
  ],
  'repository-moved': [/This repository moved\. Please use the new location/i, seen],
  'git-secondary-limit': [
    /secondary rate limit|API rate limit exceeded|Maximum number of login attempts/i,
    memory,
  ],
  'git-write-not-granted': [/Write access to repository not granted/i, seen],
  'git-permission-denied': [/Permission to \S{1,300} denied to /i, memory],
  'proxy-refused': [
    /(?:HTTP code|CONNECT tunnel failed, response|CONNECT) ([0-9]{3})(?: from proxy)?/i,
    'curl lib/cf-h1-proxy.c',
  ],
  'proxy-unknown': [
    /Could not resolve proxy|Proxy CONNECT aborted|Received no response from proxy/i,
    'curl lib/strerror.c, lib/cf-h1-proxy.c',
  ],
  'git-password-unsupported': [/Password authentication is not supported for Git operations/i, seen],
  'git-password-removed': [/Support for password authentication was removed/i, memory],
  'git-authentication-failed': [/Authentication failed for/i, `${git} http.c`],
  'git-no-prompt': [/could not read (?:Username|Password) for/i, 'local experiment'],
  'git-invalid-username-or-password': [/Invalid username or (?:password|token)/i, memory],
  'git-repo-not-found': [
    /repository '[^'\n]{0,400}' not found|Repository not found/i,
    `${git} remote-curl.c`,
  ],
  'git-rate-limited': [/rate limited by '/i, `${git} remote-curl.c @1a3e64c`],
  'internal-server-error': [
    /remote: (?:error: |fatal: )?Internal Server Error|\[remote rejected\] \(Internal Server Error\)/i,
    memory,
  ],
  'http-status': [/(?:requested URL returned error:|RPC failed; HTTP) ([0-9]{3})/i, 'curl lib/http.c'],
  'tls-untrusted': [
    /SSL certificate problem|server certificate verification failed|SSL: no alternative certificate|certificate subject name|SEC_E_|CERT_|unable to get local issuer|error setting certificate|SSL peer certificate/i,
    'curl lib/vtls',
  ],
  offline: [
    /Could not resolve host|Failed to connect|Couldn't connect|Connection refused|Network is unreachable|No route to host|Connection timed out/i,
    'curl lib/strerror.c',
  ],
  'connection-lost': [
    /hung up unexpectedly|unexpected disconnect|Empty reply|Recv failure|Send failure|RPC failed; curl|early EOF|SSL_ERROR_SYSCALL|GnuTLS recv error|Operation too slow|transfer closed/i,
    `${git} remote-curl.c, curl lib/strerror.c`,
  ],
  'remote-rejected': [/\[remote rejected\]|pre-receive hook declined/i, `${git} builtin/receive-pack.c`],
});

export type GitErrorId = keyof typeof gitWordings;
