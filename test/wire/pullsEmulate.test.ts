import assert from 'node:assert/strict';
import { request as forward } from 'node:http';
import { createServer } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { ProxyAgent, fetch as proxiedFetch } from 'undici';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { createGitHubApi } from '../../src/node/githubApi.ts';
import type { Fetch } from '../../src/node/guardedFetch.ts';
import { createDraftPullRequest, type NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import { readTarget } from '../../src/pulls/readTarget.ts';
import { updatePullRequest } from '../../src/pulls/updatePullRequest.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { makeCertificates } from '../sandbox/certificates.ts';
import { startProxy } from '../sandbox/proxy.ts';

const repository = 'acme/app';

/**
 * A GitHub that is not ours: the emulator speaks plain http on loopback, so the sandbox's proxy ends TLS before it and
 * the whole real client is on the path. What it does not play (refusals of commits and reviewers, assignees of
 * a pull request, GraphQL) is not asked of it.
 */
describe('the pull request against an emulator of GitHub that somebody else wrote', function () {
  this.timeout(30_000);
  let emulator: Emulator;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let dispatcher: ProxyAgent;
  const seen: string[] = [];
  const token = makeToken('classic-pat');
  const credential = { host: githubCom.name, token: new Secret(token) };

  before(async () => {
    const port = await freePort();
    emulator = await createEmulator({
      service: 'github',
      port,
      baseUrl: githubCom.api,
      seed: {
        tokens: { [token]: { login: 'mona', scopes: ['repo'] } },
        github: {
          users: [{ login: 'mona' }, { login: 'hubot' }],
          orgs: [{ login: 'acme', members: [{ login: 'mona', role: 'admin' }, { login: 'hubot' }] }],
          repos: [{ owner: 'acme', name: 'app', auto_init: true }],
        },
      },
    });
    const names = [new URL(githubCom.api).host];
    const certificates = await makeCertificates(names);
    proxy = await startProxy({
      names,
      certificates,
      isUntrusted: () => false,
      serve: (_name, request, response) => {
        seen.push(`${request.method} ${request.url}`);
        const { method, url: path, headers } = request;
        const inner = forward({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        });
        inner.on('error', () => response.destroy());
        request.pipe(inner);
      },
    });
    dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: certificates.authority } });
  });
  after(async () => {
    await dispatcher?.destroy();
    await proxy?.close();
    await emulator?.close();
  });

  /** A client for each request: no pause is owed between two writes. */
  const api: GitHubApi = {
    request: (request) =>
      createGitHubApi({
        fetch: ((url: string, init: object) =>
          proxiedFetch(url, { ...init, dispatcher })) as unknown as Fetch,
        userAgent: 'token-warden/test',
        clock: { now: () => Date.now() },
        random: () => 0,
        log: () => undefined,
        clean: (text) => text,
        retryBaseMs: 1,
      }).request(request),
  };

  it('is opened as a draft with labels and reviewers, found again, and updated', async () => {
    const target = await readTarget(api, credential, repository);
    const wanted: NewPullRequest = {
      repository: target.repository,
      headOwner: target.owner,
      branch: 'topic',
      base: target.defaultBranch,
      title: 'More of it',
      body: 'Because.',
      draft: true,
      labels: ['bug', 'made here'],
      reviewers: ['hubot', 'mona'],
    };
    const outcome = await createDraftPullRequest(api, credential, wanted);
    assert.ok(outcome.kind === 'created', outcome.kind);
    assert.deepEqual(
      [outcome.undone, outcome.pull.draft, outcome.pull.author, outcome.pull.url],
      [[], true, 'mona', `https://github.com/acme/app/pull/${outcome.pull.number}`],
    );
    const found = await findOpenPullRequest(api, credential, wanted);
    assert.deepEqual(
      [found?.number, found?.title, found?.body, found?.base, found?.labels, found?.reviewers],
      [outcome.pull.number, 'More of it', 'Because.', target.defaultBranch, ['bug', 'made here'], ['hubot']],
    );
    assert.equal((await createDraftPullRequest(api, credential, wanted)).kind, 'existing');
    assert.equal(seen.filter((line) => line === 'POST /repos/acme/app/pulls').length, 1);
    assert.ok(found);
    const change = { title: 'Better', labels: ['bug'] };
    const updated = await updatePullRequest(api, credential, { seen: found, wanted: change });
    const after = await findOpenPullRequest(api, credential, wanted);
    assert.deepEqual(
      [updated.kind, updated.undone, after?.title, after?.labels],
      ['updated', [], 'Better', ['bug']],
    );
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
