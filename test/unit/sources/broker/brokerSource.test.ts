import assert from 'node:assert/strict';
import { Failure } from '../../../../src/shared/failure.ts';
import { Secret } from '../../../../src/shared/secret.ts';
import type { BrokerAnswer, BrokerRequest } from '../../../../src/sources/broker/askBroker.ts';
import { createBrokerSource } from '../../../../src/sources/broker/brokerSource.ts';
import type { BrokerChoice } from '../../../../src/sources/broker/readBroker.ts';
import type { Asked } from '../../../../src/sources/source.ts';
import type { Entry } from '../../../../src/tokens/entry.ts';
import { type GitHubHost, parseHost } from '../../../../src/tokens/host.ts';
import { failureOf } from '../../../fakes/failureOf.ts';
import { makeToken } from '../../../fixtures/tokens.ts';
import { aBroker, answerOf, asked, goodData, now } from './sample.ts';

const minute = 60_000;
const never = new AbortController().signal;
const parsed = parseHost('github.corp.example');
const corp = (parsed.kind === 'host' ? parsed.host : undefined) as GitHubHost;
const word = new Secret('broker-word-1');

/** A broker that mints a new token for each request, and everything that reached it and GitHub. */
function world(kind: 'http' | 'vault-github' = 'http') {
  const broker = aBroker(kind);
  const made = {
    choice: { kind: 'broker', broker } as BrokerChoice,
    secret: { origin: broker.origin, secret: word } as { origin: string; secret: Secret } | undefined,
    requests: [] as { readonly request: BrokerRequest; readonly secret: Secret | undefined }[],
    ended: [] as string[],
    learned: [] as Secret[],
    ends: true,
    known: true,
    greeted: [] as string[],
    clock: { at: now, now: () => made.clock.at },
    answer: (request: BrokerRequest, count: number): BrokerAnswer | Promise<BrokerAnswer> =>
      request.method === 'PUT' ? { ...answerOf(undefined, 204) } : minted(request, count),
  };
  const minted = (request: BrokerRequest, count: number) => {
    const { permissions, repository, repositories } = JSON.parse(request.body);
    const data = {
      token: makeToken('installation-token', `broker ${count}`),
      expires_at: new Date(made.clock.at + 60 * minute).toISOString(),
      permissions,
      repositories: repositories ?? [repository],
    };
    return answerOf(kind === 'http' ? data : { lease_id: `github/token/${count}`, data });
  };
  const source = createBrokerSource({
    choice: () => made.choice,
    secret: async () => made.secret,
    ask: async (request, secret) => {
      made.requests.push({ request, secret });
      return made.answer(request, made.requests.length);
    },
    end: async (_host, token) => void made.ended.push(token.reveal()),
    isKnown: async ({ job }) => {
      made.greeted.push(job);
      return made.known;
    },
    endsTokens: () => made.ends,
    clock: made.clock,
    learn: (secret) => made.learned.push(secret),
    clean: (text) => text.replaceAll(word.reveal(), '[redacted]'),
    log: () => undefined,
  });
  const offered = async (as: Asked = asked): Promise<Entry> => {
    const { entries } = await source.offers(as, never);
    assert.equal(entries.length, 1);
    return entries[0] as Entry;
  };
  return { made, source, offered, broker };
}

