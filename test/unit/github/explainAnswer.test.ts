import assert from 'node:assert/strict';
import type { ApiHeaders } from '../../../src/github/apiAnswer.ts';
import { explainAnswer } from '../../../src/github/explainAnswer.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { answeredAt, refusedAnswer } from '../../fakes/scriptedGitHubApi.ts';

const explain = (status: number, message: string, headers: ApiHeaders = {}) =>
  explainAnswer(refusedAnswer(status, message, headers), githubCom);
const kindOf = (status: number, message: string, headers: ApiHeaders = {}) =>
  explain(status, message, headers).kind;

const inAMinute = answeredAt + 60_000;
const lifetime =
  "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is " +
  "greater than 366 days. Please adjust your token's lifetime at the following URL: " +
  'https://github.com/settings/personal-access-tokens/4711';
const permissionHeader = { 'x-accepted-github-permissions': 'pull_requests=write' };

describe('explainAnswer', () => {
  it('G03 only 401 means that the token is dead', () => {
    const statuses = [400, 403, 404, 409, 410, 418, 422, 429, 451, 500, 502, 503, 504];
    assert.deepEqual(explain(401, 'Bad credentials'), { kind: 'badCredentials' });
    assert.deepEqual(explain(401, '', { 'retry-after': '60', 'x-github-sso': 'required' }), {
      kind: 'badCredentials',
    });
    assert.deepEqual(
      statuses.filter((status) => kindOf(status, 'Bad credentials') === 'badCredentials'),
      [],
    );
  });

  it('G03 a 403 for single sign-on names the organisation and its page', () => {
    const url = 'https://github.com/orgs/acme/sso?authorization_request=xyz';
    const message = 'Resource protected by organization SAML enforcement. You must grant your token access.';
    assert.deepEqual(explain(403, message, { 'x-github-sso': `required; url=${url}` }), {
      kind: 'ssoRequired',
      organisation: 'acme',
      url,
    });
    assert.deepEqual(explain(403, message), { kind: 'ssoRequired', organisation: undefined, url: undefined });
  });

  it('G03 a 403 for a permission says what would be accepted', () => {
    assert.deepEqual(explain(403, 'Resource not accessible by personal access token', permissionHeader), {
      kind: 'missingPermission',
      accepted: [{ pull_requests: 'write' }],
      scopes: [],
    });
  });

  it('S2-35 what an App lacks is a cause of its own, with what would be accepted', () => {
    assert.deepEqual(explain(403, 'Resource not accessible by integration', permissionHeader), {
      kind: 'appMissingPermission',
      accepted: [{ pull_requests: 'write' }],
    });
  });

  it('what the account may not do is told apart from what the token lacks', () => {
    const message = 'Must have admin rights to Repository.';
    assert.equal(kindOf(403, message), 'accountLacksAccess');
    assert.equal(kindOf(403, message, permissionHeader), 'missingPermission');
  });

  it('a conflict, an empty repository, one that is gone and one taken down are four causes', () => {
    assert.deepEqual(
      [
        kindOf(409, 'Git Repository is empty.'),
        kindOf(409, 'Conflict'),
        kindOf(410, 'Gone'),
        kindOf(451, 'Repository access blocked'),
        kindOf(403, 'Repository access blocked'),
        kindOf(403, 'Repository was archived so is read-only.'),
        kindOf(403, 'This installation has been suspended'),
        kindOf(403, 'Sorry. Your account was suspended.'),
      ],
      [
        'repositoryEmpty',
        'conflict',
        'gone',
        'repositoryDisabled',
        'repositoryDisabled',
        'repositoryArchived',
        'appSuspended',
        'accountSuspended',
      ],
    );
  });

  it('a request that came too quickly is a limit, not a wrong value', () => {
    const answer = refusedAnswer(422, 'Validation Failed', {}, [{ message: 'was submitted too quickly' }]);
    assert.equal(explainAnswer(answer, githubCom).kind, 'secondaryRateLimit');
  });

  it('the headers name a missing permission also when GitHub changes its wording', () => {
    assert.equal(kindOf(403, 'You shall not pass', permissionHeader), 'missingPermission');
  });

  it('the wording of a policy wins over the permission header, which GitHub sends on every answer', () => {
    assert.equal(kindOf(403, lifetime, permissionHeader), 'lifetimeForbidden');
  });

  it('missing classic scopes are named when the token has none of the accepted ones', () => {
    const headers = { 'x-accepted-oauth-scopes': 'public_repo, repo', 'x-oauth-scopes': 'gist' };
    assert.deepEqual(explain(403, 'Must have admin rights to Repository.', headers), {
      kind: 'missingPermission',
      accepted: [],
      scopes: ['public_repo', 'repo'],
    });
    const enough = { ...headers, 'x-oauth-scopes': 'repo' };
    assert.equal(kindOf(403, 'Must have admin rights.', enough), 'accountLacksAccess');
  });

  it('a lifetime policy gives its days and the address that reveals the number of the token', () => {
    assert.deepEqual(explain(403, lifetime), {
      kind: 'lifetimeForbidden',
      organisation: 'acme',
      days: 366,
      url: 'https://github.com/settings/personal-access-tokens/4711',
    });
  });

  it('B06 an address in the wording that leads to another host is dropped', () => {
    const evil = lifetime.replace('https://github.com/', 'https://github.com.evil.example/');
    const problem = explain(403, evil);
    assert.equal(problem.kind === 'lifetimeForbidden' && problem.url, undefined);
  });

  it('the policies of an organisation are told apart', () => {
    const sentences = [
      '`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a ' +
        'personal access token with fine-grained permissions.',
      '`acme` forbids access via a personal access tokens (classic).',
      '`acme` forbids access via a personal access token with fine-grained permissions.',
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow ' +
        'list enabled, and your IP address is not permitted to access this resource.',
      'Although you appear to have the correct authorization credentials, the `acme` organization has enabled ' +
        'OAuth App access restrictions, ...',
    ];
    const kinds = [
      'classicForbidden',
      'classicForbidden',
      'fineGrainedForbidden',
      'ipAllowList',
      'oauthAppRestricted',
    ];
    assert.deepEqual(
      sentences.map((message) => explain(403, message)),
      kinds.map((kind) => ({ kind, organisation: 'acme' })),
    );
  });

  it('G04 limits are told apart and say until when, also when nothing is said', () => {
    const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(answeredAt / 1000 + 1800) };
    assert.deepEqual(
      [
        explain(403, 'API rate limit exceeded for user ID 1.', reset),
        explain(429, 'API rate limit exceeded for user ID 1.', reset),
        explain(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '120' }),
        explain(403, 'You have exceeded a secondary rate limit. Please wait.'),
        explain(429, ''),
        explain(403, 'Maximum number of login attempts exceeded. Please try again later.'),
      ],
      [
        { kind: 'rateLimited', until: answeredAt + 1_800_000 },
        { kind: 'rateLimited', until: answeredAt + 1_800_000 },
        { kind: 'secondaryRateLimit', until: answeredAt + 120_000 },
        { kind: 'secondaryRateLimit', until: inAMinute },
        { kind: 'secondaryRateLimit', until: inAMinute },
        { kind: 'loginAttempts', until: inAMinute },
      ],
    );
  });

  it('a limit is recognised before single sign-on and permissions', () => {
    const headers = { 'retry-after': '60', 'x-github-sso': 'required', ...permissionHeader };
    assert.equal(kindOf(403, '', headers), 'secondaryRateLimit');
  });

  it('404 is missing or hidden, with what the token would need as a hint', () => {
    assert.deepEqual(explain(404, 'Not Found', permissionHeader), {
      kind: 'notFoundOrHidden',
      accepted: [{ pull_requests: 'write' }],
      scopes: [],
    });
  });

  it('a validation answer gives one list, whether the reason is an item or the message', () => {
    const draft = 'Draft pull requests are not supported in this repository.';
    const items = refusedAnswer(422, 'Validation Failed', {}, [{ code: 'custom', message: draft }]);
    const messages = [items, refusedAnswer(422, draft)].map((answer) => {
      const problem = explainAnswer(answer, githubCom);
      return problem.kind === 'validation' ? problem.errors.map(({ message }) => message) : problem;
    });
    assert.deepEqual(messages, [[draft], [draft]]);
  });

  it('G02 an outage is an outage, with a time only when the server gives one', () => {
    assert.deepEqual(explain(502, ''), { kind: 'serverError', status: 502, until: undefined });
    assert.deepEqual(explain(503, '', { 'retry-after': '30' }), {
      kind: 'serverError',
      status: 503,
      until: answeredAt + 30_000,
    });
  });

  it('an API version the server does not know is said as that, other bad requests are not', () => {
    assert.equal(kindOf(400, 'The API version 2022-11-28 is not supported.'), 'versionUnsupported');
    assert.equal(kindOf(400, 'Problems parsing JSON'), 'unknown');
  });
});
