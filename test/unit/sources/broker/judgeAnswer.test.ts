import assert from 'node:assert/strict';
import fc from 'fast-check';
import { permissionsFor } from '../../../../src/sources/broker/askBroker.ts';
import { judgeAnswer } from '../../../../src/sources/broker/judgeAnswer.ts';
import type { Broker } from '../../../../src/sources/broker/readBroker.ts';
import { identifyToken } from '../../../../src/tokens/identify.ts';
import { makeToken, tokenForms } from '../../../fixtures/tokens.ts';
import { aBroker, answerOf, asked, goodData, now } from './sample.ts';

const minute = 60_000;
const at = (ms: number) => new Date(now + ms).toISOString();

/** The fault, the kind of problem, or `token`. */
function judged(
  data: unknown,
  { broker = aBroker(), as = asked, date = undefined as number | undefined } = {},
) {
  const found = judgeAnswer(broker, as, answerOf(data, 200, date), now);
  if (found.kind === 'token') return 'token';
  return found.problem.kind === 'brokerAnswer' ? found.problem.fault : found.problem.kind;
}

describe('what a broker hands out', function () {
  // Properties take seconds where the machine is busy.
  this.timeout(60_000);
  it('S4-09 is used when it is an installation token for this repository, with its end', () => {
    const found = judgeAnswer(aBroker(), asked, answerOf(goodData), now);
    assert.equal(found.kind, 'token');
    assert.ok(found.kind === 'token' && found.token.reveal() === goodData.token);
    assert.deepEqual([found.expiresAt, found.lease], [now + 60 * minute, undefined]);
  });

  it('S4-09 is no token of a person, and nothing that only looks like a token', () => {
    const accepted = tokenForms.filter((form) => judged({ ...goodData, token: makeToken(form) }) === 'token');
    assert.deepEqual(accepted, ['installation-token', 'installation-token-opaque', 'installation-token-jwt']);
    const body = goodData.token.slice(4);
    for (const token of [`ghs_${body}\r\nx: y`, `ghs_${body} `, 'ghs_', `ghs_${'a'.repeat(3000)}`, 'v1.x']) {
      assert.equal(judged({ ...goodData, token }), 'kind', token.slice(0, 20));
    }
    for (const token of [undefined, null, '', 7, {}]) assert.equal(judged({ ...goodData, token }), 'shape');
  });

  it('S4-11 lives an hour at most, and long enough to be used; without an end it is not taken', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [at(65 * minute), 'token'],
      [at(65 * minute + 1), 'tooLong'],
      [at(8 * 60 * minute), 'tooLong'],
      [at(minute + 1), 'token'],
      [at(minute), 'tooShort'],
      [at(-minute), 'tooShort'],
      ['2026-11-20T14:00:00+01:00', 'token'],
      ['2026-11-20T13:00:00', 'noLifetime'],
      ['20 November 2026', 'noLifetime'],
      ['never', 'noLifetime'],
      [now + minute, 'noLifetime'],
      [null, 'noLifetime'],
      [undefined, 'noLifetime'],
    ];
    assert.deepEqual(
      cases.map(([expires_at]) => judged({ ...goodData, expires_at })),
      cases.map(([, expected]) => expected),
    );
  });

  it('G12 its life is counted on the broker’s clock where ours is wrong by minutes, and never on one that is far off', () => {
    const tenSlow = { date: now + 10 * minute };
    assert.equal(judged({ ...goodData, expires_at: at(70 * minute) }, tenSlow), 'token');
    assert.equal(judged({ ...goodData, expires_at: at(70 * minute) }), 'tooLong');
    const found = judgeAnswer(
      aBroker(),
      asked,
      answerOf({ ...goodData, expires_at: at(70 * minute) }, 200, tenSlow.date),
      now,
    );
    assert.equal(found.kind === 'token' && found.expiresAt, now + 60 * minute);
    const year = 365 * 24 * 60 * minute;
    assert.equal(
      judged({ ...goodData, expires_at: at(year) }, { date: now + year - 60 * minute }),
      'tooLong',
    );
  });

  it('S4-10 may do what was asked for, no more and no less; what is not said is not believed', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{ contents: 'write' }, 'token'],
      [{ contents: 'write', metadata: 'read' }, 'token'],
      [{ contents: 'admin' }, 'broader'],
      [{ contents: 'write', pull_requests: 'write' }, 'broader'],
      [{ contents: 'write', metadata: 'write' }, 'broader'],
      [{ contents: 'read' }, 'less'],
      [{ metadata: 'read' }, 'less'],
      [{ contents: 'all' }, 'noPermissions'],
      [{ Contents: 'write' }, 'noPermissions'],
      [{}, 'noPermissions'],
      [['contents:write'], 'noPermissions'],
      [undefined, 'noPermissions'],
      [null, 'noPermissions'],
    ];
    assert.deepEqual(
      cases.map(([permissions]) => judged({ ...goodData, permissions })),
      cases.map(([, expected]) => expected),
    );
    const surplus = judgeAnswer(
      aBroker(),
      asked,
      answerOf({ ...goodData, permissions: { contents: 'write', administration: 'write' } }),
      now,
    );
    assert.ok(surplus.kind === 'refused' && surplus.problem.kind === 'brokerAnswer');
    assert.deepEqual(surplus.problem.permissions, ['administration:write']);
  });

  it('S4-10 reaches the one repository that was asked for; a token for all of them is not taken', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [['acme/app'], 'token'],
      [['ACME/App'], 'token'],
      [['app'], 'token'],
      [[{ id: 1, name: 'app', full_name: 'acme/app' }], 'token'],
      [[{ name: 'app', full_name: 'evil/app' }], 'repository'],
      [['acme/app', 'acme/other'], 'repository'],
      [['acme/other'], 'repository'],
      [['evil/app'], 'repository'],
      [[undefined], 'repository'],
      [[], 'repository'],
      ['acme/app', 'noRepositories'],
      [undefined, 'noRepositories'],
    ];
    assert.deepEqual(
      cases.map(([repositories]) => judged({ ...goodData, repositories })),
      cases.map(([, expected]) => expected),
    );
    assert.equal(judged({ ...goodData, repository_selection: 'selected' }), 'token');
    assert.equal(judged({ ...goodData, repository_selection: 'all' }), 'noRepositories');
  });

  it('B07 is for the GitHub that was asked for', () => {
    assert.equal(judged({ ...goodData, host: 'GitHub.com' }), 'token');
    assert.equal(judged({ ...goodData, host: 'github.corp.example' }), 'host');
  });

  it('is read from Vault’s envelope, with its lease, and from nowhere else in it', () => {
    const vault = aBroker('vault-github', { url: 'https://vault.acme.example:8200' });
    const found = judgeAnswer(vault, asked, answerOf({ lease_id: 'github/token/abc', data: goodData }), now);
    assert.equal(found.kind === 'token' && found.lease, 'github/token/abc');
    assert.equal(judged(goodData, { broker: vault }), 'shape');
    assert.equal(judged({ data: goodData }), 'shape');
  });

  it('G08 whatever a broker says, it is a token that passes every check or a named refusal', () => {
    const brokers: readonly Broker[] = [aBroker(), aBroker('vault-github')];
    const jobs = ['push', 'open-draft-pr', 'fetch'] as const;
    const level = fc.constantFrom('read', 'write', 'admin', 'none', 7);
    const names = fc.constantFrom('contents', 'pull_requests', 'administration', 'metadata', '__proto__');
    /** Mostly right, so that each check is met by answers that pass all the others. */
    const mostly = (right: unknown, ...odd: readonly fc.Arbitrary<unknown>[]) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(right) },
        ...odd.map((arbitrary) => ({ weight: 1, arbitrary })),
        { weight: 1, arbitrary: fc.anything() },
      );
    const near = fc.constantFrom(...jobs).chain((job) =>
      fc.record({
        job: fc.constant(job),
        token: mostly(
          goodData.token,
          fc.constantFrom(...tokenForms).map((form) => makeToken(form)),
        ),
        expires_at: mostly(
          goodData.expires_at,
          fc.integer({ min: -10, max: 200 }).map((minutes) => at(minutes * minute)),
        ),
        permissions: mostly(permissionsFor({ job }), fc.dictionary(names, level)),
        repositories: mostly(['acme/app'], fc.array(fc.constantFrom('acme/app', 'app', 'acme/b', 7))),
        repository_selection: mostly(undefined, fc.constantFrom('all', 'selected')),
        host: mostly(undefined, fc.constantFrom('github.com', 'evil.example')),
        nothing: mostly(undefined, fc.anything()),
      }),
    );
    const statuses = mostly(200, fc.constantFrom(201, 204, 400, 401, 403, 404, 422, 429, 500, 503));
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...brokers), near, statuses, (broker, { job, ...said }, given) => {
        const status = typeof given === 'number' ? given : 200;
        const data = said.nothing ?? (broker.kind === 'http' ? said : { data: said });
        const found = judgeAnswer(broker, { ...asked, job }, answerOf(data, status), now);
        if (found.kind === 'refused') {
          assert.match(found.problem.kind, /^broker[A-Z]/);
          return;
        }
        taken++;
        assert.ok(status === 200 || status === 201);
        assert.equal(identifyToken(found.token.reveal()).kind, 'installation-token');
        assert.equal(found.token.reveal(), said.token);
        assert.ok(found.expiresAt > now + minute && found.expiresAt <= now + 65 * minute);
        const { metadata: _, ...granted } = said.permissions as Record<string, string>;
        assert.deepEqual(granted, permissionsFor({ job }));
        const reached = said.repositories as readonly string[];
        assert.ok(reached.length === 1 && ['acme/app', 'app'].includes(String(reached[0])));
        assert.notEqual(said.repository_selection, 'all');
        assert.notEqual(said.host, 'evil.example');
      }),
      { numRuns: 1000 },
    );
    // A property over refusals alone would hold of a judge that refuses everything.
    assert.ok(taken > 20, `${taken} taken`);
  });
});

