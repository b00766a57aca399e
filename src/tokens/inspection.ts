import type { Sso } from './entry.ts';
import type { Expiry } from './expiry.ts';
import type { Scopes } from './scopes.ts';

/** What one `GET /user` (or, for an installation token, one `GET /repos/{owner}/{repo}`) told about a token. Times are ms since the epoch. */
export type Inspection =
  | {
      readonly kind: 'alive';
      readonly at: number;
      /** The account GitHub named; undefined for an installation token. */
      readonly login: string | undefined;
      readonly expiry: Expiry;
      readonly scopes: Scopes;
      readonly sso: Sso;
    }
  /** 401: expired, revoked or mistyped. GitHub has one answer for all three. */
  | { readonly kind: 'dead'; readonly at: number };
