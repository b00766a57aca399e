import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countClashes, explainFetch } from '../../../src/push/explainFetch.ts';
import type { PushEnd } from '../../../src/push/explainPush.ts';
import { type Brought, type FetchRunner, fetchBranch } from '../../../src/push/fetchBranch.ts';
import { readFetchProgress } from '../../../src/push/fetchProgress.ts';
import { isTrackingName, readFetchSpecs, specArguments } from '../../../src/push/fetchSpecs.ts';
import { planFetch, type ReadyFetch } from '../../../src/push/fetchTarget.ts';
import { type LocalRef, planMoves, type RefMove, type RefValue } from '../../../src/push/planMoves.ts';
import type { RepositoryFacts } from '../../../src/push/repositoryFacts.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { factsOf } from './repositoryFacts.ts';

const shaA = 'a'.repeat(40);
const shaB = 'b'.repeat(40);
const known = { hosts: [githubCom], aliases: {} };
const app = 'https://github.com/acme/app.git';

const origin = (...more: readonly (readonly [string, string])[]) =>
  [
    ['remote.origin.url', app],
    ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    ...more,
  ] as const;

function ready(...more: readonly (readonly [string, string])[]): ReadyFetch {
  const plan = planFetch(factsOf(origin(...more)), known);
  if (plan.kind !== 'fetch') throw new Error(plan.kind);
  return plan;
}

