import type { Access } from '../access.ts';
import type { SandboxHost } from '../hosts.ts';
import { ssoUrl, type Token } from '../world.ts';
import { notFound, type Result } from './operation.ts';

const docs = 'https://docs.github.com/rest';

/** A refusal in GitHub's own words, so that whoever classifies them here would classify them there. */
export function refuse(
  access: Exclude<Access, { kind: 'granted' }>,
  token: Token | undefined,
  host: SandboxHost,
): Result {
  const isApp = token?.kind.startsWith('installation') || token?.kind === 'app-user';
  switch (access.kind) {
    case 'hidden':
    case 'not-selected':
      return token ? notFound() : notFound();
    case 'permission-missing':
      // GitHub hides what a classic token has no scope for.
      if (token?.kind === 'classic' || token?.kind === 'oauth') return notFound();
      return forbidden(`Resource not accessible by ${isApp ? 'integration' : 'personal access token'}`);
    case 'user-may-not':
      return forbidden('Must have push access to the repository.');
    case 'sso-required': {
      const what = token?.kind === 'oauth' ? 'OAuth token' : 'Personal Access token';
      const message = `Resource protected by organization SAML enforcement. You must grant your ${what} access to this organization.`;
      const url = ssoUrl(host.webUrl, access.organisation);
      return { ...forbidden(message), headers: { 'x-github-sso': `required; url=${url}` } };
    }
    default:
      return forbidden(policyText(access, token, host));
  }
}

/** The organisation's refusals read the same over the API and over git. */
export function policyText(
  access: Extract<Access, { kind: 'classic-forbidden' | 'fine-grained-forbidden' | 'lifetime-forbidden' }>,
  token: Token | undefined,
  host: SandboxHost,
): string {
  const name = access.organisation;
  switch (access.kind) {
    case 'classic-forbidden':
      return `\`${name}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`;
    case 'fine-grained-forbidden':
      return `\`${name}\` forbids access via a personal access token with fine-grained permissions. Please use a GitHub App, OAuth App, or a personal access token (classic).`;
    case 'lifetime-forbidden': {
      const page = `${host.webUrl}/settings/personal-access-tokens/${token?.id.replace('token-', '')}`;
      return `The '${name}' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than ${access.days} days. Please adjust your token's lifetime at the following URL: ${page}`;
    }
  }
}

export function forbidden(message: string): Result {
  return { status: 403, body: { message, documentation_url: docs, status: '403' } };
}

export function unauthorized(
  message: 'Bad credentials' | 'Requires authentication' | 'A JSON web token could not be decoded',
): Result {
  return { status: 401, body: { message, documentation_url: docs, status: '401' } };
}
