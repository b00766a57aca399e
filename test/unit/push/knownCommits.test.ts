import assert from 'node:assert/strict';
import { type Anchor, anchorsOf, mustAsk } from '../../../src/push/knownCommits.ts';
import type { ReadyPush } from '../../../src/push/planPush.ts';
import { pushArguments } from '../../../src/push/pushArguments.ts';
import { type PushOptions, pushBranch } from '../../../src/push/pushBranch.ts';
import { plainPush } from '../../../src/push/pushChoices.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { pushEnd, ScriptedPushRunner } from '../../fakes/scriptedPushRunner.ts';

const sha = 'a'.repeat(40);
const base = 'b'.repeat(40);
const older = 'c'.repeat(40);
const topic = 'refs/heads/topic';
const main: Anchor = { ref: 'refs/heads/main', sha: base };
const own: Anchor = { ref: topic, sha: base, forward: true };

function ready(anchors: readonly Anchor[] | undefined, change: Partial<ReadyPush> = {}): ReadyPush {
  return {
    kind: 'push',
    facts: { prePushHook: undefined, lfsFile: undefined },
    target: { url: 'https://github.com/acme/app.git', sha, remoteRef: topic, known: [base] },
    commits: 1,
    newBranch: true,
    workflowFiles: [],
    ...(anchors === undefined ? {} : { proof: { kind: 'anchors', anchors } }),
    ...change,
  } as unknown as ReadyPush;
}

const without = (push: ReadyPush, known: readonly string[] | undefined): ReadyPush =>
  ({ ...push, target: { ...push.target, known } }) as ReadyPush;
const overwriting = (expected: string) => ({
  choices: { ...plainPush, overwrite: { expected, dropped: 1 } },
});

describe('what a push holds to', () => {
  const said = (push: ReadyPush) => pushArguments(push).filter((each) => /lease|atomic|refs/.test(each));

  it('is the branch itself where it only moves forward, without another ref', () => {
    assert.deepEqual(said(ready([own])), [`--force-with-lease=${topic}:${base}`, `${sha}:${topic}`]);
  });

  it('is another branch that has to be where it was, all or nothing', () => {
    assert.deepEqual(said(ready([main])), [
      '--atomic',
      `--force-with-lease=refs/heads/main:${base}`,
      `${sha}:${topic}`,
      `${base}:refs/heads/main`,
    ]);
  });

  it('is never the branch itself where that would drop commits, unless the person chose that very commit', () => {
    const behind = { ...own, forward: false };
    assert.deepEqual(
      [
        said(ready([behind])),
        said(ready([behind], overwriting(base))),
        said(ready([behind], overwriting(older))),
      ],
      [
        [`${sha}:${topic}`],
        [`--force-with-lease=${topic}:${base}`, `${sha}:${topic}`],
        [`--force-with-lease=${topic}:${older}`, `${sha}:${topic}`],
      ],
    );
    assert.deepEqual(
      [anchorsOf(ready([behind])), mustAsk(ready([behind])), mustAsk(ready([behind], overwriting(older)))],
      [[], true, true],
    );
  });

  it('is asked for when nothing holds it, and not when nothing was left out of the judgement', () => {
    assert.deepEqual(
      [
        mustAsk(ready(undefined)),
        mustAsk(ready([])),
        mustAsk(ready([main])),
        mustAsk(ready(undefined, { proof: { kind: 'asked' } })),
        mustAsk(without(ready(undefined), [])),
        mustAsk(without(ready(undefined), undefined)),
      ],
      [true, true, false, false, false, false],
    );
  });
});

describe('a push of commits that may not be known', () => {
  const stale = pushEnd(1, `!\t${base}:refs/heads/main\t[rejected] (stale info)\n`, '');
  const partly = { end: pushEnd(0), has: [older], all: false };

  async function run(push: ReadyPush, runner: ScriptedPushRunner, options: PushOptions = {}) {
    const outcome = await pushBranch(push, new Secret('not-a-token-just-a-value'), runner, options).then(
      ({ kind, target }) => ({ kind, known: target.known }),
      (error: unknown) => (Failure.is(error) ? error.problem : error),
    );
    return { outcome, steps: runner.steps.map((step) => step.split(' ')[0]) };
  }

  it('goes at once where an anchor holds', async () => {
    assert.deepEqual(await run(ready([main]), new ScriptedPushRunner()), {
      outcome: { kind: 'pushed', known: [base] },
      steps: ['push', 'record'],
    });
  });

  it('asks where an anchor moved, and where none is', async () => {
    const runner = new ScriptedPushRunner({ pushes: [stale] });
    assert.deepEqual(await run(ready([main]), runner), {
      outcome: { kind: 'pushed', known: [base] },
      steps: ['push', 'askKnown', 'push', 'record'],
    });
    assert.deepEqual((await run(ready(undefined), new ScriptedPushRunner())).steps, [
      'askKnown',
      'push',
      'record',
    ]);
  });

  it('asks where the server cannot hold to several refs', async () => {
    const single = pushEnd(128, '', 'fatal: the receiving end does not support --atomic push');
    assert.deepEqual((await run(ready([main]), new ScriptedPushRunner({ pushes: [single] }))).steps, [
      'push',
      'askKnown',
      'push',
      'record',
    ]);
  });

  it('H14 sends nothing that was not judged: without a judge, against one, or with one that fails', async () => {
    const judges: readonly PushOptions[] = [
      {},
      { judgeAgain: async () => false },
      { judgeAgain: () => Promise.reject(new Failure({ kind: 'cancelled' })) },
    ];
    for (const options of judges) {
      const { outcome, steps } = await run(ready([]), new ScriptedPushRunner({ known: partly }), options);
      const kind = options === judges[2] ? 'cancelled' : 'knownNotThere';
      assert.deepEqual([outcome, steps], [{ kind }, ['askKnown']]);
    }
  });

  it('H14 is judged by what the server has, and pushed without a second question', async () => {
    const judged: unknown[] = [];
    const judgeAgain = async ({ target, proof }: ReadyPush) => {
      judged.push(target.known, proof);
      return true;
    };
    assert.deepEqual(await run(ready([]), new ScriptedPushRunner({ known: partly }), { judgeAgain }), {
      outcome: { kind: 'pushed', known: [older] },
      steps: ['askKnown', 'push', 'record'],
    });
    assert.deepEqual(judged, [[older], { kind: 'asked' }]);
  });

  it('ends where the server lets nobody in, and judges everything where it cannot answer', async () => {
    const end = (stderr: string) => ({ end: pushEnd(128, '', stderr), has: [], all: false });
    const closed = new ScriptedPushRunner({ known: end('remote: Repository not found.') });
    const mute = new ScriptedPushRunner({ known: end("fatal: expected 'acknowledgments'") });
    const judgeAgain = async ({ target }: ReadyPush) => target.known?.length === 0;
    assert.deepEqual((await run(ready([]), closed, { judgeAgain })).outcome, { kind: 'repositoryNotFound' });
    assert.deepEqual((await run(ready([]), mute, { judgeAgain })).outcome, { kind: 'pushed', known: [] });
  });
});
