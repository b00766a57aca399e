import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeOperation } from '../../../src/rotation/judgeOperation.ts';
import { judgeProofs } from '../../../src/rotation/judgeProofs.ts';
import { knownOperations, mostRepositories, operations } from '../../../src/rotation/knownOperations.ts';
import type { NewToken } from '../../../src/rotation/proveNew.ts';
import type { OperationProof } from '../../../src/rotation/proveOperations.ts';
import { rotateToken } from '../../../src/rotation/rotateToken.ts';
import type { Observation } from '../../../src/tokens/entry.ts';
import { anEntry } from '../policy/anEntry.ts';
import { newSecret, RotationWorld } from './rotationWorld.ts';

const pasted: NewToken = { secret: newSecret, kind: 'fine-grained-pat', declared: undefined };

const worked = (operation: Observation['operation'], repository: string, at = 1): Observation => ({
  operation,
  repository,
  evidence: 'worked',
  at,
});

/** A world whose old token pushed to two repositories and opened a pull request in one. */
function used(): RotationWorld {
  const observed = [
    worked('push', 'acme/app', 3),
    worked('open-draft-pr', 'acme/app', 3),
    worked('push', 'acme/web', 2),
  ];
  return new RotationWorld(anEntry({ observed }));
}

const missing = { kind: 'missingPermission', accepted: [], scopes: [] } as const;

/** What a person is asked about, as `kind repository`. */
async function asked(world: RotationWorld): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  const confirmDifferences = async (differences: readonly object[]) => {
    lines = differences
      .filter((one) => 'notable' in one && one.notable)
      .map((one) => {
        const { kind, repository = '' } = one as { kind: string; repository?: string };
        return `${kind} ${repository}`.trim();
      });
    return false;
  };
  await rotateToken('e1', pasted, { ...world.ports, confirmDifferences });
  return lines;
}

describe('proof one: what the old token did, the new one can do', () => {
  it('X-02 asks for each known repository and operation, the last used first, before anything is swapped', async () => {
    const world = used();
    world.uses = [{ operation: 'read', repository: 'acme/docs', at: 9 }];
    const result = await rotateToken('e1', pasted, world.ports);
    assert.equal(result.kind, 'rotated');
    const order = world.calls.map((call) => call.split('#')[0]);
    assert.ok(order.lastIndexOf('prove') < order.indexOf('rotate'));
    assert.deepEqual(world.tried, [
      'read acme/docs',
      'push acme/app',
      'open-draft-pr acme/app',
      'push acme/web',
    ]);
    assert.deepEqual(world.told, ['0 of 3', '1 of 3', '2 of 3']);
    assert.deepEqual(
      result.kind === 'rotated' && result.differences.flatMap((one) => ('repository' in one ? one : [])),
      [
        { kind: 'worksIn', repository: 'acme/docs', works: ['read'], notable: false },
        { kind: 'worksIn', repository: 'acme/app', works: ['push', 'open-draft-pr'], notable: false },
        { kind: 'worksIn', repository: 'acme/web', works: ['push'], notable: false },
      ],
    );
  });

  it('X-02 asks the person about what breaks, and swaps nothing without them', async () => {
    const world = used();
    world.answers.set('open-draft-pr acme/app', { verdict: 'fails', problem: missing });
    const before = { ...world.store };
    assert.deepEqual(await asked(world), ['breaksIn acme/app']);
    assert.deepEqual(world.store, before);
  });

  it('X-02 says so when the token of another owner does nothing of what the old one did', async () => {
    const world = used();
    for (const key of ['push acme/app', 'open-draft-pr acme/app', 'push acme/web']) {
      world.answers.set(key, { verdict: 'fails', problem: { kind: 'notFoundOrHidden' } });
    }
    assert.deepEqual(await asked(world), ['worksNowhere', 'breaksIn acme/app', 'breaksIn acme/web']);
  });

  it('does not ask about what could not be tried, and says it', async () => {
    const world = used();
    world.answers.set('push acme/web', { verdict: 'unknown', problem: { kind: 'untrusted' } });
    const result = await rotateToken('e1', pasted, world.ports);
    assert.deepEqual(
      result.kind === 'rotated' && result.differences.filter((one) => one.kind === 'notProvedIn'),
      [
        {
          kind: 'notProvedIn',
          repository: 'acme/web',
          works: [],
          unknown: ['push'],
          problem: { kind: 'untrusted' },
          notable: false,
        },
      ],
    );
  });

  it('G03 does not send a token again that was refused as dead, and takes it for dead', async () => {
    const world = used();
    world.answers.set('push acme/app', { verdict: 'unknown', problem: { kind: 'badCredentials' } });
    const before = { ...world.store };
    assert.deepEqual(await rotateToken('e1', pasted, world.ports), {
      kind: 'refused',
      problem: { kind: 'dead' },
    });
    assert.deepEqual([world.tried, world.store], [['push acme/app'], before]);
  });

  it('stops at a limit: what comes after it is unknown and was not asked', async () => {
    const world = used();
    world.answers.set('push acme/app', { verdict: 'unknown', problem: { kind: 'secondaryRateLimit' } });
    await rotateToken('e1', pasted, world.ports);
    assert.deepEqual(world.tried, ['push acme/app']);
  });

  it('keeps the old token when Cancel is pressed while the repositories are tried', async () => {
    const world = used();
    world.cancelBefore = 'prove#2';
    const before = { ...world.store };
    const result = await rotateToken('e1', pasted, world.ports);
    assert.deepEqual([result.kind, world.store], ['keptOld', before]);
    assert.deepEqual(world.tried, ['push acme/app', 'open-draft-pr acme/app']);
  });

  it('does not doubt the owner any more once it may write to a repository of theirs', async () => {
    const doubts = async (world: RotationWorld) => {
      const result = await rotateToken('e1', pasted, world.ports);
      return result.kind === 'rotated' && result.differences.some((one) => one.kind === 'ownerNotShown');
    };
    const reading = new RotationWorld(anEntry({ observed: [worked('read', 'acme/app')] }));
    assert.deepEqual([await doubts(used()), await doubts(reading)], [false, true]);
  });

  it('goes on without the journal when that cannot be read', async () => {
    const world = used();
    world.disturbance = { at: 'uses#1', how: 'fail before' };
    assert.equal((await rotateToken('e1', pasted, world.ports)).kind, 'rotated');
  });
});

