/**
 * How a refusal is worded, and where we know that from. A wording is no contract: callers look at the status and the
 * headers first. Each pattern is free of nested repetition, because the text is a server's and may be long.
 */
export interface Wording {
  readonly says: RegExp;
  readonly source: string;
}

const docs = 'github/docs';
const seen = 'public posts and issues, seen 2026-11';
const memory = 'from memory, unverified';

/** Fixes the ids as a type, so that a table of causes that lacks one of them does not compile. */
export function frozenWordings<Id extends string>(
  table: Readonly<Record<Id, readonly [RegExp, string]>>,
): Readonly<Record<Id, Wording>> {
  const entries = Object.entries<readonly [RegExp, string]>(table);
  return Object.freeze(
    Object.fromEntries(entries.map(([id, [says, source]]) => [id, Object.freeze({ says, source })])),
  ) as Readonly<Record<Id, Wording>>;
}

/** 403 and 429: a limit. Asked before anything else, because going on while limited locks the account. */
export const limitWordings = frozenWordings({
  'login-attempts-exceeded': [
    /Maximum number of login attempts exceeded/i,
    `${docs} authenticating-to-the-rest-api.md; ${seen}`,
  ],
  'secondary-rate-limit': [/secondary rate limit|was submitted too quickly/i, seen],
  'primary-rate-limit': [/API rate limit exceeded/i, `${docs} rate-limits-for-the-rest-api.md`],
});

/** 403: what an organisation, a repository or an account forbids, whatever the token may do. In this order. */
export const policyWordings = frozenWordings({
  'classic-pat-forbidden': [/forbids access via (?:a )?personal access tokens? \(classic\)/i, seen],
  'fg-pat-lifetime-forbidden': [/token's lifetime is greater than (\d{1,6}) days/i, seen],
  'fg-pat-forbidden': [
    /forbids access via a (?:personal access token with fine-grained|fine-grained personal)/i,
    `${seen} (paraphrase)`,
  ],
  'ip-allow-list': [/has an IP allow list enabled/i, seen],
  'oauth-app-restricted': [/has enabled OAuth App access restrictions/i, memory],
  'actions-cannot-open-pr': [/GitHub Actions is not permitted to create or approve pull requests/i, memory],
  'app-suspended': [/installation has been suspended|App has been suspended/i, memory],
  'account-suspended': [/your account (?:is|was|has been) suspended/i, memory],
  'repository-archived': [/Repository was archived so (?:it )?is read-only/i, memory],
  'repository-blocked': [/Repository access blocked|repository (?:is|has been) disabled/i, memory],
});

/** 403 about the one request: asked after the headers of single sign-on, which the same wording may come with. */
export const accessWordings = frozenWordings({
  'pat-missing-permission': [
    /^Resource not accessible by personal access token$/i,
    `${docs} troubleshooting-the-rest-api.md; ${seen}`,
  ],
  'app-missing-permission': [
    /^Resource not accessible by integration$/i,
    `${docs} troubleshooting-the-rest-api.md`,
  ],
  'saml-sso': [/Resource protected by organization SAML enforcement/i, seen],
  'account-lacks-access': [/^Must have (?:admin|push|write) (?:rights|access)\b/i, seen],
});

/** 422 on a pull request, as an item or as the whole message. */
export const pullWordings = frozenWordings({
  'pr-exists': [/^A pull request already exists for /i, seen],
  'draft-unsupported': [/Draft pull requests are not supported in this repository/i, seen],
  'no-commits-between': [/^(?:No commits between .+ and |There are no new commits between )/i, seen],
  'no-common-history': [/has no history in common with/i, memory],
  'reviewer-not-collaborator': [/Reviews may only be requested from collaborators/i, seen],
  'author-as-reviewer': [/Review cannot be requested from pull request author/i, memory],
  'text-too-long': [/^(?:(title|body) )?is too long(?: \(maximum is (\d{1,9}))?/i, memory],
  'fork-collab': [/^Fork collab /i, memory],
});

/** What a GitHub App hears when it signs in or asks for an installation token. */
export const appWordings = frozenWordings({
  'jwt-exp-too-far': [
    /'Expiration time' claim \('exp'\) is too far in the future/i,
    'octokit/auth-app.js src/hook.ts',
  ],
  'jwt-exp-past': [/'Expiration time' claim \('exp'\) must be a numeric value/i, seen],
  'jwt-iat': [/'Issued at' claim \('iat'\) must be an Integer/i, 'octokit/auth-app.js src/hook.ts'],
  'jwt-undecodable': [/A JSON web token could not be decoded/i, memory],
  'app-not-found': [/^Integration not found$/i, seen],
  'installation-permission-not-granted': [
    /The permissions requested are not granted to this installation/i,
    seen,
  ],
  'installation-repo-not-accessible': [
    /There is at least one repository that does not exist or is not accessible to the parent installation/i,
    memory,
  ],
  'installation-suspended': [/installation has been suspended|App has been suspended/i, memory],
});

/** Codes of the sign-in by device and of the refresh token; they arrive with status 200. */
export const signInWordings = frozenWordings({
  'device-authorization-pending': [/^authorization_pending$/, `${docs} authorizing-oauth-apps.md`],
  'device-slow-down': [/^slow_down$/, `${docs} authorizing-oauth-apps.md`],
  'device-expired': [/^(?:expired_token|token_expired)$/, `${docs} authorizing-oauth-apps.md`],
  'device-denied': [/^access_denied$/, `${docs} authorizing-oauth-apps.md`],
  'device-disabled': [/^device_flow_disabled$/, `${docs} generating-a-user-access-token`],
  'device-bad-client': [/^incorrect_client_credentials$/, `${docs} generating-a-user-access-token`],
  'device-bad-code': [/^incorrect_device_code$/, `${docs} generating-a-user-access-token`],
  'device-bad-grant': [/^unsupported_grant_type$/, `${docs} generating-a-user-access-token`],
  'refresh-bad': [/^bad_refresh_token$/, memory],
});

/** The first wording of a table that a text holds. */
export function firstWording<Id extends string>(
  table: Readonly<Record<Id, Wording>>,
  text: string,
): { readonly id: Id; readonly match: RegExpExecArray } | undefined {
  for (const [id, { says }] of Object.entries<Wording>(table)) {
    const match = says.exec(text);
    if (match !== null) return { id: id as Id, match };
  }
  return undefined;
}
