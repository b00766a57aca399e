import type { Permissions } from '../shared/permissions.ts';
import type { ServerError } from './apiAnswer.ts';

/** Why a call to GitHub gave nothing usable. One kind is one cause; times are ms since the epoch. */
export type ApiProblem =
  /** 401. GitHub says the same for expired, revoked and mistyped. Never repeated by itself. */
  | { readonly kind: 'badCredentials' }
  /** The token must be authorised for SAML single sign-on. The address is valid for one hour and is never logged. */
  | {
      readonly kind: 'ssoRequired';
      readonly organisation: string | undefined;
      readonly url: string | undefined;
    }
  /** Each element of `accepted` or of `scopes` alone would do; both empty when GitHub named none. */
  | {
      readonly kind: 'missingPermission';
      readonly accepted: readonly Permissions[];
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'classicForbidden'; readonly organisation: string | undefined }
  | { readonly kind: 'fineGrainedForbidden'; readonly organisation: string | undefined }
  /** The address reveals the token's number on its settings page; it is the deep link for editing it. */
  | {
      readonly kind: 'lifetimeForbidden';
      readonly organisation: string | undefined;
      readonly days: number;
      readonly url: string | undefined;
    }
  | { readonly kind: 'ipAllowList'; readonly organisation: string | undefined }
  | { readonly kind: 'oauthAppRestricted'; readonly organisation: string | undefined }
  /** The hourly allowance, shared by everything this account uses, is spent. */
  | { readonly kind: 'rateLimited'; readonly until: number }
  | { readonly kind: 'secondaryRateLimit'; readonly until: number }
  /** GitHub refuses every sign-in of this account for a while, good tokens included. */
  | { readonly kind: 'loginAttempts'; readonly until: number }
  /** 404: missing, or hidden from this token. The two cannot be told apart; the hints say what would be accepted. */
  | {
      readonly kind: 'notFoundOrHidden';
      readonly accepted: readonly Permissions[];
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'validation'; readonly errors: readonly ServerError[] }
  | { readonly kind: 'versionUnsupported' }
  | { readonly kind: 'serverError'; readonly status: number; readonly until: number | undefined }
  | { readonly kind: 'offline'; readonly code: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'tlsUntrusted'; readonly code: string }
  | { readonly kind: 'proxyRefused' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'redirectRefused' }
  | { readonly kind: 'tooLarge'; readonly maxBytes: number }
  | { readonly kind: 'notJson' }
  /** JSON, but not of the shape GitHub documents: a captive portal or a proxy answered. */
  | { readonly kind: 'unexpectedShape' }
  /** A request that would have carried a token to a place it does not belong to. A mistake of ours, stopped. */
  | { readonly kind: 'wrongHost' }
  | { readonly kind: 'unknown'; readonly status: number };
