import type { Token } from '../world.ts';
import type { Operation } from './operation.ts';

/** Headers that tell a token about itself and about what the operation would accept. */
export function tokenHeaders(token: Token, operation: Operation | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  const hasScopes = token.kind === 'classic' || token.kind === 'oauth';
  if (hasScopes) {
    headers['x-oauth-scopes'] = token.scopes.join(', ');
    headers['x-accepted-oauth-scopes'] = operation ? acceptedScopes(operation) : '';
  } else if (operation) {
    headers['x-accepted-github-permissions'] = acceptedPermissions(operation);
  }
  const tellsExpiry = token.kind === 'classic' || token.kind === 'fine-grained';
  if (tellsExpiry && token.expiresAt) {
    headers['github-authentication-token-expiration'] = expiryText(token.expiresAt, token.expiryFormat);
  }
  return headers;
}

/** ',' joins what is needed together, ';' separates alternatives. */
export function acceptedPermissions(operation: Operation): string {
  // What GitHub sends where no permission is needed: from memory, unverified.
  if (operation.access !== 'repository') return 'allows_permissionless_access=true';
  return operation.need.permissions
    .map((set) =>
      Object.entries(set)
        .map(([name, level]) => `${name}=${level}`)
        .join(','),
    )
    .join('; ');
}

function acceptedScopes(operation: Operation): string {
  if (operation.access !== 'repository') return '';
  return operation.need.writes ? 'public_repo, repo' : 'repo';
}

/** `2026-06-15 20:29:00 UTC`, or the same instant as `2026-06-15 15:29:00 -0500`. */
export function expiryText(date: Date, format: 'utc' | 'offset'): string {
  const shifted = format === 'utc' ? date : new Date(date.getTime() - 5 * 3600 * 1000);
  const text = shifted.toISOString().slice(0, 19).replace('T', ' ');
  return `${text} ${format === 'utc' ? 'UTC' : '-0500'}`;
}
