import assert from 'node:assert/strict';
import { endInstallationToken } from '../../src/github/endInstallationToken.ts';
import { inspectToken } from '../../src/github/inspectToken.ts';
import { createRevokeApi } from '../../src/node/revokeApi.ts';
import { mayHaveArrived } from '../../src/pulls/mayHaveArrived.ts';
import { looseToken } from '../../src/rotation/looseToken.ts';
import type { RevokePorts } from '../../src/rotation/revokePorts.ts';
import { revokeTokens } from '../../src/rotation/revokeTokens.ts';
import { RotationsInFlight, type RotationTurns } from '../../src/rotation/rotationsInFlight.ts';
import { Secret } from '../../src/shared/secret.ts';
import { blankEntry } from '../../src/tokens/blankEntry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { identifyToken } from '../../src/tokens/identify.ts';
import { MemoryRotationTurns } from '../fakes/memoryRotationTurns.ts';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

const list = 'POST api.github.com/credentials/revoke';
const user = 'GET api.github.com/user';

describe('a token that no entry holds, revoked at a real GitHub', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  let client: SandboxClient;

  before(async () => {
    sandbox = await startSandbox();
    stage = apiStage(sandbox);
    client = sandboxClient(sandbox);
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

  async function revoke(facts: Partial<NewToken>, turns: RotationTurns = new MemoryRotationTurns()) {
    const token = sandbox.registry.mint({ kind: 'classic', login: 'mona', ...facts });
    const steps: string[] = [];
    const secret = new Secret(token.value);
    const { kind } = identifyToken(token.value);
    const { target, vault } = looseToken(
      { ...blankEntry(githubCom.name, kind, 0), id: 'print', name: 'ghp_…1234' },
      secret,
    );
    const ports: RevokePorts = {
      vault,
      revoker: {
        ...createRevokeApi({
          fetch: client.fetch,
          userAgent: 'token-warden/test',
          clock: { now: () => Date.now() },
          log: () => undefined,
          clean: (text) => text,
          timeoutMs: 2_000,
        }),
        endItself: (host, one) => endInstallationToken(stage.another(), { host, token: one }),
      },
      inspector: {
        inspect: async (host, one, of) => {
          const seen = await inspectToken(stage.api, { credential: { host, token: one }, kind: of });
          return seen.kind === 'inspected' ? seen.inspection : assert.fail();
        },
      },
      inFlight: new RotationsInFlight(turns),
      clock: { now: () => Date.now() },
      pause: async () => undefined,
      record: async (_, step) => void steps.push(step.kind),
      report: () => undefined,
    };
    const before = sandbox.log.length;
    const [result] = await revokeTokens([target], ports, new AbortController().signal);
    const requests = sandbox.log.slice(before);
    return {
      revoked: result?.revoked ?? assert.fail(),
      steps,
      requests,
      paths: requests.map(({ method, host, path }) => `${method} ${host}${path}`),
      lives: sandbox.registry.tokenByValue(token.value)?.ended === 'no',
    };
  }

  it('S0-12 is ended by one request without a sign-in and shown dead by one call; each step is recorded', async () => {
    const { revoked, steps, requests, paths, lives } = await revoke({});
    assert.deepEqual(revoked, { kind: 'dead', unnoted: false });
    assert.deepEqual([paths, lives], [[list, user], false]);
    assert.equal(requests[0]?.credential, 'none');
    assert.deepEqual(steps, ['wanted', 'accepted', 'dead']);
  });

  it('of an installation ends itself', async () => {
    const { revoked, paths, lives } = await revoke({ kind: 'installation', owner: 'acme' });
    const itself = 'DELETE api.github.com/installation/token';
    assert.deepEqual([revoked.kind, paths, lives], ['dead', [itself, itself], false]);
  });

  it('when the answer is lost, it may be dead all the same, and nothing claims either', async () => {
    sandbox.faults.add({ path: /revoke/, fault: { kind: 'lost-answer' } });
    const { revoked, steps, paths, lives } = await revoke({});
    assert.ok(revoked.kind === 'notYet');
    assert.ok(mayHaveArrived(revoked.cause as Parameters<typeof mayHaveArrived>[0]));
    assert.deepEqual([paths, lives, steps], [[list], false, ['wanted', 'notDone']]);
  });

  it('when GitHub refuses, it lives and that is known', async () => {
    sandbox.faults.add({ path: /revoke/, fault: { kind: 'status', status: 403 } });
    const { revoked, lives } = await revoke({});
    assert.ok(revoked.kind === 'notYet' && revoked.cause.kind === 'signedInOnTheWay');
    assert.ok(!mayHaveArrived(revoked.cause as Parameters<typeof mayHaveArrived>[0]));
    assert.ok(lives);
  });

  it('is sent by one window at a time', async () => {
    const turns = new MemoryRotationTurns();
    const other = await turns.begin('print', 'step');
    const { revoked, paths, lives } = await revoke({}, turns);
    assert.deepEqual([revoked.kind, paths, lives], ['busy', [], true]);
    await other?.end();
  });
});
