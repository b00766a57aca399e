import assert from 'node:assert/strict';
import { type BranchFacts, readBranchFacts } from '../../src/preflight/branchFacts.ts';
import { judgeWorkflowsGuard } from '../../src/preflight/judgeWorkflowsGuard.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

describe('the rules of a branch, asked of GitHub', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  before(async () => {
    sandbox = await startSandbox();
    stage = apiStage(sandbox);
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });
  afterEach('every answer is one that GitHub describes', () => assert.deepEqual(sandbox.violations, []));

  const change = (facts: Parameters<Sandbox['registry']['changeRepository']>[1]) => {
    const id = sandbox.registry.repository('acme/app')?.repository.id ?? 0;
    sandbox.registry.changeRepository(id, {
      rules: [],
      protection: {},
      protectedBranches: {},
      collaborators: { mona: 'admin' },
      ...facts,
    });
  };

  async function ask(permissions: NewToken['permissions'], branch = 'main') {
    const token = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { metadata: 'read', ...permissions },
      expiresInDays: 30,
    });
    const before = sandbox.log.length;
    const question = {
      credential: stage.credential(token),
      repository: 'acme/app',
      branch,
      depth: 'all',
    } as const;
    const facts = await readBranchFacts(stage.api, question);
    return { facts, methods: sandbox.log.slice(before).map(({ method }) => method) };
  }
  const guard = (facts: BranchFacts) => judgeWorkflowsGuard(facts).map(({ verdict }) => verdict);
  const reviewed = { main: { approvals: 1, enforceAdmins: true, bypass: [] } };

  it('S3-06 an administrator’s token sees all four facts, each as it is', async () => {
    change({ protection: reviewed });
    const { facts, methods } = await ask({ contents: 'read', administration: 'read' });
    assert.deepEqual(guard(facts), ['yes', 'yes', 'yes', 'yes']);
    assert.deepEqual(methods, ['GET', 'GET', 'GET']);
    change({ protection: { main: { approvals: 0, enforceAdmins: true, bypass: ['hubot'] } } });
    const weak = await ask({ contents: 'read', administration: 'read' });
    assert.deepEqual(guard(weak.facts), ['yes', 'yes', 'no', 'no']);
  });

  it('S3-06 the token of a push sees that the branch is protected, and not how', async () => {
    change({ protection: reviewed });
    const { facts } = await ask({ contents: 'write' });
    assert.deepEqual(facts.protection, { kind: 'unseen', problem: 'missingPermission' });
    assert.deepEqual(guard(facts), ['yes', 'unknown', 'unknown', 'unknown']);
  });

  it('S3-06 a ruleset is seen with metadata alone, but for who may bypass it', async () => {
    change({ rules: [{ branch: 'main', type: 'pull_request' }] });
    assert.deepEqual(guard((await ask({ contents: 'read' })).facts), ['yes', 'yes', 'yes', 'unknown']);
    const { facts } = await ask({});
    assert.deepEqual(facts.isProtected, { kind: 'unseen', problem: 'missingPermission' });
    assert.deepEqual(guard(facts), ['yes', 'yes', 'yes', 'unknown']);
  });

  it('S3-06 a branch that nothing covers is said to be open, also one with a slash in its name', async () => {
    change({});
    assert.deepEqual(guard((await ask({ contents: 'read' })).facts), ['no', 'no', 'no', 'no']);
    change({ rules: [{ branch: 'release/one', type: 'required_signatures' }] });
    const { facts } = await ask({ contents: 'read' }, 'release/one');
    assert.deepEqual(facts.rules, {
      kind: 'known',
      value: [{ type: 'required_signatures', approvals: undefined }],
    });
  });

  it('a question that takes too long, or a server that fails, leaves the fact unseen', async () => {
    change({ rules: [{ branch: 'main', type: 'pull_request' }] });
    const token = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { metadata: 'read' },
      expiresInDays: 30,
    });
    const question = {
      credential: stage.credential(token),
      repository: 'acme/app',
      branch: 'main',
      depth: 'rules',
    } as const;
    sandbox.faults.add({ path: /rules\/branches/, fault: { kind: 'hang' } });
    const hanging = await readBranchFacts(stage.another(), question, AbortSignal.timeout(300));
    sandbox.faults.clear();
    assert.equal(hanging.rules.kind, 'unseen');
  });
});
