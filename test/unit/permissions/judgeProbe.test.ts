import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeProbe, judgePushAnswer, type Visibility } from '../../../src/permissions/judgeProbe.ts';
import { planOne, planProbes } from '../../../src/permissions/planProbes.ts';
import { type ApiProbe, probes } from '../../../src/permissions/probes.ts';
import { githubCom, type HostName, hostOf } from '../../../src/tokens/host.ts';
import { answeredAt, okAnswer, refusedAnswer } from '../../fakes/scriptedGitHubApi.ts';

const accepted = 'x-accepted-github-permissions';
const notAccessible = 'Resource not accessible by personal access token';
const apiProbes = probes.filter((probe): probe is ApiProbe => probe.kind === 'api');

function probeOf(id: string): ApiProbe {
  const found = apiProbes.find((probe) => probe.id === id);
  assert.ok(found);
  return found;
}

const judge = (id: string, answer: Parameters<typeof judgeProbe>[1], visibility: Visibility = 'private') =>
  judgeProbe(probeOf(id), answer, visibility, githubCom);

describe('what an answer to a probe says', () => {
  it('is likely where GitHub went past the permission, also when it then found nothing or refused the body', () => {
    const answers = [
      judge('contents:read', okAnswer([])),
      judge('contents:read', refusedAnswer(409, 'Git Repository is empty.')),
      judge('statuses:read', refusedAnswer(404, 'Not Found')),
      judge('codespaces_secrets:write', refusedAnswer(404, 'Not Found')),
      judge('issues:read', refusedAnswer(410, 'Issues has been disabled in this repository.')),
      judge(
        'pull_requests:write',
        refusedAnswer(422, 'Validation Failed', {}, [{ field: 'title', code: 'missing_field' }]),
      ),
      // Public or private: nobody opens one without the permission.
      judge('pull_requests:write', refusedAnswer(422, 'Invalid request.'), 'public'),
    ];
    assert.deepEqual(
      answers,
      answers.map(() => ({ kind: 'likely' })),
    );
  });

  it('is refused where the permission is what was missing, and nowhere else', () => {
    const header = { [accepted]: 'secrets=read' };
    assert.deepEqual(judge('secrets:read', refusedAnswer(403, notAccessible, header)), { kind: 'refused' });
    assert.deepEqual(judge('secrets:read', refusedAnswer(403, notAccessible), 'public'), { kind: 'refused' });
    assert.deepEqual(judge('repository_hooks:read', refusedAnswer(404, 'Not Found')), { kind: 'refused' });
    const others = [
      refusedAnswer(403, 'Something else altogether.'),
      refusedAnswer(403, 'Resource protected by organization SAML enforcement.', {
        'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A',
        [accepted]: 'secrets=read',
      }),
      refusedAnswer(
        403,
        '`acme` forbids access via a personal access token with fine-grained permissions. Please use another.',
        { [accepted]: 'secrets=read' },
      ),
      refusedAnswer(500, 'Server Error'),
    ].map((answer) => judge('secrets:read', answer));
    assert.deepEqual(
      others.map((verdict) => [verdict.kind, verdict.kind === 'unknown' && verdict.why]),
      [
        ['unknown', 'unknown'],
        ['unknown', 'ssoRequired'],
        ['unknown', 'fineGrainedForbidden'],
        ['unknown', 'serverError'],
      ],
    );
  });

  it('is neither yes nor no at a limit, and says until when', () => {
    const reset = answeredAt + 600_000;
    const limited = refusedAnswer(403, 'API rate limit exceeded for user ID 1.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset / 1000),
      [accepted]: 'secrets=read',
    });
    const verdict = judge('secrets:read', limited);
    assert.deepEqual(verdict, { kind: 'unknown', why: 'rateLimited', until: reset });
    const tooQuickly = refusedAnswer(422, 'Validation Failed', {}, [
      { message: 'was submitted too quickly' },
    ]);
    const posted = judge('pull_requests:write', tooQuickly);
    assert.deepEqual(
      [posted.kind, posted.kind === 'unknown' && posted.why],
      ['unknown', 'secondaryRateLimit'],
    );
  });

  it('is dead for a 401, whatever else it says', () => {
    for (const probe of apiProbes) {
      const answer = refusedAnswer(401, 'Bad credentials', { [accepted]: 'contents=read' });
      assert.deepEqual(judgeProbe(probe, answer, 'private', githubCom), { kind: 'dead' }, probe.id);
    }
  });

  it('is that nothing is seen, where a 404 is the first word about a repository', () => {
    const verdicts = apiProbes
      .filter(({ place }) => place === 'repository')
      .map((probe) => judgeProbe(probe, refusedAnswer(404, 'Not Found'), 'unknown', githubCom).kind);
    assert.deepEqual(new Set(verdicts), new Set(['notVisible']));
  });

  it('is never yes by a GET of a public repository, whatever GitHub answers', () => {
    const gets = apiProbes.filter(
      ({ place, operation }) => place === 'repository' && operation.startsWith('GET '),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...gets),
        fc.constantFrom<Visibility>('public', 'unknown'),
        fc.oneof(fc.constantFrom(200, 301, 403, 404, 409, 410, 422), fc.integer({ min: 200, max: 599 })),
        fc.constantFrom('', notAccessible, 'Not Found'),
        fc.constantFrom(undefined, 'contents=read', 'secrets=read; contents=write'),
        (probe, visibility, status, message, header) => {
          const headers = header === undefined ? {} : { [accepted]: header };
          const answer =
            status < 300 ? okAnswer([], headers, status) : refusedAnswer(status, message, headers);
          return judgeProbe(probe, answer, visibility, githubCom).kind !== 'likely';
        },
      ),
    );
  });

  it('of git: what lets a push in is likely, also in public, and each refusal is what it is', () => {
    const refused = (kind: string) => judgePushAnswer({ kind: 'refused', problem: { kind } });
    assert.deepEqual(
      [
        judgePushAnswer({ kind: 'upToDate' }),
        refused('writeNotGranted'),
        refused('badCredentials'),
        refused('repositoryNotFound'),
        refused('offline'),
      ],
      [
        { kind: 'likely' },
        { kind: 'refused' },
        { kind: 'dead' },
        { kind: 'notVisible' },
        { kind: 'unknown', why: 'offline' },
      ],
    );
  });
});

