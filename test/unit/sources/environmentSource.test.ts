import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import { environmentSource } from '../../../src/sources/environmentSource.ts';
import type { Asked } from '../../../src/sources/source.ts';
import { leavesHostOpen, readVariables, variableFor } from '../../../src/sources/variables.ts';
import { type GitHubHost, githubCom, parseHost } from '../../../src/tokens/host.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { now } from '../policy/anEntry.ts';

function host(name: string): GitHubHost {
  const parsed = parseHost(name);
  assert.ok(parsed.kind === 'host');
  return parsed.host;
}

const ghe = host('octo.ghe.com');
const ghes = host('git.acme.example:8443');
const never = new AbortController().signal;
const on = (where: GitHubHost): Asked => ({ host: where, owner: 'acme', repo: 'app', job: 'push' });

const some = {
  GH_TOKEN: makeToken('fine-grained-pat', 'gh'),
  GITHUB_TOKEN: makeToken('fine-grained-pat', 'github'),
  GH_ENTERPRISE_TOKEN: makeToken('fine-grained-pat', 'ghes'),
  GITHUB_ENTERPRISE_TOKEN: makeToken('fine-grained-pat', 'githubs'),
  TOKEN_WARDEN_GITHUB_COM: makeToken('fine-grained-pat', 'own'),
  TOKEN_WARDEN_OCTO_GHE_COM: makeToken('fine-grained-pat', 'octo'),
  TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443: makeToken('fine-grained-pat', 'port'),
};
type Name = keyof typeof some;
const only = (...names: readonly Name[]) => Object.fromEntries(names.map((name) => [name, some[name]]));

/** Which variable serves, or why none does; and whether the token is really that one's. */
async function serving(
  env: Readonly<Record<string, string>>,
  where: GitHubHost,
  hosts: readonly GitHubHost[] = [githubCom, ghe, ghes],
) {
  const source = environmentSource(readVariables(env), () => hosts, { now: () => now });
  const { entries, troubles } = await source.offers(on(where), never);
  const [entry] = entries;
  if (entry === undefined) return troubles[0]?.problem.kind;
  const token = await source.secretOf(entry, on(where), never);
  assert.ok(entry.origin?.kind === 'environment');
  assert.equal(token.reveal(), env[entry.origin.variable]);
  assert.deepEqual([entry.host, entry.expiry.kind, entry.login], [where.name, 'notSeen', undefined]);
  return entry.origin.variable;
}

describe('tokens in the environment', () => {
  it('S4-13 S3-32 the variable that names the host goes first, then gh’s in gh’s order', async () => {
    const all = only(...(Object.keys(some) as Name[]));
    assert.deepEqual(
      [await serving(all, githubCom), await serving(all, ghe), await serving(all, ghes)],
      ['TOKEN_WARDEN_GITHUB_COM', 'TOKEN_WARDEN_OCTO_GHE_COM', 'TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443'],
    );
    assert.deepEqual(
      [
        await serving(only('GITHUB_TOKEN', 'GH_TOKEN'), githubCom),
        await serving(only('GITHUB_TOKEN'), githubCom),
        await serving(only('GITHUB_TOKEN', 'GH_TOKEN'), ghe),
        await serving(only('GITHUB_ENTERPRISE_TOKEN', 'GH_ENTERPRISE_TOKEN'), ghes),
        await serving({ GH_TOKEN: '', ...only('GITHUB_TOKEN') }, githubCom),
      ],
      ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_TOKEN'],
    );
  });

  it('B07 a token for one host is offered for no other, and that is told', async () => {
    assert.deepEqual(
      [
        await serving(only('GH_TOKEN', 'GITHUB_TOKEN', 'TOKEN_WARDEN_GITHUB_COM'), ghes),
        await serving(only('GH_ENTERPRISE_TOKEN', 'TOKEN_WARDEN_OCTO_GHE_COM'), githubCom),
        await serving(only('TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443'), ghe),
      ],
      ['variableOtherHost', 'variableOtherHost', 'variableOtherHost'],
    );
  });

  it('B07 nothing is offered for a host that is not configured, not even for a request that names it', async () => {
    assert.equal(await serving(only('GH_ENTERPRISE_TOKEN'), ghes, [githubCom]), undefined);
    assert.equal(await serving(only('TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443'), ghes, [githubCom]), undefined);
  });

  it('B07 a variable that could name two configured hosts serves neither', async () => {
    const twins = [host('a-b.example'), host('a.b.example')];
    const [first, second] = twins;
    assert.ok(first && second);
    assert.equal(variableFor(first), variableFor(second));
    const env = { [variableFor(first)]: makeToken('fine-grained-pat') };
    assert.equal(await serving(env, first, twins), 'variableNamesSeveral');
    assert.equal(await serving(env, first, [first]), variableFor(first));
  });

  it('S4-13 what is no token is told and never sent, and no other variable takes its place', async () => {
    const token = makeToken('fine-grained-pat');
    const bad = [`${token}\n${token}`, `${token}\u0000`, ` ${token}`, 'hunter2', `Bearer ${token}`];
    for (const GH_TOKEN of bad) {
      assert.equal(await serving({ ...only('GITHUB_TOKEN'), GH_TOKEN }, githubCom), 'variableNoToken');
    }
    const own = { ...only('GH_TOKEN'), TOKEN_WARDEN_GITHUB_COM: '' };
    assert.equal(await serving(own, githubCom), 'variableNoToken');
  });

  it('says whether the name of a variable leaves its host open', () => {
    const other = host('ghes.example');
    assert.deepEqual(
      [
        leavesHostOpen('GH_TOKEN', [githubCom, ghes]),
        leavesHostOpen('GH_TOKEN', [githubCom, ghe]),
        leavesHostOpen('GH_ENTERPRISE_TOKEN', [githubCom, ghes]),
        leavesHostOpen('GITHUB_ENTERPRISE_TOKEN', [githubCom, ghes, other]),
        leavesHostOpen('TOKEN_WARDEN_GITHUB_COM', [githubCom, ghe, ghes, other]),
      ],
      [false, true, false, true, false],
    );
  });

  it('a variable of another name is never looked at, and one that is gone is told', async () => {
    assert.equal(readVariables({ MY_TOKEN: makeToken('fine-grained-pat'), gh_token: 'x' }).size, 0);
    const source = environmentSource(readVariables(only('GH_TOKEN')), () => [githubCom], { now: () => now });
    const { entries } = await source.offers(on(githubCom), never);
    const [entry] = entries;
    assert.ok(entry);
    const gone = environmentSource(readVariables({}), () => [githubCom], { now: () => now });
    const failure = await gone.secretOf(entry, on(githubCom), never).catch((error: unknown) => error);
    assert.deepEqual(Failure.is(failure) && failure.problem.kind, 'notOffered');
  });
});
