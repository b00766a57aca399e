import assert from 'node:assert/strict';
import { inspectorOf } from '../../src/node/git/inspectOutgoing.ts';
import { probePush } from '../../src/node/git/probePush.ts';
import { probeReceive } from '../../src/node/git/probeReceive.ts';
import { readCommitFacts } from '../../src/node/git/readCommitFacts.ts';
import { readDrift } from '../../src/node/git/readDrift.ts';
import { readLfsNeed } from '../../src/node/git/readLfsNeed.ts';
import { readCommits } from '../../src/node/git/readOutgoing.ts';
import { readOutgoingChanges } from '../../src/node/git/readOutgoingChanges.ts';
import { explainReceive } from '../../src/push/explainReceive.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import type { OpenGit } from '../../src/vscode/gitShell.ts';
import type { Chosen, ReadinessPlace } from '../../src/vscode/lookAtReadiness.ts';
import { treeState } from '../e2e/treeState.ts';
import { giveEditorWords } from '../fakes/editorWords.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { aClassic, anEntry, now } from '../unit/policy/anEntry.ts';
import { type ApiStage, apiStage } from './apiStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const words = giveEditorWords();
const vscode = (await import('vscode')) as unknown as { workspace: Record<string, unknown> };
const { lookAtBoth } = await import('../../src/vscode/lookAtReadiness.ts');
words.stop();
// The person's own rules are read from settings: here nobody has set any.
vscode.workspace.getConfiguration = () => ({ inspect: () => ({ defaultValue: [] }) });

const never = new AbortController().signal;

