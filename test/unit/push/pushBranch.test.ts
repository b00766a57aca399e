import assert from 'node:assert/strict';
import { countUnpushed, judgeOutgoing, type ReadyPush } from '../../../src/push/planPush.ts';
import type { PushProblem } from '../../../src/push/problems.ts';
import { type PushOptions, pushBranch } from '../../../src/push/pushBranch.ts';
import { chooseTarget } from '../../../src/push/pushTarget.ts';
import type { RepositoryFacts } from '../../../src/push/repositoryFacts.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { pushEnd, ScriptedPushRunner } from '../../fakes/scriptedPushRunner.ts';
import { factsOf } from './repositoryFacts.ts';

const sha = 'a'.repeat(40);
const known = { hosts: [githubCom], aliases: {} };

const origin = (url: string, ...more: readonly (readonly [string, string])[]) =>
  [
    ['remote.origin.url', url],
    ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    ...more,
  ] as const;
const app = 'https://github.com/acme/app.git';

describe('the plan of a push', () => {
  it('fixes remote, address, commit and refs', () => {
    const chosen = chooseTarget(factsOf(origin('git@github.com:acme/app')), known);
    assert.deepEqual(chosen, {
      kind: 'target',
      target: {
        host: githubCom,
        owner: 'acme',
        repo: 'app',
        remote: 'origin',
        url: app,
        branch: 'topic',
        sha,
        localRef: 'refs/heads/topic',
        remoteRef: 'refs/heads/topic',
        trackingRef: 'refs/remotes/origin/topic',
      },
    });
  });

  /** What the remote's lines lead to, in one word. */
  const outcome = (lines: readonly (readonly [string, string])[], remote?: string) => {
    const chosen = chooseTarget(factsOf(lines), known, remote);
    if (chosen.kind === 'target')
      return `${chosen.target.remote} ${chosen.target.url} ${chosen.target.remoteRef}`;
    return chosen.kind === 'refused' ? chosen.problem.kind : chosen.kind;
  };

  it('A02 pushes where it fetches: another host is refused, the same host is shown and used', () => {
    const fork = 'https://github.com/mona/app';
    assert.deepEqual(
      [
        outcome(origin(app, ['remote.origin.pushurl', 'https://evil.example/acme/app'])),
        outcome(origin('https://evil.example/acme/app', ['remote.origin.pushurl', app])),
        outcome(origin(app, ['url.https://evil.example/.pushinsteadof', 'https://github.com/'])),
        outcome(origin(app, ['remote.origin.pushurl', fork])),
        outcome(origin(app, ['remote.origin.pushurl', fork], ['remote.origin.pushurl', app])),
        outcome(origin(app, ['remote.origin.url', fork])),
        outcome(origin(app, ['remote.origin.pushurl', 'work:acme/app'])),
      ],
      [
        'pushUrlElsewhere',
        'pushUrlElsewhere',
        'pushUrlElsewhere',
        `origin ${fork}.git refs/heads/topic`,
        'severalUrls',
        'severalUrls',
        'askAlias',
      ],
    );
  });

  it("among several remotes follows git's order, and asks when there is none", () => {
    const two = origin(app, ['remote.fork.url', 'https://github.com/mona/app']);
    const to = (remote: string, repo: string) => `${remote} https://github.com/${repo}.git refs/heads/topic`;
    assert.deepEqual(
      [
        outcome(two),
        outcome(two, 'fork'),
        outcome([...two, ['branch.topic.remote', 'fork']]),
        outcome([...two, ['branch.topic.remote', 'fork'], ['remote.pushdefault', 'origin']]),
        outcome([...two, ['remote.pushdefault', 'origin'], ['branch.topic.pushremote', 'fork']]),
        outcome([...two, ['branch.topic.remote', '.']]),
        outcome(origin(app, ['branch.topic.remote', 'gone'])),
      ],
      [
        'chooseRemote',
        to('fork', 'mona/app'),
        to('fork', 'mona/app'),
        to('origin', 'acme/app'),
        to('fork', 'mona/app'),
        'chooseRemote',
        to('origin', 'acme/app'),
      ],
    );
  });

  it('takes another name on the remote only from push.default=upstream and an upstream there', () => {
    const upstream = [
      ['branch.topic.remote', 'origin'],
      ['branch.topic.merge', 'refs/heads/shared'],
    ] as const;
    const ref = (...more: readonly (readonly [string, string])[]) =>
      outcome(origin(app, ...more)).split(' ')[2];
    assert.deepEqual(
      [
        ref(...upstream),
        ref(...upstream, ['push.default', 'upstream']),
        ref(['push.default', 'upstream']),
        ref(...upstream, ['branch.topic.merge', 'refs/tags/x'], ['push.default', 'upstream']),
      ],
      ['refs/heads/topic', 'refs/heads/shared', 'refs/heads/topic', 'refs/heads/topic'],
    );
  });

  it('H04 H05 says what stands in the way, the repository before the remote', () => {
    const lines = origin(app);
    const said = (change: Partial<RepositoryFacts>) => {
      const chosen = chooseTarget(factsOf(lines, change), known);
      return chosen.kind === 'refused' ? chosen.problem : chosen.kind;
    };
    const expected: readonly PushProblem[] = [
      { kind: 'detachedHead' },
      { kind: 'unbornBranch', branch: 'new' },
      { kind: 'branchNameUnsafe', branch: '-x' },
      { kind: 'noRemote' },
    ];
    assert.deepEqual(
      [
        said({ head: { kind: 'detached' } }),
        said({ head: { kind: 'unborn', branch: 'new' } }),
        said({ head: { kind: 'branch', branch: '-x', sha } }),
        said({ remotes: [] }),
      ],
      expected,
    );
  });

  it('has nothing to push only when the remote is known to have it all', () => {
    const facts = factsOf(origin(app));
    const chosen = chooseTarget(facts, known);
    const target = chosen.kind === 'target' ? chosen.target : assert.fail('a target');
    const plan = (trackingSha: string | undefined, commits: number) => {
      const judged = judgeOutgoing(facts, target, { trackingSha, commits, workflowFiles: [] });
      return judged.kind === 'push' ? { commits: judged.commits, newBranch: judged.newBranch } : judged;
    };
    assert.deepEqual(
      [plan(sha, 0), plan(sha, 2), plan(undefined, 0)],
      [
        { kind: 'refused', problem: { kind: 'nothingToPush', branch: 'topic' } },
        { commits: 2, newBranch: false },
        { commits: 0, newBranch: true },
      ],
    );
  });
});

