import type { GitHubHost } from '../tokens/host.ts';
import { readAcceptedPermissions, readAcceptedScopes } from './acceptedPermissions.ts';
import type { ApiAnswer } from './apiAnswer.ts';
import { accessWordings, firstWording, limitWordings, policyWordings } from './errorCatalogue.ts';
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
  if (status === 409) {
    return { kind: /Git Repository is empty/i.test(answer.message) ? 'repositoryEmpty' : 'conflict' };
  }
  if (status === 410) return { kind: 'gone' };
  if (status === 422) return explain422(answer);
  if (status === 451) return { kind: 'repositoryDisabled' };
  if (status === 400 && /\bapi[- ]version\b|\bversion\b.{0,200}\bnot supported\b/i.test(answer.message)) {
    return { kind: 'versionUnsupported' };
  }
  return { kind: 'unknown', status };
}

function explainLimit(answer: Refused): ApiProblem | undefined {
  const { headers, at, message, status } = answer;
  const says = firstWording(limitWordings, message)?.id;
  if (says === 'login-attempts-exceeded')
    return { kind: 'loginAttempts', until: readRetryAfter(headers, at) };
  if (headers['retry-after'] !== undefined || says === 'secondary-rate-limit') {
    return { kind: 'secondaryRateLimit', until: readRetryAfter(headers, at) };
  }
  const spent = headers['x-ratelimit-remaining']?.trim() === '0';
  if (spent || says === 'primary-rate-limit') return { kind: 'rateLimited', until: readReset(headers, at) };
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
  const policy = firstWording(policyWordings, message);
  if (policy) return policyCauses[policy.id](message, host, policy.match);
  const access = firstWording(accessWordings, message)?.id;
  const would = whatWouldDo(answer);
  if (access === 'app-missing-permission') {
    return { kind: 'appMissingPermission', accepted: would.accepted };
  }
  if (access === 'pat-missing-permission') return { kind: 'missingPermission', ...would };
  if (access === 'saml-sso') return { kind: 'ssoRequired', organisation: undefined, url: undefined };
  if (would.accepted.length > 0 || would.scopes.length > 0) return { kind: 'missingPermission', ...would };
  return access === undefined ? { kind: 'unknown', status: answer.status } : { kind: 'accountLacksAccess' };
}

type PolicyCause = (message: string, host: GitHubHost, match: RegExpExecArray) => ApiProblem;

/** The cause of each wording of a policy. A wording without a cause does not compile. */
const policyCauses: Readonly<Record<keyof typeof policyWordings, PolicyCause>> = {
  'classic-pat-forbidden': (message) => ({ kind: 'classicForbidden', organisation: named(message) }),
  'fg-pat-lifetime-forbidden': (message, host, match) => {
    const url = /https:\/\/[^\s"'`<>]{1,300}/.exec(message)?.[0].replace(/[.,]$/, '');
    const days = Number(match[1]);
    return { kind: 'lifetimeForbidden', organisation: named(message), days, url: pageOnHost(host, url) };
  },
  'fg-pat-forbidden': (message) => ({ kind: 'fineGrainedForbidden', organisation: named(message) }),
  'ip-allow-list': (message) => ({ kind: 'ipAllowList', organisation: named(message) }),
  'oauth-app-restricted': (message) => ({ kind: 'oauthAppRestricted', organisation: named(message) }),
  'actions-cannot-open-pr': () => ({ kind: 'actionsForbidden' }),
  'app-suspended': () => ({ kind: 'appSuspended' }),
  'account-suspended': () => ({ kind: 'accountSuspended' }),
  'repository-archived': () => ({ kind: 'repositoryArchived' }),
  'repository-blocked': () => ({ kind: 'repositoryDisabled' }),
};

/** An organisation's name is server text: only what a login can be is taken. */
function named(message: string): string | undefined {
  return /[`']([A-Za-z0-9_-]{1,100})[`']/.exec(message)?.[1];
}

/** GitHub says "too quickly" as a validation error: it is a limit, and nothing is wrong with the values. */
function explain422(answer: Refused): ApiProblem {
  const errors = validationErrors(answer);
  const limited = errors.some(
    ({ message }) => firstWording(limitWordings, message)?.id === 'secondary-rate-limit',
  );
  if (!limited) return { kind: 'validation', errors };
  return { kind: 'secondaryRateLimit', until: readRetryAfter(answer.headers, answer.at) };
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
