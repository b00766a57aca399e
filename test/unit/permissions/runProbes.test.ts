import assert from 'node:assert/strict';
import type { ApiAnswer } from '../../../src/github/apiAnswer.ts';
import { planOne, planProbes } from '../../../src/permissions/planProbes.ts';
import { type ProbePorts, runProbe, runProbes } from '../../../src/permissions/runProbes.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { noAnswer, okAnswer, refusedAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';

const place = { host: githubCom, repository: 'acme/app', nonce: 'b'.repeat(40) };
const credential = { host: githubCom.name, token: new Secret('not a token') };
const planned = planProbes(place, { kind: 'fine-grained-pat', account: true });
const repository = (isPrivate: boolean) => okAnswer({ private: isPrivate });
const pushes: ProbePorts['askPush'] = async () => ({ kind: 'upToDate' });

async function run(api: ScriptedGitHubApi, askPush = pushes) {
  const report = await runProbes({ api, askPush }, { credential, planned });
  return { ...report, kinds: report.probed.map(({ probe, verdict }) => `${probe.id} ${verdict.kind}`) };
}

/** An answer for each API request there is. */
const enough = (answer: ApiAnswer) => planned.map(() => answer);

describe('a run of probes', () => {
  it('sends one request after the other, in the order they were shown', async () => {
    const api = new ScriptedGitHubApi(repository(true), ...enough(okAnswer([])));
    const steps: string[] = [];
    await runProbes(
      { api, askPush: pushes },
      { credential, planned, onStep: (step, of) => steps.push(`${step} of ${of}`) },
    );
    assert.deepEqual(
      api.requests.map(({ operation, parameters, emptyBody }) => ({ operation, parameters, emptyBody })),
      planned.flatMap(({ request }) => (request ? [{ emptyBody: undefined, ...request }] : [])),
    );
    assert.deepEqual([steps[0], steps.length], [`1 of ${planned.length}`, planned.length]);
  });

  it('ends at a 401, and sends nothing more', async () => {
    const api = new ScriptedGitHubApi(repository(true), refusedAnswer(401, 'Bad credentials'));
    const { kinds, stopped } = await run(api);
    assert.deepEqual(
      [kinds, stopped, api.requests.length],
      [['metadata:read likely', 'contents:read dead'], { kind: 'dead' }, 2],
    );
  });

  it('ends at a 401 of git’s as well', async () => {
    const api = new ScriptedGitHubApi(repository(true), ...enough(okAnswer([])));
    const dead: ProbePorts['askPush'] = async () => ({
      kind: 'refused',
      problem: { kind: 'badCredentials' },
    });
    const { stopped } = await run(api, dead);
    assert.deepEqual(stopped, { kind: 'dead' });
    assert.ok(!api.operations.some((operation) => operation.startsWith('POST ')));
  });

  it('ends at a limit and where there is no network, with what it knew by then', async () => {
    const limited = noAnswer({ kind: 'rateLimited', until: 5 });
    for (const [answer, why] of [
      [limited, 'rateLimited'],
      [noAnswer({ kind: 'offline', code: 'ENOTFOUND' }), 'offline'],
    ] as const) {
      const api = new ScriptedGitHubApi(repository(true), answer);
      const { kinds, stopped } = await run(api);
      assert.deepEqual(kinds, ['metadata:read likely', 'contents:read unknown']);
      assert.equal(stopped?.kind === 'unknown' && stopped.why, why);
    }
  });

  it('asks nothing more about a repository that the token does not see, and still about the account', async () => {
    const api = new ScriptedGitHubApi(refusedAnswer(404, 'Not Found'), ...enough(okAnswer([])));
    const { kinds } = await run(api);
    assert.deepEqual(kinds, [
      'metadata:read notVisible',
      'emails:read likely',
      'keys:read likely',
      'gpg_keys:read likely',
    ]);
  });

  it('does not ask for what everyone may read of a public repository', async () => {
    const api = new ScriptedGitHubApi(repository(false), ...enough(okAnswer([])));
    const { probed } = await run(api);
    const notAsked = probed.filter(({ verdict }) => verdict.kind === 'unknown' && verdict.why === 'public');
    assert.ok(notAsked.some(({ probe }) => probe.id === 'contents:read'));
    assert.ok(!api.operations.includes('GET /repos/{owner}/{repo}/commits'));
    assert.ok(api.operations.includes('GET /repos/{owner}/{repo}/actions/secrets'));
  });

  it('ends when the person leaves, before the next request, with what was learned by then', async () => {
    const controller = new AbortController();
    const api = new ScriptedGitHubApi(repository(true));
    const report = await runProbes(
      { api, askPush: pushes },
      { credential, planned, signal: controller.signal, onStep: (step) => step === 2 && controller.abort() },
    );
    assert.deepEqual(report.stopped, { kind: 'unknown', why: 'cancelled' });
    assert.deepEqual(
      [report.probed.map(({ probe }) => probe.id), api.requests.length],
      [['metadata:read'], 1],
    );
  });

  it('one question alone: what did not come is unknown, and cancelling is no answer', async () => {
    const one = planOne('pull_requests:write', place);
    const ask = (answer: ApiAnswer | Failure) =>
      runProbe({ api: new ScriptedGitHubApi(answer) }, credential, one, 'unknown');
    assert.deepEqual((await ask(refusedAnswer(422, 'Invalid request.'))).verdict, { kind: 'likely' });
    assert.deepEqual((await ask(refusedAnswer(404, 'Not Found'))).verdict, { kind: 'notVisible' });
    assert.deepEqual((await ask(noAnswer({ kind: 'timeout' } as never))).verdict, {
      kind: 'unknown',
      why: 'timeout',
      until: undefined,
    });
    await assert.rejects(ask(new Failure({ kind: 'cancelled' })));
    const push = planOne('contents:write', place);
    assert.deepEqual(
      (await runProbe({ api: new ScriptedGitHubApi() }, credential, push, 'private')).verdict,
      {
        kind: 'unknown',
        why: 'noGit',
      },
    );
  });
});