describe('a partial clone', () => {
  it('H05 is pushed only when everything to send is known to be here', () => {
    const facts = factsOf(origin(app));
    const remotes = facts.remotes.map((each) => ({ ...each, partial: true }));
    const chosen = chooseTarget({ ...facts, partial: true }, known);
    const target = chosen.kind === 'target' ? chosen.target : assert.fail('a target');
    const plan = (change: Partial<RepositoryFacts>, complete?: boolean) => {
      const outgoing = { trackingSha: undefined, commits: 1, workflowFiles: [] };
      const answer = complete === undefined ? outgoing : { ...outgoing, complete };
      const judged = judgeOutgoing({ ...facts, ...change }, target, answer);
      return judged.kind === 'refused' ? judged.problem.kind : judged.kind;
    };
    assert.deepEqual(
      [
        plan({ partial: true }),
        plan({ partial: true }, false),
        plan({ remotes }, false),
        plan({ partial: true }, true),
        plan({}),
      ],
      ['partialClone', 'partialClone', 'partialClone', 'push', 'push'],
    );
  });
});

describe('what must be pushed before a pull request', () => {
  const outgoing = (trackingSha: string | undefined, commits: number) => ({
    trackingSha,
    commits,
    workflowFiles: [],
  });

  it('is nothing when the branch is only behind its remote-tracking ref', () => {
    assert.equal(countUnpushed(outgoing('b'.repeat(40), 0)), 0);
  });

  it('is at least one commit when the remote is not known to have the branch', () => {
    assert.deepEqual(
      [
        countUnpushed(outgoing(undefined, 0)),
        countUnpushed(outgoing(undefined, 3)),
        countUnpushed(outgoing(sha, 2)),
      ],
      [1, 3, 2],
    );
  });
});

