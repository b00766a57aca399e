import assert from 'node:assert/strict';
import { probePush } from '../../src/node/git/probePush.ts';
import { readCommitFacts } from '../../src/node/git/readCommitFacts.ts';
import { readDrift } from '../../src/node/git/readDrift.ts';
import type { Check } from '../../src/preflight/preflight.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import type { OpenGit } from '../../src/vscode/gitShell.ts';
import { type PreflightOptions, runPreflight } from '../../src/vscode/preflightRun.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import { type ApiStage, apiStage } from './apiStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the preflight of a push', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let api: ApiStage;
  before(async () => {
    stage = await startPushStage();
    api = apiStage(stage.sandbox);
  });
  after(async () => {
    await api.close();
    await stage.close();
  });
  afterEach(() => stage.sandbox.faults.clear());

  const workflow = { '.github/workflows/new.yml': 'name: new\non: push\njobs: {}\n' };

  function openGit(): OpenGit {
    const context = {
      git: stage.git,
      env: stage.env,
      workspaceFolders: [],
      tempFolder: stage.tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 10_000,
    };
    const more: Pick<OpenGit, 'commits' | 'commitFacts' | 'probe' | 'drift'> = {
      commits: async () => undefined,
      commitFacts: (push, signal) => readCommitFacts(context, push, signal),
      probe: (push, secret, signal) => probePush(context, push, secret, signal),
      drift: (folder, sha, other, signal) => readDrift(context, folder, sha, other, signal),
    };
    return Object.assign(stage.pusher(), more) as unknown as OpenGit;
  }

  /** What `secretOf` was asked for is counted: a preflight that asks GitHub nothing has no use for a token. */
  async function run(tree: WorkTree, entry: Entry, options: PreflightOptions, secret = stage.secret) {
    const taken: string[] = [];
    const credentials = {
      secretOf: async (id: string) => {
        taken.push(id);
        return secret;
      },
    };
    const push = await stage.ready(tree);
    const before = stage.sandbox.log.length;
    const services = { api: api.another(), credentials } as unknown as Parameters<typeof runPreflight>[0];
    const preflight = await runPreflight(
      services,
      { folder: tree.folder, git: openGit(), push, entry },
      options,
    );
    const requests = stage.sandbox.log
      .slice(before)
      .map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    const verdicts = Object.fromEntries(preflight.checks.map((check: Check) => [check.id, check.verdict]));
    return { preflight, requests, verdicts, taken: taken.length };
  }

  const ruled = (facts: Parameters<typeof stage.sandbox.registry.changeRepository>[1]) => {
    const id = stage.sandbox.registry.repository('acme/app')?.repository.id ?? 0;
    stage.sandbox.registry.changeRepository(id, { rules: [], ...facts });
  };

  it('S0-07 names the missing permission from the commits alone: no request, no token', async () => {
    const { requests, taken, preflight, verdicts } = await run(
      await stage.tree('alone', workflow),
      anEntry(),
      {},
    );
    assert.deepEqual([requests, taken, preflight.verdict], [[], 0, 'no']);
    assert.deepEqual(verdicts, {
      contents: 'yes',
      workflows: 'no',
      drift: 'unknown',
      'file-size': 'yes',
      lfs: 'yes',
      signatures: 'unknown',
      'branch-rules': 'unknown',
    });
  });

  it('with everything asked, sends GETs only and says what GitHub would say', async () => {
    ruled({});
    const wanted = [
      'GET /repos/acme/app/rules/branches/all',
      'GET /repos/acme/app/branches/all',
      'GET /repos/acme/app/branches/all/protection',
      'GET /acme/app.git/info/refs',
    ];
    const { requests, verdicts } = await run(await stage.tree('all'), anEntry({ declared: undefined }), {
      ask: 'all',
    });
    assert.deepEqual(
      requests.filter((request) => !wanted.includes(request)),
      [],
    );
    assert.deepEqual([verdicts.contents, verdicts.drift], ['yes', 'yes']);
    assert.deepEqual(await stage.leftovers(), []);
  });

  it('tells by one question that a rule of the branch forbids the push, before GitHub has to', async () => {
    ruled({ rules: [{ branch: 'ruled', type: 'pull_request' }] });
    const tree = await stage.tree('ruled');
    // The branch is there already: a rule about changes does not forbid creating one.
    await tree.git('update-ref', 'refs/remotes/origin/ruled', 'HEAD~1');
    const { requests, verdicts, preflight } = await run(tree, anEntry(), { ask: 'rules' });
    assert.deepEqual(requests, ['GET /repos/acme/app/rules/branches/ruled']);
    assert.deepEqual([verdicts['branch-rules'], preflight.verdict], ['no', 'no']);
    assert.equal((await stage.refusal(tree)).problem.kind, 'repoRules');
  });

  it('names the unsigned commits where a rule asks for signatures, and GitHub refuses them indeed', async () => {
    ruled({ rules: [{ branch: 'sealed', type: 'required_signatures' }] });
    const tree = await stage.tree('sealed');
    const { preflight } = await run(tree, anEntry(), { ask: 'rules' });
    const check = preflight.checks.find(({ id }) => id === 'signatures');
    assert.deepEqual([check?.verdict, check?.id === 'signatures' && check.data.unsigned], ['no', [tree.sha]]);
    const refused = await stage.refusal(tree);
    assert.deepEqual(refused.problem, {
      kind: 'repoRules',
      ref: 'refs/heads/sealed',
      rules: ['signatures'],
    });
  });

  it('is held up by nothing: a server that fails or is silent leaves its facts unknown', async () => {
    ruled({ rules: [{ branch: 'silent', type: 'pull_request' }] });
    stage.sandbox.faults.add({ path: /rules\/branches/, fault: { kind: 'hang' } });
    const tree = await stage.tree('silent');
    await tree.git('update-ref', 'refs/remotes/origin/silent', 'HEAD~1');
    const { verdicts, preflight } = await run(tree, anEntry(), { ask: 'rules' });
    assert.deepEqual([verdicts['branch-rules'], preflight.verdict], ['unknown', 'unknown']);
  });

  it('S4-01 a dead token is told by the probe, and is not sent again for the rules', async () => {
    const dead = stage.sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { contents: 'write' },
      expiresInDays: -1,
    });
    const tree = await stage.tree('dead');
    const { requests, preflight } = await run(tree, anEntry(), { ask: 'all' }, new Secret(dead.value));
    const contents = preflight.checks.find(({ id }) => id === 'contents');
    assert.deepEqual(
      [contents?.verdict, contents?.evidence, contents?.remedy.kind],
      ['no', 'refused', 'none'],
    );
    assert.deepEqual(requests, ['GET /acme/app.git/info/refs']);
  });
});
