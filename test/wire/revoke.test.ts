import assert from 'node:assert/strict';
import { endInstallationToken } from '../../src/github/endInstallationToken.ts';
import { inspectToken } from '../../src/github/inspectToken.ts';
import { createRevokeApi } from '../../src/node/revokeApi.ts';
import { judgePrevious } from '../../src/policy/judgePrevious.ts';
import type { RevokePorts, RevokeTarget } from '../../src/rotation/revokePorts.ts';
import { revokeTokens } from '../../src/rotation/revokeTokens.ts';
import { RotationsInFlight } from '../../src/rotation/rotationsInFlight.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { cleanServerText } from '../../src/shared/text.ts';
import { githubCom, type HostName } from '../../src/tokens/host.ts';
import type { TokenKind } from '../../src/tokens/kind.ts';
import type { Vault } from '../../src/vault/vault.ts';
import { MemoryRotationTurns } from '../fakes/memoryRotationTurns.ts';
import { MemorySecretStore } from '../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../fakes/memoryVaultFiles.ts';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { draft, openWindow } from '../unit/vault/sample.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

const list = 'POST api.github.com/credentials/revoke';
const user = 'GET api.github.com/user';

describe('revoking tokens at a real GitHub', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  let client: SandboxClient;
  const store = new MemorySecretStore();
  const folder = memoryFolder();
  let vault: Vault;
  const lines: string[] = [];
  const redactor = new Redactor();

  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes'] });
    stage = apiStage(sandbox);
    client = sandboxClient(sandbox);
  });
  beforeEach(() => {
    vault = openWindow(store, new MemoryVaultFiles(folder), { run: 'one', id: 'one' });
    sandbox.registry.listLimit = 60;
    sandbox.registry.actsLate = false;
    sandbox.registry.unlockLogins();
  });
  afterEach('every answer is one that GitHub describes', () => {
    sandbox.faults.clear();
    assert.deepEqual(sandbox.violations, []);
  });
  after(async () => {
    await stage.close();
    await client.close();
    await sandbox.close();
  });

  /** An entry with a token of the sandbox. */
  async function stored(name: string, facts: Partial<NewToken>, kind: TokenKind): Promise<RevokeTarget> {
    const token = sandbox.registry.mint({ kind: 'classic', login: 'mona', ...facts });
    const secret = new Secret(token.value);
    redactor.learn(secret);
    const host = (facts.host ?? 'github.com') as HostName;
    return { entry: await vault.add({ ...draft(name), host, kind }, secret), which: 'present' };
  }

  function ports(timeoutMs = 10_000): RevokePorts {
    const revokeApi = createRevokeApi({
      fetch: client.fetch,
      userAgent: 'token-warden/test',
      clock: { now: () => Date.now() },
      log: (line) => lines.push(line),
      clean: (text, max) => cleanServerText(text, redactor, max),
      timeoutMs,
    });
    return {
      vault,
      revoker: {
        ...revokeApi,
        endItself: (host, token) => endInstallationToken(stage.another(), { host, token }),
      },
      inspector: {
        inspect: async (host, token, kind) => {
          const seen = await inspectToken(stage.api, { credential: { host, token }, kind });
          assert.equal(seen.kind, 'inspected');
          return seen.kind === 'inspected' ? seen.inspection : assert.fail();
        },
      },
      inFlight: new RotationsInFlight(new MemoryRotationTurns()),
      clock: { now: () => Date.now() },
      pause: async () => undefined,
      record: async () => undefined,
      report: () => undefined,
    };
  }

  async function revoke(targets: readonly RevokeTarget[], given = ports()) {
    const before = sandbox.log.length;
    const signal = new AbortController().signal;
    const results = await revokeTokens(targets, given, signal);
    const requests = sandbox.log.slice(before);
    return {
      revoked: results.map(({ revoked }) => revoked),
      kinds: results.map(({ revoked }) => revoked.kind),
      requests,
      paths: requests.map(({ method, host, path }) => `${method} ${host}${path}`),
    };
  }

  it('S0-12 every kind the list takes is ended by one request without any sign-in, and shown dead by one call each', async () => {
    const targets = [
      await stored('classic', { kind: 'classic' }, 'classic-pat'),
      await stored('fine', { kind: 'fine-grained', owner: 'acme' }, 'fine-grained-pat'),
      await stored('oauth', { kind: 'oauth' }, 'oauth-token'),
      await stored('app user', { kind: 'app-user', owner: 'acme' }, 'app-user-token'),
      await stored('refresh', { kind: 'refresh' }, 'refresh-token'),
    ];
    const { kinds, paths, requests } = await revoke(targets);
    assert.deepEqual(kinds, ['dead', 'dead', 'dead', 'dead', 'acceptedForGood']);
    assert.deepEqual(paths, [list, user, user, user, user]);
    const [sent] = requests;
    assert.deepEqual([sent?.credential, sent?.status, sent?.tokenId], ['none', 202, undefined]);
    const health = await Promise.all(
      targets.map(async ({ entry }) => (await vault.entryOf(entry.id)).health.kind),
    );
    assert.deepEqual(health, ['dead', 'dead', 'dead', 'dead', 'alive']);
  });

  it('an installation token ends itself, on every host, and is never on the list', async () => {
    for (const host of ['github.com', 'github.corp.example']) {
      const facts = {
        kind: 'installation',
        login: 'acme-release[bot]',
        owner: 'acme',
        host,
        expiresInDays: 1,
      } as const;
      const { kinds, paths } = await revoke([await stored(`app on ${host}`, facts, 'installation-token')]);
      assert.deepEqual(kinds, ['dead']);
      const path =
        host === 'github.com' ? 'api.github.com/installation/token' : `${host}/api/v3/installation/token`;
      assert.deepEqual(paths, [`DELETE ${path}`, `DELETE ${path}`]);
    }
  });

  it('on another host nothing is sent', async () => {
    const target = await stored('enterprise', { host: 'github.corp.example' }, 'classic-pat');
    const { kinds, paths } = await revoke([target]);
    assert.deepEqual([kinds, paths], [['onItsPage'], []]);
  });

  it('G18 what GitHub took and did not do yet stays wanted across a restart, and is done later', async () => {
    sandbox.registry.actsLate = true;
    const target = await stored('late', {}, 'classic-pat');
    assert.deepEqual((await revoke([target])).kinds, ['accepted']);
    sandbox.registry.actNow();
    vault = openWindow(store, new MemoryVaultFiles(folder), { run: 'two' });
    const entry = await vault.entryOf(target.entry.id);
    assert.deepEqual(
      judgePrevious(entry, Date.now()).map(({ id }) => id),
      ['not-yet-revoked'],
    );
    assert.deepEqual((await revoke([{ entry, which: 'present' }])).kinds, ['dead']);
    assert.deepEqual(judgePrevious(await vault.entryOf(entry.id), Date.now()), []);
  });

  const outages = {
    serverError: { kind: 'status', status: 500 },
    secondaryRateLimit: { kind: 'status', status: 429, retryAfter: '60' },
    validation: { kind: 'status', status: 422 },
    signedInOnTheWay: { kind: 'status', status: 403 },
    timeout: { kind: 'hang' },
    offline: { kind: 'cut-request', afterBytes: 1 },
    redirectRefused: { kind: 'redirect', status: 307, to: 'https://evil.example/{path}' },
    notJson: {
      kind: 'status',
      status: 200,
      body: '<p>Sign in</p>',
      headers: { 'content-type': 'text/html' },
    },
  } as const;
  for (const [cause, fault] of Object.entries(outages)) {
    it(`G18 ${cause}: asked once, the token lives, and the wish outlives the window`, async () => {
      const target = await stored(`despite ${cause}`, {}, 'classic-pat');
      sandbox.faults.add({ path: /revoke/, fault });
      const { revoked, paths } = await revoke([target], ports(cause === 'timeout' ? 300 : 10_000));
      const [only] = revoked;
      assert.equal(only?.kind === 'notYet' && only.cause.kind, cause);
      assert.deepEqual(paths, [list]);
      vault = openWindow(store, new MemoryVaultFiles(folder), { run: `after ${cause}` });
      const entry = await vault.entryOf(target.entry.id);
      assert.equal(entry.revocation?.lastProblem, cause);
      sandbox.faults.clear();
      assert.deepEqual((await revoke([{ entry, which: 'present' }])).kinds, ['dead']);
    });
  }

  it('G04 sixty lists an hour: the next is refused by GitHub once, and then not asked for', async () => {
    // The tests before this one were more than that.
    sandbox.registry.listLimit = 1;
    const targets = [await stored('one', {}, 'classic-pat'), await stored('two', {}, 'classic-pat')];
    const given = ports();
    const first = await revoke(targets.slice(0, 1), given);
    const second = await revoke(targets.slice(1), given);
    assert.deepEqual(
      [first, second].map(({ revoked }) => revoked[0]?.kind === 'notYet' && revoked[0].cause.kind),
      ['rateLimited', 'rateLimited'],
    );
    assert.deepEqual([first.paths, second.paths], [[list], []]);
  });

  it('C05 a server that repeats the list in its refusal shows no value in an error or a log line', async () => {
    const target = await stored('echoed', {}, 'classic-pat');
    const secret = await vault.secretOf(target.entry.id);
    const body = JSON.stringify({ message: `You sent ${secret.reveal()}`, errors: [secret.reveal()] });
    sandbox.faults.add({ path: /revoke/, fault: { kind: 'status', status: 500, body } });
    const error = await ports()
      .revoker.revokeList(githubCom.name, [secret])
      .then(
        () => assert.fail('it succeeded'),
        (thrown: unknown) => thrown,
      );
    assert.ok(Failure.is(error));
    assert.match(error.details, /You sent \[redacted\]/);
    assert.ok(![...lines, error.stack ?? '', error.details].join().includes(secret.reveal()));
  });
});
