import type { AppCaller } from './apps.ts';
import type { Registry } from './registry.ts';
import type { Token } from './world.ts';

/** Who is asking, by the Authorization header alone. */
export type Caller =
  | AppCaller
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'token'; readonly token: Token }
  /** Malformed, unknown, expired, ended, or made for another host. `tokenId` if the value is one we once gave out. */
  | { readonly kind: 'bad'; readonly tokenId: string | undefined };

export function identify(registry: Registry, host: string, authorization: string | undefined): Caller {
  if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
  const value = credentialOf(authorization);
  if (value?.startsWith('eyJ')) return registry.apps.judge(value, host);
  const token = value === undefined ? undefined : registry.tokenByValue(value);
  if (token && token.host === host && token.kind !== 'refresh' && registry.isLive(token)) {
    return { kind: 'token', token };
  }
  return { kind: 'bad', tokenId: token?.id };
}

/** Bearer and token for the API; Basic for git and the API, where any non-empty user name will do. */
function credentialOf(authorization: string): string | undefined {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)\s*$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic': {
      const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
      return user ? password : undefined;
    }
    default:
      return undefined;
  }
}
