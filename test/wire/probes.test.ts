import assert from 'node:assert/strict';
import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRepository } from '../../src/github/repository.ts';
import { findGit, type GitBinary } from '../../src/node/git/findGit.ts';
import { probeReceive } from '../../src/node/git/probeReceive.ts';
import { planListing, readListing } from '../../src/permissions/listInstallation.ts';
import { observeApi } from '../../src/permissions/observeApi.ts';
import { permissionTable } from '../../src/permissions/permissionTable.ts';
import { planProbes } from '../../src/permissions/planProbes.ts';
import { runProbes } from '../../src/permissions/runProbes.ts';
import { explainReceive } from '../../src/push/explainReceive.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { applyCalls } from '../../src/tokens/applyEvidence.ts';
import { githubCom, hostOf } from '../../src/tokens/host.ts';
import { kinds, type TokenKind } from '../../src/tokens/kind.ts';
import { treeState } from '../e2e/treeState.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type GitEnvironment, gitHome } from '../sandbox/workTree.ts';
import type { Permissions, Token } from '../sandbox/world.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

const nonce = '0123456789abcdef0123456789abcdef01234567';
/** Everything a run asks about, at the level it asks for. */
const everything: Permissions = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  issues: 'read',
  actions: 'read',
  statuses: 'read',
  secrets: 'read',
  actions_variables: 'read',
  dependabot_secrets: 'read',
  repository_hooks: 'read',
  administration: 'write',
  codespaces_secrets: 'write',
  secret_scanning_alerts: 'read',
  emails: 'read',
  keys: 'read',
  gpg_keys: 'read',
};

