import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { lacks, readGhesVersion } from '../../src/github/ghesFeatures.ts';
import { hearVersion } from '../../src/github/hearVersion.ts';
import { readRepository } from '../../src/github/repository.ts';
import { findGit, type GitBinary } from '../../src/node/git/findGit.ts';
import { GitPush } from '../../src/node/git/gitPush.ts';
import { readBranchFacts } from '../../src/preflight/branchFacts.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { type GitHubHost, type HostName, hostOf } from '../../src/tokens/host.ts';
import { selectEntry } from '../../src/tokens/selectEntry.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type GitEnvironment, gitHome, makeWorkTree } from '../sandbox/workTree.ts';
import type { Token } from '../sandbox/world.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

const names = ['github.com', 'acme.ghe.com', 'github.corp.example'] as const;

describe('three GitHubs that have a repository of the same name', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  let git: GitBinary;
  let env: GitEnvironment;
  const hosts = names.map((name) => hostOf(name as HostName));
  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes'] });
    stage = apiStage(sandbox);
    env = await gitHome(sandbox);
    git = await findGit({ env, workspaceFolders: [] });
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });

  const tokenOf = (host: GitHubHost): Token =>
    sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      host: host.name,
      permissions: { contents: 'write', pull_requests: 'write' },
      expiresInDays: 9,
    });

  it('B07 each get the token that was stored for them, whatever the person chose at the others', async () => {
    const tokens = new Map(hosts.map((host) => [host.name as string, tokenOf(host)]));
    const entries = hosts.map((host) =>
      anEntry({ id: `of ${host.name}`, name: `acme ${host.name}`, host: host.name }),
    );
    // A choice for the first host, and one for this run, name entries that the other hosts must not see.
    const bindings = { 'github.com/acme/app': 'of github.com', 'github.com/acme': 'of github.com' };
    for (const host of hosts) {
      const from = sandbox.log.length;
      const selection = selectEntry({
        entries,
        host: host.name,
        owner: 'acme',
        repository: 'app',
        bindings,
        override: undefined,
        now,
        fits: () => true,
        isNarrower: () => false,
      });
      assert.ok(selection.kind === 'chosen');
      const secret = new Secret(tokens.get(selection.entry.host)?.value ?? '');
      const tree = await makeWorkTree({
        sandbox,
        repo: 'acme/app',
        branch: 'several/one',
        host: host.name,
        env,
      });
      const pusher = new GitPush({
        git,
        env,
        workspaceFolders: [],
        tempFolder: await mkdtemp(join(sandbox.folder, 'temp-')),
        redactor: new Redactor(),
        pushTimeoutMs: 30_000,
        hookTimeoutMs: 10_000,
        fetch: globalThis.fetch,
      });
      const push = await preparePush(tree.folder, { known: { hosts, aliases: {} } }, pusher);
      assert.ok(push.kind === 'push');
      await pushBranch(push, secret, pusher, {});
      const sent = sandbox.log.slice(from).filter(({ tokenId }) => tokenId !== undefined);
      assert.deepEqual(
        [new Set(sent.map((one) => one.host)), new Set(sent.map(({ tokenId }) => tokenId))],
        [new Set([host.name]), new Set([tokens.get(host.name)?.id])],
      );
    }
  });

  it('tell their release where they have one, and a server that is too old is not asked for rulesets', async () => {
    const versions = new Map<string, string>();
    const api = hearVersion(stage.api, (host, version) => versions.set(host, version));
    sandbox.registry.gheServerVersion = '3.9.16';
    for (const host of hosts) {
      const credential = stage.credential(tokenOf(host));
      await readRepository(api, credential, 'acme/app');
      const from = sandbox.log.length;
      const noRulesets = lacks(host, readGhesVersion(versions.get(host.name)), 'rulesets') === 'yes';
      const question = {
        credential,
        repository: 'acme/app',
        branch: 'main',
        depth: 'rules',
        noRulesets,
      } as const;
      const { rules } = await readBranchFacts(api, question);
      const asked = sandbox.log.slice(from).length;
      assert.deepEqual([rules.kind, asked], ['known', host.kind === 'ghes' ? 0 : 1], host.name);
    }
    assert.deepEqual([...versions], [['github.corp.example', '3.9.16']]);
  });
});