describe('what a fetch may write', () => {
  it('is all branches when the remote does not say', () => {
    assert.deepEqual(specArguments(readFetchSpecs('origin', [])), ['+refs/heads/*:refs/remotes/origin/*']);
  });

  const refusedLines = [
    '+refs/*:refs/*',
    '+refs/heads/*:refs/heads/*',
    '+refs/heads/*:refs/remotes/other/*',
    '+refs/heads/*:refs/remotes/origin/../../heads/*',
    '+refs/heads/*:refs/remotes/originally/*',
    '+refs/heads/*:refs/remotes/origin',
    '+refs/tags/*:refs/tags/*',
    'main',
    'heads/main:refs/remotes/origin/main',
    'refs/heads/*',
    'refs/heads/*:refs/remotes/origin/main',
    'refs/heads/main:refs/remotes/origin/*',
    'refs/heads/*/*:refs/remotes/origin/*/*',
    '--upload-pack=touch pwned',
    'refs/heads/a:refs/remotes/origin/a:refs/heads/a',
    '^--upload-pack=x',
    '',
  ];
  for (const line of refusedLines) {
    it(`A20 is nothing that "${line}" names`, () => {
      assert.deepEqual(readFetchSpecs('origin', [line]), { specs: [], excluded: [], skipped: 1 });
    });
  }

  it('keeps what the person excluded, and where a branch may not move back', () => {
    const specs = readFetchSpecs('origin', [
      'refs/heads/release/*:refs/remotes/origin/release/*',
      '+refs/heads/*:refs/remotes/origin/*',
      '^refs/heads/tmp/*',
    ]);
    assert.deepEqual(
      specs.specs.map(({ force }) => force),
      [false, true],
    );
    assert.deepEqual(specArguments(specs), [
      '+refs/heads/release/*:refs/remotes/origin/release/*',
      '+refs/heads/*:refs/remotes/origin/*',
      '^refs/heads/tmp/*',
    ]);
  });

  it('whatever a server sends, only safe names below the remote come out, and no link is written through', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '..',
      '',
      '.git',
      'HEAD',
      'x.lock',
      '-x',
      'é',
      'a b',
      '\n',
      '@',
      'refs',
    );
    const place = fc.constantFrom(
      'refs/remotes/origin/',
      'refs/remotes/other/',
      'refs/heads/',
      '',
      '--upload-pack=',
    );
    const ref = fc.tuple(place, fc.array(part, { maxLength: 4 })).map(([p, parts]) => p + parts.join('/'));
    const sha = fc.constantFrom(shaA, shaB);
    const after = fc.array(fc.record({ ref, sha }), { maxLength: 12 });
    const before = fc.array(fc.record({ ref, sha, symbolic: fc.boolean() }), { maxLength: 12 });
    const specs = readFetchSpecs('origin', []);
    fc.assert(
      fc.property(before, after, (local, sent) => {
        const here = new Map(local.map((each) => [each.ref, each]));
        for (const move of planMoves('origin', specs, local, sent).moves) {
          assert.ok(isTrackingName(move.ref, 'refs/remotes/origin/'), move.ref);
          assert.doesNotMatch(move.ref, /\/\.|\.\.|[\n ]|origin\/(?:HEAD$|-)|\.lock(?:$|\/)|\/$/);
          assert.equal(here.get(move.ref)?.symbolic ?? false, false);
          assert.equal(move.from, here.get(move.ref)?.sha);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a name where a folder is needed, and a folder where a name is, are left out', () => {
    const local: LocalRef[] = [
      { ref: 'refs/remotes/origin/a', sha: shaA, symbolic: false },
      { ref: 'refs/remotes/origin/b/c', sha: shaA, symbolic: false },
      { ref: 'refs/remotes/origin/HEAD', sha: shaA, symbolic: true },
    ];
    const sent: RefValue[] = ['a/x', 'b', 'b/c', 'HEAD/x', 'fresh'].map((name) => ({
      ref: `refs/remotes/origin/${name}`,
      sha: shaB,
    }));
    const plan = planMoves('origin', readFetchSpecs('origin', []), local, sent);
    assert.deepEqual(
      [plan.moves.map(({ ref, from }) => [ref, from]), plan.skipped],
      [
        [
          ['refs/remotes/origin/b/c', shaA],
          ['refs/remotes/origin/fresh', undefined],
        ],
        3,
      ],
    );
  });
});

describe('the plan of a fetch', () => {
  it('fixes remote, address and the place of the branch', () => {
    const { url, remote, current } = ready(
      ['branch.topic.remote', 'origin'],
      ['branch.topic.merge', 'refs/heads/theirs'],
    );
    assert.deepEqual(
      { url, remote, current },
      {
        url: app,
        remote: 'origin',
        current: { branch: 'topic', sha: shaA, trackingRef: 'refs/remotes/origin/theirs' },
      },
    );
  });

  const fork = ['remote.fork.url', 'https://github.com/me/app.git'] as const;
  const choices: readonly (readonly [string, readonly (readonly [string, string])[], string | undefined])[] =
    [
      ['the only one', [], 'origin'],
      ['asked when there are two', [fork], undefined],
      ['the one the branch follows', [fork, ['branch.topic.remote', 'fork']], 'fork'],
      ['the one the branch is pushed to', [fork, ['branch.topic.pushremote', 'fork']], 'fork'],
      [
        'asked when the branch follows one and is pushed to the other',
        [fork, ['branch.topic.remote', 'origin'], ['remote.pushdefault', 'fork']],
        undefined,
      ],
    ];
  for (const [title, lines, expected] of choices) {
    it(`takes the remote: ${title}`, () => {
      const plan = planFetch(factsOf(origin(...lines)), known);
      assert.equal(plan.kind === 'fetch' ? plan.remote : undefined, expected);
      if (expected === undefined) assert.equal(plan.kind, 'chooseRemote');
    });
  }

  const refusals: readonly (readonly [string, RepositoryFacts, string])[] = [
    ['no remote', factsOf([]), 'noRemote'],
    ['a partial clone', factsOf(origin(), { partial: true }), 'partialClone'],
    ['a program for a transport', factsOf(origin(['remote.origin.vcs', 'ext'])), 'remoteRefused'],
    ['two addresses', factsOf(origin(['remote.origin.url', app])), 'severalUrls'],
    [
      'a refspec for branches only',
      factsOf([
        ['remote.origin.url', app],
        ['remote.origin.fetch', '+refs/*:refs/*'],
      ]),
      'noTrackingRefs',
    ],
    ['an unknown host', factsOf([['remote.origin.url', 'https://evil.example/acme/app']]), 'remoteRefused'],
  ];
  for (const [title, facts, kind] of refusals) {
    it(`is refused for ${title}`, () => {
      const plan = planFetch(facts, known);
      assert.equal(plan.kind === 'refused' ? plan.problem.kind : plan.kind, kind);
    });
  }

  it('a remote whose name could not be a ref is refused', () => {
    const facts = factsOf([['remote.a..b.url', app]]);
    const plan = planFetch(facts, known, 'a..b');
    assert.deepEqual(plan, { kind: 'refused', problem: { kind: 'remoteUnknown', remote: 'a..b' } });
  });
});

const endOf = (change: Partial<PushEnd>): PushEnd => ({
  end: 'exited',
  exitCode: 0,
  stdout: '',
  stderr: '',
  timeoutSeconds: 60,
  ...change,
});

describe('why a fetch brought nothing', () => {
  const dfClash =
    "error: cannot lock ref 'refs/remotes/origin/a/b': 'refs/remotes/origin/a' exists; cannot create 'refs/remotes/origin/a/b'\n ! [new branch]      a/b -> origin/a/b  (unable to update local ref)";
  const said: readonly (readonly [string, Partial<PushEnd>, string | undefined])[] = [
    ['all is well', {}, undefined],
    ['a clash of names stops only that name', { exitCode: 1, stderr: dfClash }, undefined],
    [
      'another exit code of 1 stops all',
      { exitCode: 1, stderr: 'error: x did not send all necessary objects' },
      'incompleteAnswer',
    ],
    ['git’s check of objects', { exitCode: 128, stderr: 'fatal: fsck error in packed object' }, 'badObjects'],
    [
      'a server cannot say it for git',
      { exitCode: 128, stderr: 'remote: fatal: fsck error in packed object' },
      'unknown',
    ],
    [
      'a branch that is gone',
      { exitCode: 128, stderr: "fatal: couldn't find remote ref refs/heads/x" },
      'remoteBranchGone',
    ],
    [
      'a cut history',
      {
        stderr: 'warning: rejected refs/remotes/origin/x because shallow roots are not allowed to be updated',
      },
      'shallowChanged',
    ],
    [
      'a full disk',
      { exitCode: 128, stderr: 'fatal: write error: No space left on device' },
      'tempFolderUnusable',
    ],
    [
      'no access',
      { exitCode: 128, stderr: 'remote: Write access to repository not granted.\nfatal: unable to access' },
      'writeNotGranted',
    ],
    ['the person', { end: 'cancelled', exitCode: undefined }, 'cancelled'],
    ['time', { end: 'timeout', exitCode: undefined }, 'timeout'],
    ['anything else', { exitCode: 128, stderr: 'fatal: what' }, 'unknown'],
  ];
  for (const [title, change, kind] of said) {
    it(`is explained: ${title}`, () => assert.equal(explainFetch(endOf(change))?.kind, kind));
  }

  it('counts the names that git left out', () => {
    assert.deepEqual(
      ['', dfClash, ' ! x (unable to update local ref)', 'error: some local refs could not be updated'].map(
        countClashes,
      ),
      [0, 1, 0, 1],
    );
  });

  it('reads progress as a phase and a number, and nothing else of the line', () => {
    const lines = [
      'remote: Counting objects:  50% (1/2)',
      'Receiving objects: 100% (2/2), done.',
      'Resolving deltas:   0% (0/1)',
      'remote: Total 2',
      'remote: Receiving objects: 5% (x)',
    ];
    assert.deepEqual(lines.map(readFetchProgress), [
      { phase: 'counting', percent: 50 },
      { phase: 'receiving', percent: 100 },
      { phase: 'resolving', percent: 0 },
      undefined,
      undefined,
    ]);
  });
});

/** Says what it is told to say, and writes down what it was asked. */
class ScriptedFetchRunner implements FetchRunner {
  readonly asked: string[] = [];
  readonly before: readonly LocalRef[] = [{ ref: 'refs/remotes/origin/topic', sha: shaA, symbolic: false }];
  readonly after: readonly RefValue[] = [{ ref: 'refs/remotes/origin/topic', sha: shaB }];
  readonly #script: { readonly end?: Partial<PushEnd>; readonly moves?: boolean; readonly rewinds?: boolean };

  constructor(
    script: { readonly end?: Partial<PushEnd>; readonly moves?: boolean; readonly rewinds?: boolean } = {},
  ) {
    this.#script = script;
  }

  async refs(): Promise<readonly LocalRef[]> {
    this.asked.push('refs');
    return this.before;
  }

  async bring(): Promise<Brought> {
    this.asked.push('bring');
    const release = async () => void this.asked.push('release');
    return { end: endOf(this.#script.end ?? {}), refs: this.after, release };
  }

  async rewinding(_fetch: ReadyFetch, moves: readonly RefMove[]): Promise<readonly RefMove[]> {
    this.asked.push('rewinding');
    return this.#script.rewinds === true ? moves : [];
  }

  async move(): Promise<boolean> {
    this.asked.push('move');
    return this.#script.moves !== false;
  }

  async missing(): Promise<number> {
    return 3;
  }
}

describe('fetching a branch', () => {
  const secret = new Secret('anything');
  const problemOf = (error: unknown) => (Failure.is(error) ? error.problem.kind : error);

  it('brings objects, moves refs, then lets go, and tells how the branch stands', async () => {
    const runner = new ScriptedFetchRunner();
    const result = await fetchBranch(ready(), secret, runner);
    assert.deepEqual(runner.asked, ['refs', 'bring', 'rewinding', 'move', 'release']);
    assert.deepEqual(result.current, { branch: 'topic', moved: true, rewound: false, missing: 3 });
  });

  it('H10 lets go of the objects also when it fails, and moves nothing then', async () => {
    const lost = new ScriptedFetchRunner({ end: { exitCode: 128, stderr: 'fatal: early EOF' } });
    assert.equal(await fetchBranch(ready(), secret, lost).catch(problemOf), 'connectionLost');
    const busy = new ScriptedFetchRunner({ moves: false });
    assert.equal(await fetchBranch(ready(), secret, busy).catch(problemOf), 'refsBusy');
    assert.deepEqual(lost.asked, ['refs', 'bring', 'release']);
    assert.equal(busy.asked.at(-1), 'release');
  });

  it('a cancelled one asks nobody, and moves nothing when it is cancelled at the last moment', async () => {
    const early = new ScriptedFetchRunner();
    const signal = AbortSignal.abort();
    assert.equal(await fetchBranch(ready(), secret, early, { signal }).catch(problemOf), 'cancelled');
    assert.deepEqual(early.asked, ['refs']);
    const controller = new AbortController();
    const late = Object.assign(new ScriptedFetchRunner(), {
      rewinding: async () => {
        controller.abort();
        return [];
      },
    });
    const options = { signal: controller.signal };
    assert.equal(await fetchBranch(ready(), secret, late, options).catch(problemOf), 'cancelled');
    assert.deepEqual(late.asked, ['refs', 'bring', 'release']);
  });

  it('follows a rewritten history only where the refspec has a +', async () => {
    const forced = await fetchBranch(ready(), secret, new ScriptedFetchRunner({ rewinds: true }));
    const facts = factsOf([
      ['remote.origin.url', app],
      ['remote.origin.fetch', 'refs/heads/*:refs/remotes/origin/*'],
    ]);
    const plan = planFetch(facts, known);
    assert.equal(plan.kind, 'fetch');
    const runner = new ScriptedFetchRunner({ rewinds: true });
    const kept = await fetchBranch(plan as ReadyFetch, secret, runner);
    assert.deepEqual(
      [forced.rewound, forced.skipped, kept.moved, kept.skipped, runner.asked.includes('move')],
      [['refs/remotes/origin/topic'], 0, [], 1, false],
    );
  });
});
