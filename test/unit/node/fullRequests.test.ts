import assert from 'node:assert/strict';
import { inspectToken } from '../../../src/github/inspectToken.ts';
import { createGitHubApi } from '../../../src/node/githubApi.ts';
import type { Fetch } from '../../../src/node/guardedFetch.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { kinds, type TokenKind } from '../../../src/tokens/kind.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const credential = { host: githubCom.name, token: makeSecret('classic-pat', 'again') };

/**
 * `fetch` as a browser has it, and an editor that borrows the browser's: an answer that says how long it is fresh is
 * given again without asking anyone, unless the caller forbids it.
 */
function withCache(network: Fetch): Fetch {
  const kept = new Map<string, Response>();
  return async (url, init) => {
    const found = kept.get(url);
    if (found && init.cache !== 'no-store' && init.cache !== 'no-cache') return found.clone();
    const response = await network(url, init);
    if (/max-age=[1-9]/.test(response.headers.get('cache-control') ?? '')) kept.set(url, response.clone());
    return response;
  };
}

/** GitHub says of most answers that they are good for a minute. Source: facts/response-headers.json. */
const fresh = { 'content-type': 'application/json', 'cache-control': 'private, max-age=60', etag: 'W/"1"' };

function apiOf(fetch: Fetch) {
  return createGitHubApi({
    fetch,
    userAgent: 'token-warden/0',
    clock: { now: () => Date.UTC(2026, 10, 20, 12) },
    random: () => 0,
    log: () => undefined,
    clean: (text, max) => text.slice(0, max),
    retryBaseMs: 1,
  });
}

describe('a token that is checked again', () => {
  it('G16 is asked about in full: no old answer is taken again, and no condition is sent', async () => {
    const asked: string[][] = [];
    const api = apiOf(
      withCache(async (_url, init) => {
        asked.push(Object.keys(init.headers as Record<string, string>).map((name) => name.toLowerCase()));
        return asked.length === 1
          ? new Response('{"login":"mona"}', { headers: fresh })
          : new Response('{"message":"Bad credentials"}', { status: 401, headers: fresh });
      }),
    );
    const look = async () => {
      const found = await inspectToken(api, { credential, kind: 'classic-pat' });
      return found.kind === 'inspected' ? found.inspection.kind : found.kind;
    };
    assert.deepEqual([await look(), await look()], ['alive', 'dead']);
    assert.deepEqual(
      asked.flat().filter((name) => /^if-|etag/.test(name)),
      [],
    );
    assert.equal(asked.length, 2);
  });

  it('G16 is not said to be good on a 304, which nobody asked for', async () => {
    const api = apiOf(async () => new Response(null, { status: 304, headers: { etag: 'W/"1"' } }));
    const authenticating = (Object.keys(kinds) as TokenKind[]).filter((kind) => kinds[kind].authenticates);
    assert.ok(authenticating.length >= 5);
    for (const kind of authenticating) {
      const found = await inspectToken(api, { credential, kind, repository: 'acme/app' }).then(
        (inspected) => inspected,
        (error: unknown) => error,
      );
      assert.ok(Failure.is(found), kind);
      assert.deepEqual(found.problem, { kind: 'unknown', status: 304 }, kind);
    }
  });
});
