import { identifyToken } from '../tokens/identify.ts';
import { nameOtherSecret } from '../tokens/otherSecret.ts';

/** What registered the sign-in. A GitHub App's user tokens are narrow and expire; an OAuth App's never do. */
export type AppKind = 'github-app' | 'oauth-app';

export type ClientIdVerdict =
  | { readonly kind: 'ok'; readonly clientId: string; readonly app: AppKind }
  | { readonly kind: 'empty' }
  /** A token, a client secret or a key: it was copied from the wrong line, and is kept nowhere. */
  | { readonly kind: 'secret' }
  /** The number of an App stands beside its client id. */
  | { readonly kind: 'appId' }
  | { readonly kind: 'unknown' };

/** Source: facts/github-app.json, github/docs on client ids; the forms of OAuth Apps from memory, unverified. */
const forms: readonly (readonly [AppKind, RegExp])[] = Object.freeze([
  ['github-app', /^(?:Iv1\.[0-9a-f]{16}|Iv23[A-Za-z0-9]{16})$/],
  ['oauth-app', /^(?:Ov23[A-Za-z0-9]{16}|[0-9a-f]{20})$/],
]);

/** A client id is public. What looks like a secret is refused, because what is typed here is shown and remembered. */
export function judgeClientId(text: string): ClientIdVerdict {
  const given = text.trim();
  if (given === '') return { kind: 'empty' };
  for (const [app, form] of forms) if (form.test(given)) return { kind: 'ok', clientId: given, app };
  // A client secret is forty hex digits, as are tokens of long ago.
  const isToken = identifyToken(given.slice(0, 3000)).kind !== 'unknown';
  if (isToken || nameOtherSecret(given.slice(0, 3000)) !== undefined || given.length >= 30)
    return { kind: 'secret' };
  return { kind: /^\d{1,12}$/.test(given) ? 'appId' : 'unknown' };
}