describe('a broker’s refusal', () => {
  const kindOf = (broker: Broker, data: unknown, status: number) => {
    const found = judgeAnswer(broker, asked, answerOf(data, status), now);
    return found.kind === 'refused' ? found.problem.kind : 'token';
  };

  it('has one cause by its code, or else by its status', () => {
    const of = (error: string, status = 400) => kindOf(aBroker(), { error, message: 'No.' }, status);
    assert.deepEqual(
      ['unauthorized', 'forbidden', 'not_installed', 'not_granted', 'rate_limited', 'unavailable'].map(
        (code) => of(code),
      ),
      [
        'brokerUnauthorized',
        'brokerForbids',
        'brokerNotInstalled',
        'brokerNotGranted',
        'brokerBusy',
        'brokerTrouble',
      ],
    );
    assert.deepEqual(
      [401, 403, 404, 405, 422, 429, 500, 503, 400, 418, 204].map((status) => of('constructor', status)),
      [
        'brokerUnauthorized',
        'brokerForbids',
        'brokerNotFound',
        'brokerNotFound',
        'brokerNotGranted',
        'brokerBusy',
        'brokerTrouble',
        'brokerTrouble',
        'brokerUnknown',
        'brokerUnknown',
        'brokerUnknown',
      ],
    );
  });

  it('is understood in Vault’s words, where one status means several things', () => {
    const vault = aBroker('vault-github');
    const of = (errors: unknown, status: number) => kindOf(vault, { errors }, status);
    const github = '1 error occurred:\n\t* unable to create access token: 422 Unprocessable Entity: {}\n\n';
    assert.deepEqual(
      [
        of(['permission denied'], 403),
        of(['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'], 403),
        of(['missing client token'], 400),
        of(['1 error occurred:\n\t* app not installed in GitHub organization\n\n'], 500),
        of([github], 500),
        of([github.replace('422 Unprocessable Entity', '404 Not Found')], 500),
        of(['no handler for route "github/token". route entry not found.'], 404),
        of(['Vault is sealed'], 503),
        of([], 473),
        of('permission denied', 403),
        of(null, 400),
      ],
      [
        'brokerForbids',
        'brokerUnauthorized',
        'brokerUnauthorized',
        'brokerNotInstalled',
        'brokerNotGranted',
        'brokerNotInstalled',
        'brokerNotFound',
        'brokerTrouble',
        'brokerTrouble',
        'brokerForbids',
        'brokerUnknown',
      ],
    );
  });

  it('keeps the broker’s own words apart, for the details', () => {
    const found = judgeAnswer(
      aBroker(),
      asked,
      answerOf({ error: 'forbidden', message: 'Ask Sam.' }, 403),
      now,
    );
    assert.equal(found.kind === 'refused' && found.message, 'Ask Sam.');
  });
});