describe('the readiness of a push and a draft pull request', function () {
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

  function openGit(): OpenGit {
    const context = {
      git: stage.git,
      env: stage.env,
      workspaceFolders: [],
      tempFolder: stage.tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 10_000,
      hookTimeoutMs: 10_000,
    };
    const more: Partial<OpenGit> = {
      commits: (folder, base, head, signal) => readCommits(context, folder, base, head, signal),
      commitFacts: (push, signal) => readCommitFacts(context, push, signal),
      probe: (push, secret, signal) => probePush(context, push, secret, signal),
      drift: (folder, sha, other, signal) => readDrift(context, folder, sha, other, signal),
      inspector: inspectorOf(context),
      changes: (facts, target, signal) => readOutgoingChanges(context, facts, target, signal),
      lfsNeed: (facts, target, signal) => readLfsNeed(context, facts, target, signal),
      askReceive: async (address, secret, signal) =>
        explainReceive(await probeReceive(context, address, secret, signal)),
      identity: async () => 'Somebody Else <else@example.com>',
      remoteBranches: async () => ['main'],
    };
    return Object.assign(stage.pusher(), more) as unknown as OpenGit;
  }

  async function look(tree: WorkTree, chosen: Chosen, secret = stage.secret, hasPush = true) {
    const plan = await stage.ready(tree);
    const taken: string[] = [];
    const services = {
      api: api.another(),
      clock: { now: () => now },
      credentials: {
        secretOf: async ({ id }: Pick<Entry, 'id'>) => {
          taken.push(id);
          return secret;
        },
      },
    } as unknown as Parameters<typeof lookAtBoth>[0];
    const place: ReadinessPlace = {
      folder: tree.folder,
      git: openGit(),
      target: plan.target,
      push: hasPush ? plan : undefined,
    };
    const from = stage.sandbox.log.length;
    const before = treeState(tree.folder);
    const looked = await lookAtBoth(services, place, { pusher: chosen, opener: chosen }, never);
    const { push, pull } = { push: looked.push.part, pull: looked.pullRequest.part };
    assert.deepEqual(treeState(tree.folder), before, 'something was written');
    const methods = [...new Set(stage.sandbox.log.slice(from).map(({ method }) => method))];
    return { push, pull, methods, taken };
  }

  it('S4-29 S4-30 gives two verdicts with mode, actor and evidence, asks by GET only and writes nothing', async () => {
    const { push, pull, methods } = await look(await stage.tree('ready'), anEntry());
    assert.deepEqual([push.verdict, pull.verdict], ['unknown', 'yes'], JSON.stringify([push, pull]));
    assert.deepEqual([push.mode, push.actor, push.actorSource], ['vault', 'mona', 'github']);
    const contents = push.reasons.find(({ id }) => id === 'contents');
    assert.deepEqual([contents?.verdict, contents?.evidence], ['yes', 'probed']);
    assert.deepEqual(
      pull.reasons.map(({ id, verdict, evidence }) => [id, verdict, evidence]),
      [['pull-requests', 'yes', 'declared']],
    );
    assert.deepEqual(methods, ['GET']);
    assert.deepEqual(await stage.leftovers(), []);
  });

  it('X-11 takes git’s word for the actor only where GitHub gave none', async () => {
    const { push } = await look(await stage.tree('actor'), anEntry({ login: undefined }));
    assert.deepEqual([push.actor, push.actorSource], ['Somebody Else <else@example.com>', 'git']);
  });

  it('names what is missing and how to get it', async () => {
    const readOnly = anEntry({ declared: { contents: 'read' } });
    const { pull } = await look(await stage.tree('lacks'), readOnly);
    const [reason] = pull.reasons;
    assert.deepEqual([pull.verdict, reason?.id], ['no', 'pull-requests']);
    assert.notEqual(reason?.remedy, '');
  });

  it('S4-07 says with the same words each time what to do where nothing lets anyone in, and asks nobody', async () => {
    const { push, pull, methods, taken } = await look(await stage.tree('none'), 'none');
    assert.deepEqual([push.verdict, pull.verdict, methods, taken], ['no', 'no', [], []]);
    assert.deepEqual([push.mode, push.actor, push.actorSource], ['', '', 'none']);
    const [reason] = push.reasons;
    assert.equal(reason?.id, 'no-credential');
    assert.match(reason?.remedy ?? '', /gh auth login --hostname github\.com.*TOKEN_WARDEN_GITHUB_COM/);
    assert.deepEqual(push.reasons, pull.reasons);
  });

  it('sends no token that is known to be dead, and says that it is', async () => {
    const dead = aClassic(['repo'], { health: { kind: 'dead', at: now } });
    const { push, pull, taken } = await look(await stage.tree('dead'), dead);
    assert.deepEqual([push.verdict, pull.verdict, push.reasons[0]?.id, taken], ['no', 'no', 'dead', []]);
  });

  it('hears from GitHub that a token is dead, and sends it no second time', async () => {
    const unknown = new Secret(makeToken('classic-pat', 'nobody knows it'));
    const { push, pull, taken } = await look(await stage.tree('revoked'), aClassic(['repo']), unknown);
    assert.deepEqual([push.verdict, pull.verdict], ['no', 'no']);
    assert.deepEqual(
      pull.reasons.map(({ id }) => id),
      ['dead'],
    );
    assert.equal(push.reasons.find(({ id }) => id === 'contents')?.evidence, 'refused');
    assert.equal(taken.length, 1);
  });

  it('says whether a push would be let in also where there is nothing to push', async () => {
    const { push, methods } = await look(await stage.tree('pushed'), anEntry(), stage.secret, false);
    assert.deepEqual(
      [push.verdict, push.reasons.map(({ id, evidence }) => [id, evidence])],
      ['yes', [['nothing-to-push', 'probed']]],
    );
    assert.deepEqual(methods, ['GET']);
  });

  it('calls unknown what the network did not let it find out', async () => {
    stage.sandbox.faults.add({ path: /^\/repos\/acme\/app$/, fault: { kind: 'status', status: 502 } });
    try {
      const { pull } = await look(await stage.tree('offline'), anEntry());
      assert.equal(pull.verdict, 'unknown', JSON.stringify(pull));
    } finally {
      stage.sandbox.faults.clear();
    }
  });

  it('is not known where the person would have to choose', async () => {
    const { push, pull, taken } = await look(await stage.tree('unclear'), 'unclear');
    assert.deepEqual(
      [push.verdict, pull.verdict, push.reasons[0]?.id, taken],
      ['unknown', 'unknown', 'not-chosen', []],
    );
  });
});
