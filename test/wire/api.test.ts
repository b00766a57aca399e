import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ApiRequest, Credential } from '../../src/github/apiAnswer.ts';
import { readRepository } from '../../src/github/repository.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { Token } from '../sandbox/world.ts';
import { type ApiStage, apiStage, problemOf } from './apiStage.ts';

describe('the API client against a GitHub that misbehaves', () => {
  let sandbox: Sandbox;
  let stage: ApiStage;
  let token: Token;
  let credential: Credential;
  before(async () => {
    sandbox = await startSandbox({ validate: false });
  });
  beforeEach(() => {
    // A client of its own for each test: waiting times must not reach the next one.
    stage = apiStage(sandbox);
    token = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { contents: 'write', pull_requests: 'write' },
      expiresInDays: 9,
    });
    credential = stage.credential(token);
  });
  afterEach(async () => {
    sandbox.faults.clear();
    await stage.close();
  });
  after(() => sandbox.close());

  const user = (): ApiRequest => ({ credential, operation: 'GET /user' });
  const seen = () => sandbox.log.filter(({ tokenId }) => tokenId === token.id);
  const refusedNames = () => sandbox.refused.length;

  it('B05 a redirect to another origin is refused and that origin hears nothing', async () => {
    const before = refusedNames();
    for (const status of [301, 302, 303, 307, 308] as const) {
      for (const to of ['https://evil.example/repositories/1', 'https://github.com/repositories/1']) {
        sandbox.faults.add({ times: 1, fault: { kind: 'redirect', status, to } });
        assert.deepEqual(await problemOf(readRepository(stage.api, credential, 'acme/app')), {
          kind: 'redirectRefused',
        });
      }
    }
    assert.deepEqual(
      [seen().length, seen().every(({ host }) => host === 'api.github.com'), refusedNames()],
      [10, true, before],
    );
  });

  it('B05 a renamed repository is found under its new name with two requests on one origin', async () => {
    const repository = await sandbox.registry.addRepository('acme/before', {
      collaborators: { mona: 'write' },
    });
    sandbox.registry.changeRepository(repository.id, { name: 'after' });
    const found = await readRepository(stage.api, credential, 'acme/before');
    assert.deepEqual(
      [found.fullName, seen().map(({ host, path }) => `${host}${path}`)],
      ['acme/after', ['api.github.com/repos/acme/before', `api.github.com/repositories/${repository.id}`]],
    );
  });

  it('B05 a POST to a renamed repository is refused, not repeated elsewhere', async () => {
    const repository = await sandbox.registry.addRepository('acme/once', {
      collaborators: { mona: 'write' },
    });
    sandbox.registry.changeRepository(repository.id, { name: 'twice' });
    const parameters = { owner: 'acme', repo: 'once', title: 't', head: 'h', base: 'main' };
    const operation = 'POST /repos/{owner}/{repo}/pulls';
    const problem = await problemOf(stage.api.request({ credential, operation, parameters }));
    assert.deepEqual([problem, seen().length], [{ kind: 'redirectRefused' }, 1]);
  });

  it('B07 a token is asked about at its own host only', async () => {
    for (const host of ['github.com', 'acme.ghe.com', 'github.corp.example']) {
      const other = sandbox.registry.mint({ kind: 'classic', login: 'mona', host });
      await stage.api.request({ credential: stage.credential(other), operation: 'GET /user' });
      const hosts = sandbox.log.filter(({ tokenId }) => tokenId === other.id).map((one) => one.host);
      assert.deepEqual(hosts, [host === 'github.corp.example' ? host : `api.${host}`]);
    }
  });

  it('G01 silence ends at the deadline after two repeats, and is a timeout', async () => {
    sandbox.faults.add({ fault: { kind: 'hang' } });
    const asked = stage.another(300).request(user());
    assert.deepEqual([await problemOf(asked), seen().length], [{ kind: 'timeout' }, 3]);
  });

  it('G01 a connection cut inside the body is offline, and one good repeat is an answer', async () => {
    sandbox.faults.add({ times: 2, fault: { kind: 'cut', afterBytes: 20 } });
    const answer = await stage.api.request(user());
    assert.deepEqual([answer.status, seen().length], [200, 3]);
    sandbox.faults.add({ fault: { kind: 'cut', afterBytes: 20 } });
    assert.equal((await problemOf(stage.api.request(user()))).kind, 'offline');
  });

  it('G01 bytes that are no HTTP are not an answer', async () => {
    sandbox.faults.add({ fault: { kind: 'malformed', bytes: 'SSH-2.0-whatever\r\n\r\n' } });
    assert.equal((await problemOf(stage.api.request(user()))).kind, 'offline');
  });

  it('G01 a certificate of an authority nobody trusts is named, and hears no request', async () => {
    sandbox.faults.add({ fault: { kind: 'untrusted-certificate' } });
    const problem = await problemOf(stage.api.request(user()));
    assert.deepEqual([problem.kind, seen().length], ['tlsUntrusted', 0]);
  });

  it('G01 a name the proxy refuses is the proxy, not a lost network', async () => {
    const elsewhere = stage.credential({ host: 'github.elsewhere.example', value: token.value });
    const problem = await problemOf(stage.api.request({ ...user(), credential: elsewhere }));
    assert.equal(problem.kind, 'proxyRefused');
  });

  it('G02 an outage with an HTML page is repeated twice and stays an outage', async () => {
    const headers = { 'content-type': 'text/html' };
    sandbox.faults.add({ fault: { kind: 'status', status: 502, body: '<html>', headers } });
    const answer = await stage.api.request(user());
    assert.deepEqual([answer.kind, answer.status, seen().length], ['refused', 502, 3]);
  });

  it('G04 after 429 nothing reaches the server before the time it named', async () => {
    for (const retryAfter of ['30', '-1', '1000000000', new Date(Date.now() + 90_000).toUTCString()]) {
      const other = sandbox.registry.mint({ kind: 'classic', login: 'mona' });
      const request = { credential: stage.credential(other), operation: 'GET /user' } as const;
      sandbox.faults.add({ times: 1, fault: { kind: 'status', status: 429, retryAfter } });
      await stage.api.request(request);
      const problem = await problemOf(stage.api.request(request));
      const count = sandbox.log.filter(({ tokenId }) => tokenId === other.id).length;
      const wait = 'until' in problem ? Number(problem.until) - Date.now() : 0;
      assert.deepEqual(
        [problem.kind, count, wait > 20_000 && wait <= 3_600_000],
        ['secondaryRateLimit', 1, true],
      );
    }
  });

  it('G08 an endless body and a huge one are given up at five megabytes', async () => {
    const faults = [{ kind: 'endless' }, { kind: 'huge', bytes: 200 * 1024 * 1024 }] as const;
    for (const fault of faults) {
      const off = sandbox.faults.add({ fault });
      assert.deepEqual(await problemOf(stage.api.request(user())), {
        kind: 'tooLarge',
        maxBytes: 5 * 1024 * 1024,
      });
      off();
    }
    assert.equal(seen().length, 2);
  });

  it('G08 a success of the wrong type is not GitHub', async () => {
    const fault = { kind: 'header', name: 'content-type', value: 'text/html' } as const;
    sandbox.faults.add({ fault });
    assert.deepEqual([await problemOf(stage.api.request(user())), seen().length], [{ kind: 'notJson' }, 1]);
  });

  it('C05 a server that repeats the Authorization header is not repeated by us', async () => {
    for (const status of [400, 401, 403, 422]) {
      const off = sandbox.faults.add({ fault: { kind: 'echo-authorization', status } });
      const answer = await stage.api.request(user());
      off();
      const shown = inspect(answer, { depth: 20, showHidden: true }) + stage.lines.join('\n');
      assert.deepEqual([answer.status, shown.includes(token.value.slice(12, 40))], [status, false]);
    }
  });

  it('C05 a lost connection leaves no token in the error', async () => {
    sandbox.faults.add({ fault: { kind: 'cut', afterBytes: 5 } });
    const error = await stage.api.request(user()).catch((thrown: unknown) => thrown);
    const shown = inspect(error, { depth: 20, showHidden: true }) + stage.lines.join('\n');
    assert.deepEqual([error instanceof Error, shown.includes(token.value.slice(12, 40))], [true, false]);
  });

  it('a cancel ends a silent request at once', async () => {
    sandbox.faults.add({ fault: { kind: 'hang' } });
    const controller = new AbortController();
    const asked = problemOf(stage.api.request({ ...user(), signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    assert.deepEqual([await asked, seen().length], [{ kind: 'cancelled' }, 1]);
  });
});