describe('what is known of the old token’s work', () => {
  it('counts what worked, not what was refused, and each repository once whatever its letter case', () => {
    const known = knownOperations(
      {
        observed: [
          worked('push', 'Acme/App', 5),
          { ...worked('read', 'zoo/x', 9), evidence: 'refused' },
          worked('read', 'acme/app', 4),
        ],
      },
      [{ operation: 'open-draft-pr', repository: 'ACME/app', at: 1 }],
    );
    assert.deepEqual(known, [{ repository: 'Acme/App', operations: ['read', 'push', 'open-draft-pr'] }]);
  });

  it('is never more than ten repositories, all with names that GitHub could have, whatever the journal holds', () => {
    const use = fc.record({
      operation: fc.constantFrom(...operations),
      repository: fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,3}\/[a-z.]{1,3}$/)),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 60 }), (uses) => {
        const known = knownOperations({ observed: [] }, uses);
        const lastUse = ({ repository }: { readonly repository: string }) =>
          Math.max(
            ...uses
              .filter((one) => one.repository.toLowerCase() === repository.toLowerCase())
              .map(({ at }) => at),
          );
        const times = known.map(lastUse);
        return (
          known.length <= mostRepositories &&
          known.every((one) => one.operations.length > 0 && /^[\w-]+\/[\w.-]+$/.test(one.repository)) &&
          times.every((at, index) => index === 0 || at <= (times[index - 1] ?? 0))
        );
      }),
    );
  });
});

describe('judging one try', () => {
  it('takes a refusal of the empty pull request for its values as "works", as it takes an empty repository', () => {
    const verdictOf = (kind: string | undefined) =>
      judgeOperation(kind === undefined ? undefined : { kind }).verdict;
    assert.deepEqual(
      [
        undefined,
        'validation',
        'repositoryEmpty',
        'missingPermission',
        'writeNotGranted',
        'tokenForbidden',
      ].map(verdictOf),
      ['works', 'works', 'works', 'fails', 'fails', 'fails'],
    );
  });

  it('G02 proves nothing by a lost line, a limit or a server error', () => {
    const kinds = ['offline', 'timeout', 'serverError', 'rateLimited', 'badCredentials', 'unknown', 'noGit'];
    assert.deepEqual(
      kinds.map((kind) => judgeOperation({ kind }).verdict),
      kinds.map(() => 'unknown'),
    );
  });

  it('never calls a set of proofs good in which something fails', () => {
    const proof = fc.record({
      repository: fc.constantFrom('a/x', 'b/y'),
      operation: fc.constantFrom(...operations),
      verdict: fc.constantFrom('works', 'fails', 'unknown'),
    }) as fc.Arbitrary<OperationProof>;
    fc.assert(
      fc.property(fc.array(proof), (proofs) => {
        const differences = judgeProofs(proofs);
        const fails = proofs.some(({ verdict }) => verdict === 'fails');
        assert.equal(
          differences.some(({ notable }) => notable),
          fails,
        );
      }),
    );
  });
});
