import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createSignInApi } from '../../src/node/signInApi.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { cleanServerText } from '../../src/shared/text.ts';
import type { DeviceCode } from '../../src/signIn/deviceCode.ts';
import type { SignInOrder } from '../../src/signIn/ports.ts';
import { githubCom, type HostName, hostOf } from '../../src/tokens/host.ts';
import { sandboxClient } from '../sandbox/client.ts';
import type { SignInApp } from '../sandbox/oauth/signIns.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { problemOf } from './apiStage.ts';

const minute = 60_000;

describe('a sign-in with a device code', () => {
  let sandbox: Sandbox;
  let client: ReturnType<typeof sandboxClient>;
  let app: SignInApp;
  let lines: string[];
  let pauses: number[];
  /** Both clocks, GitHub's and ours: nobody waits. */
  let passed = 0;
  /** Called at each pause, before its time passes. */
  let meanwhile: (pause: number) => void;
  before(async () => {
    const start = Date.now();
    sandbox = await startSandbox({ seed: false, now: () => new Date(start + passed) });
    sandbox.registry.addUser('mona', 'Mona');
    client = sandboxClient(sandbox);
  });
  beforeEach(() => {
    app = sandbox.signIns.addApp();
    sandbox.signIns.bent = {};
    sandbox.faults.clear();
    lines = [];
    pauses = [];
    meanwhile = () => undefined;
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });

  const api = () => {
    const redactor = new Redactor();
    return createSignInApi({
      fetch: client.fetch,
      userAgent: 'token-warden/test',
      clock: { now: () => sandbox.registry.now().getTime() },
      steady: { now: () => passed },
      log: (line) => lines.push(line),
      clean: (text, max) => cleanServerText(text, redactor, max),
      learn: (secret) => redactor.learn(secret),
      limits: { timeoutMs: 3_000, maxBytes: 100_000 },
      pause: async (ms, signal) => {
        assert.ok(pauses.length < 500, 'it does not end');
        meanwhile(pauses.length);
        pauses.push(ms);
        // One that is cancelled ends at once.
        if (!signal.aborted) passed += ms;
      },
    });
  };
  const order = (change: Partial<SignInOrder> = {}): SignInOrder => ({
    host: githubCom,
    clientId: app.clientId,
    app: 'github-app',
    scopes: [],
    ...change,
  });
  const begin = (change: Partial<SignInOrder> = {}, signal = new AbortController().signal) => {
    const codes: DeviceCode[] = [];
    const ended = api().signIn(order(change), (code) => codes.push(code), signal);
    return { codes, ended };
  };
  const asked = () => sandbox.log.filter(({ path }) => path === '/login/oauth/access_token').length;

  it('gives a user token of the App, with its end and its renewal, once the person entered the code', async () => {
    meanwhile = (pause) => pause === 2 && sandbox.signIns.enterAll('authorised');
    const { codes, ended } = begin();
    const granted = await ended;
    const at = sandbox.registry.now().getTime();
    assert.deepEqual(
      [granted.tokenKind, (granted.expiresAt ?? 0) - at, (granted.renewalExpiresAt ?? 0) - at],
      ['app-user-token', 8 * 60 * minute, 184 * 24 * 60 * minute],
    );
    assert.deepEqual(
      [pauses, codes.map(({ page }) => page)],
      [[5_000, 5_000, 5_000], ['https://github.com/login/device']],
    );
    const token = sandbox.registry.tokenByValue(granted.token.reveal());
    assert.deepEqual(token?.permissions, { contents: 'write', pull_requests: 'write' });
  });

  it('sends the scopes of an OAuth App, and says that its token never ends', async () => {
    app = sandbox.signIns.addApp({ kind: 'oauth-app' });
    meanwhile = () => sandbox.signIns.enterAll('authorised');
    const granted = await begin({ app: 'oauth-app', scopes: ['public_repo'] }).ended;
    const token = sandbox.registry.tokenByValue(granted.token.reveal());
    assert.deepEqual(
      [granted.tokenKind, granted.expiresAt, granted.renewal, token?.scopes],
      ['oauth-token', undefined, undefined, ['public_repo']],
    );
  });

  it('works on a GHES and on GHE.com, each at its own address', async () => {
    meanwhile = () => sandbox.signIns.enterAll('authorised');
    for (const name of ['github.corp.example', 'acme.ghe.com']) {
      app = sandbox.signIns.addApp({ host: name });
      const { codes, ended } = begin({ host: hostOf(name as HostName) });
      await ended;
      assert.deepEqual(
        codes.map(({ page }) => page),
        [`https://${name}/login/device`],
      );
    }
  });

  it('B10 opens the page of the host and no other, whatever the server names', async () => {
    sandbox.signIns.bent = { verification_uri: 'https://evil.example/login/device' };
    meanwhile = () => sandbox.signIns.enterAll('authorised');
    const { codes, ended } = begin();
    await ended;
    assert.deepEqual(
      codes.map(({ page }) => page),
      ['https://github.com/login/device'],
    );
  });

  it('B10 asks not more often than every five seconds when told to ask without a pause', async () => {
    sandbox.signIns.bent = { interval: 0 };
    meanwhile = (pause) => pause === 3 && sandbox.signIns.enterAll('authorised');
    await begin().ended;
    assert.deepEqual(pauses, [5_000, 5_000, 5_000, 5_000]);
  });

  it('B10 ends after a quarter of an hour when told that the code lives for decades', async () => {
    sandbox.signIns.bent = { expires_in: 1e9, slowDownForEver: true };
    const began = passed;
    assert.deepEqual(await problemOf(begin().ended), { kind: 'signInExpired' });
    assert.equal(passed - began, 15 * minute);
    // Five seconds more each time.
    assert.deepEqual(pauses.slice(0, 4), [5_000, 10_000, 15_000, 20_000]);
  });

  it('B10 stops at once when the person refuses at GitHub', async () => {
    meanwhile = () => sandbox.signIns.enterAll('denied');
    assert.deepEqual(await problemOf(begin().ended), { kind: 'signInDenied' });
    assert.equal(pauses.length, 1);
  });

  it('B10 stops at once when the person cancels, and GitHub is asked no more', async () => {
    const leave = new AbortController();
    meanwhile = (pause) => pause === 1 && leave.abort();
    const before = asked();
    assert.deepEqual(await problemOf(begin({}, leave.signal).ended), { kind: 'cancelled' });
    assert.equal(asked() - before, 1);
  });

  it('a network that is lost for a minute costs nothing but the wait, asked less and less', async () => {
    meanwhile = (pause) => {
      if (pause === 1) {
        const times = 4;
        sandbox.faults.add({ path: /access_token$/, times, fault: { kind: 'malformed', bytes: '' } });
      }
      if (pause === 5) sandbox.signIns.enterAll('authorised');
    };
    const granted = await begin().ended;
    assert.equal(granted.kind, 'granted');
    assert.deepEqual(pauses, [5_000, 5_000, 5_000, 10_000, 20_000, 40_000]);
  });

  it('each thing that cannot work is named for what it is', async () => {
    sandbox.signIns.changeApp(app.clientId, { deviceFlow: false });
    assert.deepEqual(await problemOf(begin().ended), { kind: 'signInMisconfigured', why: 'disabled' });
    const clientId = `Iv23${'a'.repeat(16)}`;
    assert.deepEqual(await problemOf(begin({ clientId }).ended), {
      kind: 'signInMisconfigured',
      why: 'client',
    });
    // The server's own end of the code, before ours.
    app = sandbox.signIns.addApp();
    meanwhile = () => {
      passed += 16 * minute;
    };
    assert.deepEqual(await problemOf(begin().ended), { kind: 'signInExpired' });
  });

  it('B05 a redirect is refused, so that no code and no renewal goes elsewhere', async () => {
    sandbox.faults.add({
      path: /^\/login\//,
      fault: { kind: 'redirect', status: 307, to: 'https://evil.example{path}' },
    });
    const before = sandbox.refused.length;
    assert.deepEqual(await problemOf(begin().ended), { kind: 'redirectRefused' });
    assert.deepEqual(await problemOf(api().renew(githubCom, app.clientId, new Secret('r'.repeat(40)))), {
      kind: 'redirectRefused',
    });
    assert.equal(sandbox.refused.length, before);
  });

  it('a renewal works once, ends the token before, and needs no client secret', async () => {
    meanwhile = () => sandbox.signIns.enterAll('authorised');
    const first = await begin().ended;
    assert.ok(first.renewal);
    const second = await api().renew(githubCom, app.clientId, first.renewal);
    const { registry } = sandbox;
    const old = registry.tokenByValue(first.token.reveal());
    const fresh = registry.tokenByValue(second.token.reveal());
    assert.deepEqual([old?.ended, fresh?.ended, second.renewal === undefined], ['revoked', 'no', false]);
    assert.deepEqual(await problemOf(api().renew(githubCom, app.clientId, first.renewal)), {
      kind: 'renewalDead',
    });
  });

  it('C05 neither an error nor a line of the log holds a code, a token or a renewal', async () => {
    meanwhile = () => sandbox.signIns.enterAll('authorised');
    const { codes, ended } = begin();
    const granted = await ended;
    assert.ok(granted.renewal);
    const spent = granted.renewal;
    await api().renew(githubCom, app.clientId, spent);
    const failing = async () => [
      await api()
        .renew(githubCom, app.clientId, spent)
        .catch((thrown: unknown) => thrown),
      await begin().ended.catch((thrown: unknown) => thrown),
    ];
    const errors = await failing();
    sandbox.faults.add({ path: /access_token$/, fault: { kind: 'status', status: 403 } });
    errors.push(...(await failing()));
    const said = `${inspect(errors, { depth: 20, showHidden: true })}${lines.join('\n')}`;
    const secrets = [granted.token, spent, codes[0]?.deviceCode ?? new Secret('no code')];
    assert.deepEqual(
      secrets.map((secret) => said.includes(secret.reveal())),
      [false, false, false],
    );
    assert.ok(lines.length > 2);
  });
});