describe('probing permissions on a real GitHub', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  let env: GitEnvironment;
  let git: GitBinary;
  let tempFolder: string;

  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes'] });
    stage = apiStage(sandbox);
    env = { ...(await gitHome(sandbox)), NO_PROXY: '127.0.0.1' };
    git = await findGit({ env, workspaceFolders: [] });
    tempFolder = await mkdtemp(join(sandbox.folder, 'temp-'));
    await sandbox.registry.addRepository('acme/open', {
      collaborators: { mona: 'admin' },
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
    });
    await sandbox.registry.addRepository('acme/bare', { private: true, collaborators: { mona: 'admin' } });
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });
  afterEach('every answer is one that GitHub describes', () => {
    sandbox.faults.clear();
    sandbox.registry.unlockLogins();
    assert.deepEqual(sandbox.violations, []);
  });

  const mint = (permissions: Permissions, as: Partial<NewToken> = {}) =>
    sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions,
      expiresInDays: 9,
      ...as,
    });

  /** A run as the command makes it; the answer names each probe with its verdict, and what was sent. */
  async function probe(token: Token, repository = 'acme/app', kind: TokenKind = 'fine-grained-pat') {
    assert.ok(kinds[kind].authenticates);
    const credential = stage.credential(token);
    const host = hostOf(credential.host);
    const planned = planProbes({ host, repository, nonce }, { kind, account: true });
    const context = {
      git,
      env,
      workspaceFolders: [],
      tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 20_000,
    };
    const from = sandbox.log.length;
    const report = await runProbes(
      {
        api: stage.another(),
        askPush: async (slug, { token: secret }, signal) => {
          const [owner = '', repo = ''] = slug.split('/');
          return explainReceive(await probeReceive(context, { host, owner, repo }, secret, signal));
        },
      },
      { credential, planned },
    );
    const verdicts = Object.fromEntries(report.probed.map(({ probe: { id }, verdict }) => [id, verdict]));
    const sent = sandbox.log
      .slice(from)
      .map((one) => ({ ...one, line: `${one.method} ${one.host}${one.path}` }));
    return { ...report, verdicts, sent, planned };
  }

  const kindsOf = (verdicts: Readonly<Record<string, { readonly kind: string }>>) =>
    [...new Set(Object.values(verdicts).map(({ kind }) => kind))].sort();

  it('finds every permission of a token that has all, and sends exactly what was announced, once each', async () => {
    const { verdicts, sent, planned } = await probe(mint(everything));
    assert.deepEqual(kindsOf(verdicts), ['likely'], JSON.stringify(verdicts));
    assert.equal(Object.keys(verdicts).length, planned.length);
    const announced = planned.map(({ line }) => line.replace(/https:\/\//, '').replace(/ \{\}$/, ''));
    assert.deepEqual(
      sent.map(({ line }) => line),
      announced,
    );
  });

  it('writes nothing: the sandbox is the same before and after, whatever the token may do', async () => {
    const { registry, folder } = sandbox;
    const token = mint(everything);
    const all = () => ({
      repositories: registry.repositories('github.com').map((one) => [one, registry.pulls(one.id)]),
      tokens: registry.tokens(),
      // Commits, refs, reflogs and objects of every repository, and everything beside them.
      files: treeState(folder),
    });
    const before = structuredClone(all());
    await probe(token);
    await probe(token, 'acme/open');
    assert.deepEqual(all(), before);
    assert.deepEqual(await readdir(tempFolder), []);
  });

  it('finds none where the token has none, and still knows that it sees the repository', async () => {
    const { verdicts } = await probe(mint({}));
    const { 'metadata:read': metadata, ...others } = verdicts;
    assert.deepEqual([metadata?.kind, kindsOf(others)], ['likely', ['refused']], JSON.stringify(verdicts));
  });

  it('tells each permission from every other', async () => {
    const { verdicts: reads } = await probe(mint({ contents: 'read', pull_requests: 'read' }));
    const likely = (verdicts: typeof reads) =>
      Object.entries(verdicts)
        .filter(([, { kind }]) => kind === 'likely')
        .map(([id]) => id);
    assert.deepEqual(likely(reads), ['metadata:read', 'contents:read', 'pull_requests:read']);
    // Every other permission to one token, the rest to the other: what is found is what was given, and nothing else.
    const all = Object.entries(everything).filter(([name]) => name !== 'metadata');
    for (const half of [0, 1]) {
      const given = all.filter((_, at) => at % 2 === half);
      const { verdicts } = await probe(mint(Object.fromEntries(given)));
      const found = likely(verdicts).map((id) => id.split(':')[0]);
      assert.deepEqual(new Set(found), new Set(['metadata', ...given.map(([name]) => name)]));
    }
  });

  it('S2-03 a token that reads one repository and not another shows both, each for itself', async () => {
    const token = mint(everything, { repositories: ['acme/app'] });
    assert.deepEqual(kindsOf((await probe(token)).verdicts), ['likely']);
    const hidden = await probe(token, 'acme/bare');
    assert.deepEqual(hidden.verdicts['metadata:read'], { kind: 'notVisible' });
    assert.deepEqual(
      hidden.sent.map(({ line }) => line),
      [
        'GET api.github.com/repos/acme/bare',
        ...['emails', 'keys', 'gpg_keys'].map((what) => `GET api.github.com/user/${what}?per_page=1`),
      ],
    );
  });

  it('claims nothing of a public repository by GET, and says what was refused', async () => {
    const { verdicts } = await probe(mint({ contents: 'write', administration: 'write' }), 'acme/open');
    const proved = Object.entries(verdicts).filter(([, { kind }]) => kind === 'likely');
    assert.deepEqual(
      proved.map(([id]) => id),
      ['contents:write'],
    );
    assert.deepEqual(verdicts['pull_requests:write'], { kind: 'refused' });
    assert.deepEqual(verdicts['secrets:read'], { kind: 'refused' });
    assert.deepEqual(verdicts['administration:write'], { kind: 'unknown', why: 'public' });
  });

  it('an empty repository tells as much as a full one', async () => {
    const { verdicts } = await probe(mint(everything), 'acme/bare');
    assert.deepEqual(kindsOf(verdicts), ['likely'], JSON.stringify(verdicts));
  });

  it('a dead token is asked once', async () => {
    const token = mint(everything);
    sandbox.registry.revoke(token.id);
    const { verdicts, sent, stopped } = await probe(token);
    assert.deepEqual(
      [verdicts, sent.length, stopped],
      [{ 'metadata:read': { kind: 'dead' } }, 1, { kind: 'dead' }],
    );
  });

  for (const name of ['acme.ghe.com', 'github.corp.example']) {
    it(`on ${name} asks only there`, async () => {
      const token = mint(everything, { host: name });
      const { sent, verdicts } = await probe(token);
      assert.deepEqual(kindsOf(verdicts), ['likely'], JSON.stringify(verdicts));
      assert.deepEqual(
        sent.filter(({ host }) => !host.endsWith(name)),
        [],
      );
    });
  }

  it('what GitHub lists of an App is read for the owner at hand, and other kinds of token have no such list', async () => {
    const listing = planListing(githubCom, 'app-user-token');
    assert.ok(listing);
    const token = mint({ contents: 'write', issues: 'read' }, { kind: 'app-user' });
    const from = sandbox.log.length;
    const answer = await stage.another().request({ credential: stage.credential(token), ...listing.request });
    assert.deepEqual(
      [readListing(answer, 'Acme')?.permissions, readListing(answer, 'sso-corp')],
      [{ metadata: 'read', contents: 'write', issues: 'read' }, undefined],
    );
    const sent = sandbox.log.slice(from).map(({ method, host, path }) => `${method} https://${host}${path}`);
    assert.deepEqual(sent, [listing.line]);
    const fineGrained = stage.credential(mint(everything));
    const refused = await stage.another().request({ credential: fineGrained, ...listing.request });
    assert.deepEqual([refused.status, readListing(refused, 'acme')], [403, undefined]);
  });

  it('what GitHub answers on the way is read for what it says, a refusal for the permission it names', async () => {
    const token = mint({ contents: 'write', pull_requests: 'write' });
    const credential = stage.credential(token);
    const entry = anEntry({ declared: undefined, secretSince: 0 });
    const { api, take } = observeApi(stage.another(), () => ({ id: entry.id, secretSince: 0 }));
    await readRepository(api, credential, 'acme/app');
    const target = { owner: 'acme', repo: 'app' };
    await api.request({ credential, operation: 'GET /repos/{owner}/{repo}/pulls', parameters: target });
    const branch = { ...target, branch: 'main' };
    const operation = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
    await api.request({ credential, operation, parameters: branch });
    const seen = take(entry.id);
    assert.ok(seen);
    const { rows, sight } = permissionTable(applyCalls(entry, seen), 'acme/app');
    const verdicts = Object.fromEntries(rows.map((row) => [`${row.permission}:${row.level}`, row.verdict]));
    assert.deepEqual(
      [
        verdicts['metadata:read'],
        verdicts['pull_requests:read'],
        verdicts['administration:read'],
        sight.kind,
      ],
      ['yes', 'yes', 'no', 'seen'],
    );
  });

  it('a classic token is told by what it can do too, and single sign-on is no missing permission', async () => {
    const classic = mint({}, { kind: 'classic', scopes: ['repo'] });
    const { verdicts } = await probe(classic, 'acme/app', 'classic-pat');
    assert.deepEqual(
      [verdicts['contents:write'], verdicts['pull_requests:write']],
      [{ kind: 'likely' }, { kind: 'likely' }],
    );
    const behind = await probe(classic, 'sso-corp/vault', 'classic-pat');
    assert.deepEqual(behind.verdicts['metadata:read'], { kind: 'unknown', why: 'ssoRequired' });
    // The organisation would answer everything else the same.
    assert.deepEqual(
      behind.sent.filter(({ line }) => line.includes('sso-corp')).map(({ line }) => line),
      ['GET api.github.com/repos/sso-corp/vault'],
    );
  });
});