describe('a target found by an SSH name', () => {
  const aliases = { work: githubCom.name };

  it('says so, because the answer about the name may have been wrong', () => {
    const found = chooseTarget(factsOf(origin('git@work:acme/app')), { ...known, aliases });
    assert.deepEqual(found.kind === 'target' && [found.target.alias, found.target.url], ['work', app]);
  });

  it('is told from one that names its host itself', () => {
    const found = chooseTarget(factsOf(origin('git@github.com:acme/app')), { ...known, aliases });
    assert.equal(found.kind === 'target' && Object.hasOwn(found.target, 'alias'), false);
  });
});

describe('the steps of a push', () => {
  const secret = new Secret('not-a-token-just-a-value');

  function ready(hook?: string): ReadyPush {
    const facts = factsOf(origin(app), { prePushHook: hook });
    const chosen = chooseTarget(facts, known);
    const target = chosen.kind === 'target' ? chosen.target : assert.fail('a target');
    return { kind: 'push', target, facts, commits: 1, newBranch: true, workflowFiles: [] };
  }

  async function run(push: ReadyPush, runner: ScriptedPushRunner, options: PushOptions = {}) {
    const outcome = await pushBranch(push, secret, runner, options).then(
      ({ kind, recorded }) => ({ kind, recorded }),
      (error: unknown) => (Failure.is(error) ? { problem: error.problem, details: error.details } : error),
    );
    return { outcome, steps: runner.steps };
  }

  it('without a hook are push and record', async () => {
    assert.deepEqual(await run(ready(), new ScriptedPushRunner()), {
      outcome: { kind: 'pushed', recorded: true },
      steps: [`push ${sha} to ${app}`, 'record'],
    });
  });

  it('A09 with a hook ask the remote and the hook first', async () => {
    const { steps } = await run(ready('/hook'), new ScriptedPushRunner());
    assert.deepEqual(steps, ['remoteRef', 'hook new', `push ${sha} to ${app}`, 'record']);
  });

  it("H03 end with the hook's veto", async () => {
    const hook = { end: 'exited', exitCode: 1, output: 'lint failed', timeoutSeconds: 1 } as const;
    assert.deepEqual(await run(ready('/hook'), new ScriptedPushRunner({ hook })), {
      outcome: { problem: { kind: 'hookRefused', exitCode: 1 }, details: 'lint failed' },
      steps: ['remoteRef', 'hook new'],
    });
  });

  it('end before the hook when the remote refuses to answer, and after it when the remote has the commit', async () => {
    const refused = { end: pushEnd(128, '', 'remote: Repository not found.'), sha: undefined };
    const same = { end: pushEnd(0), sha };
    assert.deepEqual(
      [
        await run(ready('/hook'), new ScriptedPushRunner({ remote: refused })),
        await run(ready('/hook'), new ScriptedPushRunner({ remote: same })),
      ],
      [
        {
          outcome: { problem: { kind: 'repositoryNotFound' }, details: 'remote: Repository not found.' },
          steps: ['remoteRef'],
        },
        { outcome: { kind: 'upToDate', recorded: true }, steps: ['remoteRef', 'record'] },
      ],
    );
  });

  it('record nothing after a refusal, and say when the repository would not take it', async () => {
    const push = pushEnd(1, `!\t${sha}:refs/heads/topic\t[rejected] (fetch first)\n`);
    assert.deepEqual(
      [
        await run(ready(), new ScriptedPushRunner({ push })),
        await run(ready(), new ScriptedPushRunner({ recorded: false })),
      ],
      [
        {
          outcome: { problem: { kind: 'nonFastForward' }, details: push.stdout.trim() },
          steps: [`push ${sha} to ${app}`],
        },
        { outcome: { kind: 'pushed', recorded: false }, steps: [`push ${sha} to ${app}`, 'record'] },
      ],
    );
  });

  it('are not begun when the person cancelled, also while the hook ran', async () => {
    const { outcome, steps } = await run(ready('/hook'), new ScriptedPushRunner(), {
      signal: AbortSignal.abort(),
    });
    assert.deepEqual(
      [outcome, steps],
      [{ problem: { kind: 'cancelled' }, details: '' }, ['remoteRef', 'hook new']],
    );
  });

  it('tell where they are', async () => {
    const seen: string[] = [];
    await run(ready('/hook'), new ScriptedPushRunner(), {
      onProgress: ({ phase, percent }) => seen.push(`${phase} ${percent ?? ''}`),
    });
    assert.deepEqual(seen, ['connecting ', 'hook ', 'connecting ', 'writing 100']);
  });
});
