import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { explainAnswer } from '../../../src/github/explainAnswer.ts';
import { inspectToken } from '../../../src/github/inspectToken.ts';
import { readRepository } from '../../../src/github/repository.ts';
import { createGitHubApi } from '../../../src/node/githubApi.ts';
import { applyExtras } from '../../../src/pulls/applyExtras.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What GitHub itself once answered, as recorded by the Octokit project: a witness that is not ours. */
function recorded(scenario: string): readonly Recorded[] {
  const file = `@octokit/fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`;
  return JSON.parse(readFileSync(new URL(import.meta.resolve(file)), 'utf8')) as readonly Recorded[];
}

const credential = { host: githubCom.name, token: makeSecret('classic-pat') };

/** The client on a network that answers from recordings; `find` picks one for each request. */
function replay(find: (method: string, path: string) => Recorded | undefined) {
  const paths: string[] = [];
  const api = createGitHubApi({
    fetch: async (url, init) => {
      const { pathname } = new URL(url);
      paths.push(pathname);
      const found = find(String(init.method), pathname);
      if (!found) throw new Error(`nothing was recorded for ${init.method} ${pathname}`);
      const headers = Object.entries(found.headers).flatMap(([name, value]) =>
        value ? [[name, value]] : [],
      );
      return new Response(JSON.stringify(found.response), {
        status: found.status,
        headers: headers as [string, string][],
      });
    },
    userAgent: 'token-warden/0',
    clock: { now: () => Date.UTC(2017, 9, 10, 16) },
    random: () => 0,
    log: () => undefined,
    clean: (text) => text,
    retryBaseMs: 1,
  });
  return { api, paths };
}

const matching = (all: readonly Recorded[]) => (method: string, path: string) =>
  all.find((one) => one.method === method.toLowerCase() && one.path === path);

describe('the client against recorded answers of GitHub', () => {
  it('labels are added, and those that GitHub made on the way are told', async () => {
    const of = 'octokit-fixture-org/add-labels-to-issue';
    const known = matching(recorded('add-labels-to-issue'));
    const missing = { status: 404, response: { message: 'Not Found' }, headers: {} };
    const { api, paths } = replay((method, path) =>
      path.startsWith(`/repos/${of}/labels/`)
        ? { method, path, ...missing, headers: { 'content-type': 'application/json' } }
        : known(method, path),
    );
    const labels = ['Foo', 'bAr', 'baZ'];
    const call = { api, credential, pull: { repository: of, number: 1 } };
    assert.deepEqual(await applyExtras(call, { labels }), { undone: [], newLabels: labels });
    assert.equal(paths.at(-1), `/repos/${of}/issues/1/labels`);
    // What the recording does not list counts as left out, not as done.
    assert.deepEqual((await applyExtras(call, { labels: ['Foo', 'other'] })).undone, [
      {
        what: { kind: 'labels', names: ['Foo', 'other'] },
        problem: { kind: 'leftOut', names: ['other'] },
        details: '',
      },
    ]);
  });

  it('a repository is read', async () => {
    const { api } = replay(matching(recorded('get-repository')));
    assert.deepEqual(await readRepository(api, credential, 'octokit-fixture-org/hello-world'), {
      fullName: 'octokit-fixture-org/hello-world',
      defaultBranch: 'master',
      archived: false,
    });
  });

  it('a renamed repository is followed once to its number', async () => {
    const { api, paths } = replay(matching(recorded('rename-repository')));
    const found = await readRepository(api, credential, 'octokit-fixture-org/rename-repository');
    assert.deepEqual(
      [found.fullName, paths],
      [
        'octokit-fixture-org/rename-repository-newname',
        ['/repos/octokit-fixture-org/rename-repository', '/repositories/1000'],
      ],
    );
  });

  it('the headers of a real answer give scopes and rate', async () => {
    const [repository] = recorded('get-repository');
    assert.ok(repository);
    const { api } = replay(() => ({ ...repository, response: { login: 'octokit-fixture-user-a' } }));
    const inspected = await inspectToken(api, { credential, kind: 'classic-pat' });
    assert.ok(inspected.kind === 'inspected' && inspected.inspection.kind === 'alive');
    const { login, scopes } = inspected.inspection;
    assert.deepEqual(
      [login, scopes.kind === 'listed' && scopes.scopes.length, inspected.rate?.remaining],
      ['octokit-fixture-user-a', 11, 4999],
    );
  });

  it('a real validation answer and a real 404 are recognised', async () => {
    const kinds: unknown[] = [];
    for (const [scenario, status] of [
      ['errors', 422],
      ['branch-protection', 404],
    ] as const) {
      const { api } = replay(() => recorded(scenario).find((one) => one.status === status));
      const answer = await api.request({ credential, operation: 'GET /user' });
      assert.ok(answer.kind === 'refused');
      kinds.push(explainAnswer(answer, githubCom));
    }
    assert.deepEqual(kinds, [
      { kind: 'validation', errors: [{ resource: 'Label', field: 'color', code: 'invalid', message: '' }] },
      { kind: 'notFoundOrHidden', accepted: [], scopes: [] },
    ]);
  });
});
