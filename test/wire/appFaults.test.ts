import assert from 'node:assert/strict';
import type { Operation } from '../../src/github/apiAnswer.ts';
import type { Job } from '../../src/policy/judgeFit.ts';
import type { Failure, Problem } from '../../src/shared/failure.ts';
import { forOneAction } from '../../src/sources/forOneAction.ts';
import { failureOf } from '../fakes/failureOf.ts';
import type { Fault } from '../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage } from './apiStage.ts';
import { type AppStage, type AppStageOptions, appStage, never } from './appStage.ts';

const minute = 60_000;

describe('a GitHub App that meets a fault', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let api: ApiStage;

  before(async () => {
    sandbox = await startSandbox();
    api = apiStage(sandbox);
  });
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.registry.apps.lagMs = 0;
    sandbox.registry.unlockLogins();
  });
  after(async () => {
    await api.close();
    await sandbox.close();
  });

  const stageOf = (options?: AppStageOptions) => appStage(sandbox, api, options);
  const use = async (stage: AppStage, job: Job = 'push') =>
    stage.credentials.secretOf(await stage.offered({ job }), job);
  const sent = (from: number) => sandbox.log.slice(from).map(({ method, path }) => `${method} ${path}`);
  const mints = (from: number) => sent(from).filter((line) => line.includes('/access_tokens')).length;
  const live = (stage: AppStage) =>
    sandbox.registry
      .tokens()
      .filter(({ login }) => login === `${stage.app.slug}[bot]`)
      .filter((token) => sandbox.registry.isLive(token));

  describe('where it is not installed as it should be', () => {
    const troubleOf = async (stage: AppStage): Promise<Problem | undefined> => {
      const { entries, troubles } = await stage.credentials.offers(stage.asked(), never);
      assert.deepEqual(entries, []);
      return troubles[0]?.problem;
    };

    it('S2-36 tells "not installed", "not selected" and "suspended" apart, each with its page', async () => {
      const stage = stageOf();
      const { apps } = sandbox.registry;
      const page = `https://github.com/organizations/acme/settings/installations/${stage.installation.id}`;
      apps.changeInstallation(stage.installation.id, { repositories: ['acme/docs'] });
      assert.deepEqual(await troubleOf(stage), { kind: 'appNotSelected', owner: 'acme', page });
      apps.changeInstallation(stage.installation.id, { repositories: 'all', suspendedAt: new Date() });
      assert.deepEqual(await troubleOf(stage), { kind: 'installationSuspended', owner: 'acme', page });
      apps.uninstall(stage.installation.id);
      assert.deepEqual(await troubleOf(stage), {
        kind: 'appNotInstalled',
        owner: 'acme',
        page: `https://github.com/apps/${stage.app.slug}/installations/new`,
      });
      apps.install(stage.app.id, 'acme');
      assert.equal((await stage.offered()).origin?.kind, 'app');
    });

    it('says the same when that happens between the look-up and the mint, and counts it on the key', async () => {
      const { apps } = sandbox.registry;
      const happenings: readonly [(stage: AppStage) => void, string, string][] = [
        [({ installation }) => apps.uninstall(installation.id), 'appNotInstalled', 'notFoundOrHidden'],
        [
          ({ installation }) => apps.changeInstallation(installation.id, { repositories: ['acme/docs'] }),
          'appNotSelected',
          'appRepository',
        ],
        [
          ({ installation }) => apps.changeInstallation(installation.id, { suspendedAt: new Date() }),
          'installationSuspended',
          'appSuspended',
        ],
        [
          ({ installation }) =>
            apps.changeInstallation(installation.id, { permissions: { issues: 'write' } }),
          'appNotGranted',
          'appNotGranted',
        ],
      ];
      for (const [happens, told, counted] of happenings) {
        const stage = stageOf();
        const entry = await stage.offered();
        happens(stage);
        const { problem } = await failureOf(stage.credentials.secretOf(entry, 'push'));
        assert.equal(problem.kind, told);
        assert.deepEqual(stage.noted, [`failed ${counted}`]);
        assert.deepEqual(live(stage), []);
      }
    });

    it('finds an installation that was made anew meanwhile', async () => {
      const stage = stageOf();
      const entry = await stage.offered();
      sandbox.registry.apps.uninstall(stage.installation.id);
      sandbox.registry.apps.install(stage.app.id, 'acme');
      await stage.credentials.secretOf(entry, 'push');
      assert.equal(live(stage).length, 1);
    });

    it('looks once for many actions, and anew after ten minutes', async () => {
      let now = Date.now();
      const stage = stageOf({ clock: { now: () => now } });
      const from = sandbox.log.length;
      // A clock that leapt costs a question that is refused.
      const found = (at: number) => sandbox.log.slice(at).filter(({ status }) => status === 200).length;
      for (let n = 0; n < 3; n++) await stage.offered();
      assert.equal(found(from), 1);
      now += 10 * minute;
      await stage.offered();
      assert.equal(found(from), 2);
    });
  });

  describe('with its clock or its key', () => {
    for (const off of [-60, -10, -1.5, 1.5, 10, 60]) {
      it(`G12 takes GitHub’s time when its own is ${off} minutes off, and asks once more at most`, async () => {
        const stage = stageOf({ clock: { now: () => Date.now() + off * minute } });
        const from = sandbox.log.length;
        await use(stage, 'open-draft-pr');
        // Nine minutes slow is still within what was signed.
        const again = off < -9 || off > 1 ? 1 : 0;
        assert.deepEqual([sent(from).length, mints(from)], [2 + again, 1]);
      });
    }

    it('G12 says that the clock is wrong when asking once more did not help', async () => {
      const body = JSON.stringify({ message: "'Expiration time' claim ('exp') is too far in the future" });
      sandbox.faults.add({ path: /installation$/, fault: { kind: 'status', status: 401, body } });
      const stage = stageOf();
      const from = sandbox.log.length;
      const { troubles } = await stage.credentials.offers(stage.asked(), never);
      assert.deepEqual([troubles[0]?.problem.kind, sent(from).length], ['appClock', 2]);
    });

    it('G13 says that the key is not the App’s, once, and does not ask again', async () => {
      const stage = stageOf();
      sandbox.registry.apps.dropKey(stage.app.id, stage.keys[0] ?? '');
      const from = sandbox.log.length;
      const { troubles } = await stage.credentials.offers(stage.asked(), never);
      assert.deepEqual([troubles[0]?.problem.kind, sent(from).length], ['appKey', 1]);
      assert.deepEqual(stage.noted, ['failed appKey']);
    });

    it('S2-52 goes on with the old key while it is kept, and counts both', async () => {
      const stage = stageOf();
      const other = stageOf();
      // The present key was deleted at GitHub; the one before still signs.
      stage.keys.unshift(other.keys[0] ?? '');
      await use(stage, 'open-draft-pr');
      assert.deepEqual(stage.noted, ['failed appKey', 'failed appKey', 'minted']);
    });

    it('an unknown id is the same cause', async () => {
      const stage = stageOf();
      const elsewhere = { ...stage.entry, app: { clientId: 'Iv23liUnknown' } };
      Object.assign(stage.entry, elsewhere);
      const { troubles } = await stage.credentials.offers(stage.asked(), never);
      assert.equal(troubles[0]?.problem.kind, 'appKey');
    });
  });

  describe('in its first seconds and its last ones', () => {
    it('G03 a 401 is waited out for a new token that reads, and for nothing else', async () => {
      const stage = stageOf();
      const entry = await stage.offered();
      const token = await stage.credentials.secretOf(entry, 'open-draft-pr');
      const fault: Fault = { kind: 'status', status: 401, body: '{"message":"Bad credentials"}' };
      const ask = (operation: Operation, secret = token) =>
        stage.api.request({
          credential: { host: entry.host, token: secret },
          operation,
          parameters: { owner: 'acme', repo: 'app', title: 't', head: 'x', base: 'main' },
        });
      sandbox.faults.add({ times: 2, fault });
      assert.equal((await ask('GET /repos/{owner}/{repo}')).status, 200);
      assert.deepEqual(stage.pauses, [1000, 2000]);
      stage.pauses.length = 0;
      sandbox.faults.add({ times: 1, fault });
      assert.equal((await ask('POST /repos/{owner}/{repo}/pulls')).status, 401);
      const person = api.credential(
        sandbox.registry.mint({ kind: 'classic', login: 'mona', scopes: ['repo'] }),
      ).token;
      sandbox.faults.add({ times: 1, fault });
      assert.equal((await ask('GET /repos/{owner}/{repo}', person)).status, 401);
      assert.deepEqual(stage.pauses, []);
      sandbox.faults.clear();
      sandbox.faults.add({ fault });
      const from = sandbox.log.length;
      assert.equal((await ask('GET /repos/{owner}/{repo}')).status, 401);
      assert.equal(sent(from).length, 4);
    });

    it('G14 S2-37 is replaced while five minutes are left, so that no phase outlives it', async () => {
      let now = Date.now();
      const stage = stageOf({ clock: { now: () => now } });
      const entry = await stage.offered();
      const first = await stage.credentials.secretOf(entry, 'push');
      now += 54 * minute;
      assert.equal(await stage.credentials.secretOf(entry, 'push'), first);
      now += 2 * minute;
      assert.notEqual(await stage.credentials.secretOf(entry, 'push'), first);
    });

    it('S2-22 S2-28 shows when it ends while it lives, and nothing of that when it is over', async () => {
      const stage = stageOf();
      const entry = await stage.offered();
      await stage.credentials.secretOf(entry, 'push');
      const { expiry } = await stage.credentials.entryOf(entry.id);
      assert.ok(expiry.kind === 'at' && Math.abs(expiry.at - Date.now() - 60 * minute) < minute);
      await stage.credentials.over(entry);
      assert.equal((await stage.credentials.entryOf(entry.id)).expiry.kind, 'notSeen');
    });
  });

  describe('that many use', () => {
    it('S2-31 mints once for callers who want the same, and again for another repository or action', async () => {
      const stage = stageOf();
      const entry = await stage.offered();
      const docs = await stage.offered({ repo: 'docs' });
      const from = sandbox.log.length;
      const wants = Array.from({ length: 50 }, () => stage.credentials.secretOf(entry, 'push'));
      const all = await Promise.all(wants);
      assert.deepEqual([new Set(all).size, mints(from)], [1, 1]);
      const others = await Promise.all([
        stage.credentials.secretOf(entry, 'fetch'),
        stage.credentials.secretOf(entry, 'open-draft-pr'),
        stage.credentials.secretOf(docs, 'push'),
      ]);
      assert.deepEqual([new Set([...all, ...others]).size, mints(from)], [4, 4]);
      assert.deepEqual(
        live(stage).map(({ repositories }) => repositories),
        [['acme/app'], ['acme/app'], ['acme/app'], ['acme/docs']],
      );
    });

    it('S2-30 S4-11 is ended when the last action that uses it is over, not under another', async () => {
      const stage = stageOf();
      const entry = await stage.offered();
      const one = forOneAction(stage.credentials);
      const two = forOneAction(stage.credentials);
      await one.credentials.secretOf(entry, 'push');
      await two.credentials.secretOf(entry, 'push');
      await one.credentials.over(entry);
      assert.equal(live(stage).length, 1);
      one.end();
      assert.equal(live(stage).length, 1);
      await two.credentials.over(entry);
      assert.equal(live(stage).length, 0);
      await two.credentials.secretOf(entry, 'push');
      assert.equal(live(stage).length, 1);
      await stage.credentials.overAll();
      assert.equal(live(stage).length, 0);
    });

    it('is left to its hour where the person says so, and then no more handed out', async () => {
      const stage = stageOf();
      stage.ends = false;
      const entry = await stage.offered();
      const first = await stage.credentials.secretOf(entry, 'push');
      await stage.credentials.over(entry);
      assert.equal(live(stage).length, 1);
      assert.notEqual(await stage.credentials.secretOf(entry, 'push'), first);
    });

    it('is ended also when it arrives after its action was left', async () => {
      const leaving = new AbortController();
      const stage: AppStage = stageOf({
        before: (operation) => {
          if (operation.startsWith('POST ')) leaving.abort();
        },
      });
      const entry = await stage.offered();
      const { problem } = await failureOf(stage.credentials.secretOf(entry, 'push', leaving.signal));
      assert.equal(problem.kind, 'cancelled');
      await stage.credentials.over(entry);
      assert.deepEqual([live(stage).length, stage.noted], [0, ['minted']]);
    });
  });

  describe('at every step', () => {
    const steps: readonly Operation[] = [
      'GET /repos/{owner}/{repo}/installation',
      'POST /app/installations/{installation_id}/access_tokens',
      'GET /repos/{owner}/{repo}',
      'DELETE /installation/token',
    ];
    const faults: Readonly<Record<string, Fault>> = {
      'the network is lost': { kind: 'malformed', bytes: '' },
      'GitHub is down': { kind: 'status', status: 503 },
      'nothing answers': { kind: 'hang' },
      'a portal answers': { kind: 'status', status: 200, body: '{"hello":"guest"}' },
      'the answer is no JSON': { kind: 'status', status: 200, body: '{"token":' },
      'a redirect leads away': { kind: 'redirect', status: 302, to: 'https://evil.example/' },
      'a limit is hit': { kind: 'status', status: 403, retryAfter: '60' },
      'the token is refused': { kind: 'status', status: 401, body: '{"message":"Bad credentials"}' },
    };
    for (const step of steps) {
      for (const [name, fault] of Object.entries(faults)) {
        it(`nothing hangs, throws or stays when ${name} at ${step}`, async () => {
          const stage: AppStage = stageOf({
            before: (operation) => {
              sandbox.faults.clear();
              if (operation === step) sandbox.faults.add({ fault });
            },
          });
          const { entries, troubles } = await stage.credentials.offers(stage.asked(), never);
          const [entry] = entries;
          if (step === steps[0]) {
            assert.deepEqual([entry, troubles.length], [undefined, 1]);
            return;
          }
          assert.ok(entry);
          const used = await stage.credentials.secretOf(entry, 'push').then(
            () => 'used',
            (error: Failure) => error.problem.kind,
          );
          if (step === steps[1]) assert.notEqual(used, 'used');
          if (step === steps[3]) assert.equal(used, 'used');
          await stage.credentials.over(entry);
          // What could not be ended lives its hour; everything else is over.
          if (step !== steps[3]) assert.deepEqual(live(stage), []);
        });
      }
    }
  });

  it('has a token that cannot ask whose it is, and keeps to what GitHub describes', async () => {
    const stage = stageOf();
    const entry = await stage.offered();
    const token = await stage.credentials.secretOf(entry, 'push');
    const answer = await stage.api.request({
      credential: { host: entry.host, token },
      operation: 'GET /user',
    });
    assert.equal(answer.status, 403);
    await stage.credentials.over(entry);
    assert.deepEqual(sandbox.violations, []);
  });
});