describe('the plan of a run', () => {
  const nonce = '0123456789abcdef0123456789abcdef01234567';
  const place = { host: githubCom, repository: 'acme/app', nonce };

  it('names each request as the wire has it, with names nobody uses', () => {
    const lines = planProbes(place, { kind: 'fine-grained-pat', account: false }).map(({ line }) => line);
    assert.deepEqual(
      [lines[0], lines[1], lines.at(-2), lines.at(-1)],
      [
        'GET https://api.github.com/repos/acme/app',
        'GET https://api.github.com/repos/acme/app/commits?per_page=1',
        'GET https://github.com/acme/app.git/info/refs?service=git-receive-pack',
        'POST https://api.github.com/repos/acme/app/pulls {}',
      ],
    );
    assert.ok(lines.includes(`GET https://api.github.com/repos/acme/app/commits/${nonce}/statuses`));
    assert.ok(
      lines.includes(
        'GET https://api.github.com/repos/acme/app/codespaces/secrets/TOKEN_WARDEN_PROBE_0123456789AB',
      ),
    );
  });

  it('asks about the account only when that was wanted, and never for an installation, which has none', () => {
    const accounts = (kind: 'fine-grained-pat' | 'installation-token', account: boolean) =>
      planProbes(place, { kind, account }).filter(({ repository }) => repository === undefined).length;
    assert.deepEqual(
      [
        accounts('fine-grained-pat', true),
        accounts('fine-grained-pat', false),
        accounts('installation-token', true),
      ],
      [3, 0, 0],
    );
  });

  it('leaves out what a server of one’s own does not have', () => {
    const host = hostOf('github.corp.example' as HostName);
    const ids = planProbes({ ...place, host }, { kind: 'fine-grained-pat', account: false }).map(
      ({ probe }) => probe.id,
    );
    assert.ok(!ids.includes('codespaces_secrets:write'));
    assert.ok(ids.includes('secret_scanning_alerts:read'));
  });

  it('refuses what is no name of a repository, before anything is sent', () => {
    for (const repository of ['acme', 'acme/..', 'acme/a b', 'a/b/c', 'acme/app?x', '../app']) {
      assert.throws(() => planOne('contents:read', { ...place, repository }), repository);
    }
  });
});