describe('tokens of a broker', () => {
  it('S4-09 are offered without asking it, and asked for when one is used', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    assert.deepEqual(
      [entry.name, entry.kind, entry.origin, entry.id, made.requests.length],
      [
        'broker.acme.example',
        'installation-token',
        { kind: 'broker' },
        '~broker/broker.acme.example/github.com/acme/app',
        0,
      ],
    );
    const token = await source.secretOf(entry, asked, never);
    assert.deepEqual(made.learned, [token]);
    const [{ request, secret } = assert.fail()] = made.requests;
    assert.equal(secret, word);
    assert.deepEqual([request.method, request.path], ['POST', '/token']);
    assert.deepEqual(JSON.parse(request.body), {
      host: 'github.com',
      repository: 'acme/app',
      permissions: { contents: 'write' },
      purpose: 'push',
    });
  });

  it('are asked of Vault in the words of its plugin', async () => {
    const { made, source, offered } = world('vault-github');
    const broker = aBroker('vault-github', {
      url: 'https://broker.acme.example/vault',
      mount: 'apps/gh',
      namespace: 'team',
    });
    made.choice = { kind: 'broker', broker };
    await source.secretOf(await offered(), asked, never);
    const [{ request } = assert.fail()] = made.requests;
    assert.deepEqual(
      [request.method, request.path, request.headers, JSON.parse(request.body)],
      [
        'POST',
        '/vault/v1/apps/gh/token',
        { 'x-vault-request': 'true', 'x-vault-namespace': 'team' },
        { org_name: 'acme', repositories: ['app'], permissions: { contents: 'write' } },
      ],
    );
  });

  it('S4-10 are asked for with the least that the job needs', async () => {
    const { made, source, offered } = world();
    for (const job of ['push', 'open-draft-pr', 'fetch'] as const) {
      await source.secretOf(await offered(), { ...asked, job }, never);
    }
    assert.deepEqual(
      made.requests.map(({ request }) => JSON.parse(request.body).permissions),
      [{ contents: 'write' }, { contents: 'read', pull_requests: 'write' }, { contents: 'read' }],
    );
  });

  it('B07 are offered for the GitHub of the setting only, and for none where the setting is wrong, which is told', async () => {
    const { made, source } = world();
    assert.deepEqual(await source.offers({ ...asked, host: corp }, never), { entries: [], troubles: [] });
    made.choice = { kind: 'none' };
    assert.deepEqual(await source.offers(asked, never), { entries: [], troubles: [] });
    made.choice = { kind: 'refused', fault: 'notHttps', text: '' };
    assert.deepEqual(await source.offers(asked, never), {
      entries: [],
      troubles: [{ from: 'broker', problem: { kind: 'brokerSetting', fault: 'notHttps', text: '' } }],
    });
    assert.deepEqual(made.requests, []);
  });

  it('B07 are not asked of another broker or for another GitHub than was offered', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    const other = { ...asked, host: corp };
    assert.equal((await failureOf(source.secretOf(entry, other, never))).problem.kind, 'notOffered');
    const elsewhere = aBroker('http', { url: 'https://evil.example/token' });
    for (const choice of [{ kind: 'broker', broker: elsewhere }, { kind: 'none' }] as const) {
      made.choice = choice;
      assert.equal((await failureOf(source.secretOf(entry, asked, never))).problem.kind, 'notOffered');
    }
    assert.deepEqual(made.requests, []);
  });

  it('B07 the secret goes to the origin it was given for: after a change of the setting the person is asked again', async () => {
    const { made, source, offered } = world();
    for (const url of [
      'https://broker.acme.example:8443/token',
      'https://broker.acme.example.evil.example/token',
      'https://other.example/token',
    ]) {
      made.choice = { kind: 'broker', broker: aBroker('http', { url }) };
      const { problem } = await failureOf(source.secretOf(await offered(), asked, never));
      assert.deepEqual(problem, {
        kind: 'brokerOtherOrigin',
        broker: new URL(url).host,
        keptFor: 'https://broker.acme.example',
      });
    }
    assert.deepEqual(made.requests, []);
    made.choice = { kind: 'broker', broker: aBroker('http', { url: 'https://broker.acme.example/v2' }) };
    await source.secretOf(await offered(), asked, never);
    assert.equal(made.requests.length, 1);
  });

  it('need no secret where the broker wants none, and one for Vault', async () => {
    const plain = world();
    plain.made.secret = undefined;
    await plain.source.secretOf(await plain.offered(), asked, never);
    assert.equal(plain.made.requests[0]?.secret, undefined);
    const vault = world('vault-github');
    vault.made.secret = undefined;
    const { problem } = await failureOf(vault.source.secretOf(await vault.offered(), asked, never));
    assert.equal(problem.kind, 'brokerNoSecret');
    assert.deepEqual(vault.made.requests, []);
  });

  it('are shared by all who ask at the same time, and kept for the same repository and job while five minutes are left', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    const [one, two] = await Promise.all([
      source.secretOf(entry, asked, never),
      source.secretOf(entry, asked, never),
    ]);
    assert.equal(one, two);
    made.clock.at += 55 * minute;
    assert.equal(await source.secretOf(entry, asked, never), one);
    made.clock.at += 1;
    const fresh = await source.secretOf(entry, asked, never);
    assert.ok(!fresh.equals(one));
    assert.equal(made.requests.length, 2);
    made.clock.at -= 60 * minute;
    assert.ok(!(await source.secretOf(entry, asked, never)).equals(fresh));
    made.requests.length = 2;
    const other = { ...asked, repo: 'other' };
    const elsewhere = await source.secretOf(await offered(other), other, never);
    assert.ok(!elsewhere.equals(fresh));
    assert.equal(made.requests.length, 3);
  });

  it('are asked for anew after a refusal, which is kept for nobody', async () => {
    const { made, source, offered } = world();
    const good = made.answer;
    made.answer = () => answerOf({ ...goodData, permissions: { administration: 'write' } });
    const entry = await offered();
    const both = await Promise.all([
      failureOf(source.secretOf(entry, asked, never)),
      failureOf(source.secretOf(entry, asked, never)),
    ]);
    assert.deepEqual(
      both.map(({ problem }) => problem.kind),
      ['brokerAnswer', 'brokerAnswer'],
    );
    assert.equal(made.requests.length, 1);
    made.answer = good;
    await source.secretOf(entry, asked, never);
    assert.equal(made.requests.length, 2);
  });

  it('C05 a broker that repeats the secret in its refusal shows it nowhere', async () => {
    const { made, source, offered } = world();
    made.answer = () => answerOf({ error: 'forbidden', message: `no ${word.reveal()}` }, 403);
    const { details } = await failureOf(source.secretOf(await offered(), asked, never));
    assert.equal(details, 'no [redacted]');
  });

  it('leave whoever cancels, and go on for the others', async () => {
    const { made, source, offered } = world();
    const good = made.answer;
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    made.answer = async (request, count) => {
      await gate;
      return good(request, count);
    };
    const cancel = new AbortController();
    const entry = await offered();
    const left = failureOf(source.secretOf(entry, asked, cancel.signal));
    const stays = source.secretOf(entry, asked, never);
    cancel.abort();
    assert.equal((await left).problem.kind, 'cancelled');
    go();
    assert.ok((await stays).reveal().startsWith('ghs_'));
    assert.equal(made.requests.length, 1);
  });

  it('S4-11 are ended when the action is over, all of this repository and none of another, and not handed out again', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    const push = await source.secretOf(entry, asked, never);
    const pull = await source.secretOf(entry, { ...asked, job: 'open-draft-pr' }, never);
    const other = { ...asked, repo: 'other' };
    const elsewhere = await source.secretOf(await offered(other), other, never);
    await source.over?.(entry);
    assert.deepEqual(made.ended, [push.reveal(), pull.reveal()]);
    await source.over?.(entry);
    assert.equal(made.ended.length, 2);
    assert.ok(!(await source.secretOf(entry, asked, never)).equals(push));
    assert.equal(await source.secretOf(await offered(other), other, never), elsewhere);
  });

  it('stay when the person wants that, unless GitHub refused them', async () => {
    const { made, source, offered } = world();
    made.ends = false;
    const entry = await offered();
    const first = await source.secretOf(entry, asked, never);
    await source.over?.(entry);
    assert.equal(await source.secretOf(entry, asked, never), first);
    await source.over?.({ ...entry, health: { kind: 'dead', at: now } });
    assert.ok(!(await source.secretOf(entry, asked, never)).equals(first));
    assert.deepEqual(made.ended, []);
  });

  it('S4-11 are given back to Vault by their lease, and ended at GitHub where Vault would not', async () => {
    const { made, source, offered } = world('vault-github');
    const good = made.answer;
    const entry = await offered();
    await source.secretOf(entry, asked, never);
    await source.over?.(entry);
    const last = made.requests.at(-1);
    assert.deepEqual(
      [last?.request.method, last?.request.path, JSON.parse(last?.request.body ?? ''), last?.secret],
      ['PUT', '/token/v1/sys/leases/revoke', { lease_id: 'github/token/1', sync: true }, word],
    );
    assert.deepEqual(made.ended, []);
    for (const refusal of [
      () => answerOf({ errors: ['permission denied'] }, 403),
      () => Promise.reject(new Failure({ kind: 'brokerWay' })),
    ]) {
      const token = await source.secretOf(entry, asked, never);
      made.answer = refusal;
      await source.over?.(entry);
      assert.equal(made.ended.at(-1), token.reveal());
      made.answer = good;
    }
  });

  it('S4-11 one that came and is not used is ended at GitHub, and one for another GitHub is sent nowhere', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    for (const change of [{ permissions: { administration: 'write' } }, { repositories: ['acme/other'] }]) {
      made.answer = () => answerOf({ ...goodData, ...change });
      await failureOf(source.secretOf(entry, asked, never));
    }
    assert.deepEqual(made.ended, [goodData.token, goodData.token]);
    for (const change of [{ host: 'github.corp.example' }, { token: makeToken('classic-pat') }]) {
      made.answer = () => answerOf({ ...goodData, ...change });
      await failureOf(source.secretOf(entry, asked, never));
    }
    assert.equal(made.ended.length, 2);
  });

  it('S4-10 may change workflow files only where the push does', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    const plain = await source.secretOf(entry, asked, never);
    const more = await source.secretOf(entry, { ...asked, workflows: true }, never);
    assert.ok(!more.equals(plain));
    assert.deepEqual(
      made.requests.map(({ request }) => JSON.parse(request.body).permissions),
      [{ contents: 'write' }, { contents: 'write', workflows: 'write' }],
    );
  });

  it('is handed to git once GitHub knows it, and not at all when GitHub goes on to refuse it', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    for (const job of ['push', 'fetch', 'open-draft-pr'] as const) {
      await source.secretOf(entry, { ...asked, job }, never);
    }
    assert.deepEqual(made.greeted, ['push', 'fetch']);
    await source.over?.(entry);
    made.known = false;
    const { problem } = await failureOf(source.secretOf(entry, asked, never));
    assert.equal('fault' in problem && problem.fault, 'dead');
    made.known = true;
    const token = await source.secretOf(entry, asked, never);
    assert.ok(source.isFresh(token));
    made.clock.at += 5_000;
    assert.ok(!source.isFresh(token));
  });

  it('tells when the token ends while there is one', async () => {
    const { source, offered } = world();
    const entry = await offered();
    const none = { expiry: { kind: 'notSeen' }, health: { kind: 'unchecked' } };
    assert.deepEqual(source.learned?.(entry), none);
    await source.secretOf(entry, asked, never);
    assert.deepEqual(source.learned?.(entry), { expiry: { kind: 'at', at: now + 60 * minute } });
    await source.over?.(entry);
    assert.deepEqual(source.learned?.(entry), none);
  });

  it('S4-11 an end that fails fails no action', async () => {
    const { made, source, offered } = world();
    const entry = await offered();
    await source.secretOf(entry, asked, never);
    made.ended.push = () => {
      throw new Error('GitHub is down');
    };
    await source.over?.(entry);
  });
});
