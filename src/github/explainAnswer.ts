import type { GitHubHost } from '../tokens/host.ts';
import { readAcceptedPermissions, readAcceptedScopes } from './acceptedPermissions.ts';
import type { ApiAnswer } from './apiAnswer.ts';
import { pageOnHost } from './links.ts';
import type { ApiProblem } from './problems.ts';
import { readReset, readRetryAfter } from './retryAfter.ts';
import { readSsoHeader } from './ssoHeader.ts';

type Refused = Extract<ApiAnswer, { readonly kind: 'refused' }>;

/**
 * The one cause of a refusal. Status and headers first, wording second, because GitHub's wording is no contract;
 * the order is that of facts/error-catalogue.json (`classification_order`), with one exception told at `explain403`.
 */
export function explainAnswer(answer: Refused, host: GitHubHost): ApiProblem {
  const { status } = answer;
  if (status === 401) return { kind: 'badCredentials' };
  if (status >= 500) {
    const saysWhen = answer.headers['retry-after'] !== undefined;
    const until = saysWhen ? readRetryAfter(answer.headers, answer.at) : undefined;
    return { kind: 'serverError', status, until };
  }
  if (status === 403 || status === 429) return explainLimit(answer) ?? explain403(answer, host);
  if (status === 404) return { kind: 'notFoundOrHidden', ...whatWouldDo(answer) };
  if (status === 422) return { kind: 'validation', errors: validationErrors(answer) };
  if (status === 400 && /\bapi[- ]version\b|\bversion\b.*\bnot supported\b/i.test(answer.message)) {
    return { kind: 'versionUnsupported' };
  }
  return { kind: 'unknown', status };
}

function explainLimit(answer: Refused): ApiProblem | undefined {
  const { headers, at, message, status } = answer;
  if (/Maximum number of login attempts exceeded/i.test(message)) {
    return { kind: 'loginAttempts', until: readRetryAfter(headers, at) };
  }
  const secondary = /secondary rate limit/i.test(message);
  if (headers['retry-after'] !== undefined || secondary) {
    return { kind: 'secondaryRateLimit', until: readRetryAfter(headers, at) };
  }
  const spent = headers['x-ratelimit-remaining']?.trim() === '0';
  if (spent || /API rate limit exceeded/i.test(message)) {
    return { kind: 'rateLimited', until: readReset(headers, at) };
  }
  return status === 429 ? { kind: 'secondaryRateLimit', until: readRetryAfter(headers, at) } : undefined;
}

/**
 * The wording of an organisation's policy is read before `X-Accepted-GitHub-Permissions`: GitHub sends that header on
 * success and failure alike, so alone it would call every policy a missing permission.
 */
function explain403(answer: Refused, host: GitHubHost): ApiProblem {
  const { message, headers } = answer;
  const sso = readSsoHeader(headers['x-github-sso'], host);
  if (sso?.kind === 'required') {
    return { kind: 'ssoRequired', organisation: sso.organisation, url: sso.url };
  }
  const policy = explainPolicy(message, host);
  if (policy) return policy;
  const would = whatWouldDo(answer);
  const saysSo = /^Resource not accessible by (?:personal access token|integration)$/i.test(message);
  if (saysSo || would.accepted.length > 0 || would.scopes.length > 0) {
    return { kind: 'missingPermission', ...would };
  }
  if (/Resource protected by organization SAML enforcement/i.test(message)) {
    return { kind: 'ssoRequired', organisation: undefined, url: undefined };
  }
  return { kind: 'unknown', status: answer.status };
}

/** Wordings of organisation policies. Source: facts/error-catalogue.json. */
function explainPolicy(message: string, host: GitHubHost): ApiProblem | undefined {
  const organisation = /[`']([A-Za-z0-9_-]{1,100})[`']/.exec(message)?.[1];
  if (/forbids access via (?:a )?personal access tokens? \(classic\)/i.test(message)) {
    return { kind: 'classicForbidden', organisation };
  }
  const lifetime = /token's lifetime is greater than (\d{1,6}) days/i.exec(message);
  if (lifetime) {
    const url = /https:\/\/[^\s"'`<>]{1,300}/.exec(message)?.[0].replace(/[.,]$/, '');
    return {
      kind: 'lifetimeForbidden',
      organisation,
      days: Number(lifetime[1]),
      url: pageOnHost(host, url),
    };
  }
  if (
    /forbids access via a (?:personal access token with fine-grained|fine-grained personal)/i.test(message)
  ) {
    return { kind: 'fineGrainedForbidden', organisation };
  }
  if (/has an IP allow list enabled/i.test(message)) return { kind: 'ipAllowList', organisation };
  if (/has enabled OAuth App access restrictions/i.test(message)) {
    return { kind: 'oauthAppRestricted', organisation };
  }
  return undefined;
}

/** What the headers say would be accepted. Scopes only when the token has none of them: any one is enough. */
function whatWouldDo(answer: Refused) {
  const { headers } = answer;
  const accepted = readAcceptedPermissions(headers['x-accepted-github-permissions']);
  const wanted = readAcceptedScopes(headers['x-accepted-oauth-scopes']);
  const has = readAcceptedScopes(headers['x-oauth-scopes']);
  const lacks = headers['x-oauth-scopes'] !== undefined && !wanted.some((scope) => has.includes(scope));
  return { accepted, scopes: lacks ? wanted : [] };
}

/** Some refusals carry their reason as the top-level message only; both forms become one list. */
function validationErrors(answer: Refused) {
  if (answer.errors.length > 0 || answer.message === '') return answer.errors;
  return [{ resource: '', field: '', code: 'custom', message: answer.message }];
}
