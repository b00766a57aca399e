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
  /** "Resource not accessible by integration": the App lacks it, or the installation leaves the repository out. */
  | { readonly kind: 'appMissingPermission'; readonly accepted: readonly Permissions[] }
  /** An owner suspended the App's installation. */
  | { readonly kind: 'appSuspended' }
  /** A setting of the repository or its organisation: the token of a workflow run may not open pull requests. */
  | { readonly kind: 'actionsForbidden' }
  /** The account behind the token lacks the right, so no permission of the token helps. */
  | { readonly kind: 'accountLacksAccess' }
  | { readonly kind: 'accountSuspended' }
  | { readonly kind: 'repositoryArchived' }
  /** Taken down by GitHub, or for a legal reason (451). */
  | { readonly kind: 'repositoryDisabled' }
  /** 409 of a repository without a commit. */
  | { readonly kind: 'repositoryEmpty' }
  /** 409: something changed at the same moment. Not repeated by itself. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'gone' }
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
