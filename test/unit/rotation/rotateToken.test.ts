import assert from 'node:assert/strict';
import type { NewToken } from '../../../src/rotation/proveNew.ts';
import { rotateToken, storeAgain, storeReplacement } from '../../../src/rotation/rotateToken.ts';
import type { NewNotStored, RotationResult } from '../../../src/rotation/rotationResult.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { type Disturbance, hows } from '../../fakes/disturbable.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { newSecret, oldSecret, RotationWorld } from './rotationWorld.ts';

const pasted: NewToken = { secret: newSecret, kind: 'fine-grained-pat', declared: undefined };

function rotate(world: RotationWorld, token: NewToken = pasted): Promise<RotationResult> {
  return rotateToken('e1', token, world.ports);
}

/** Which of the two tokens the store holds now. */
function stored(world: RotationWorld): string {
  const name = (secret: { reveal(): string } | undefined) =>
    secret === undefined ? 'none' : secret.reveal() === oldSecret.reveal() ? 'old' : 'new';
  return `${name(world.store.secret)}, kept ${name(world.store.previous)}`;
}

describe('rotating a token', () => {
  it('X-02 proves the new token good before the swap, and the old one dead after it, with one call each', async () => {
    const world = new RotationWorld();
    world.afterSwap = () => world.end(oldSecret);
    const result = await rotate(world);
    assert.equal(result.kind === 'rotated' && result.old.kind, 'ended');
    assert.deepEqual(world.calls, [
      'entryOf#1',
      'secretOf#1',
      'inspect#1',
      'uses#1',
      'secretOf#2',
      'rotate#1',
      'inspect#2',
      'dropPrevious#1',
    ]);
    assert.deepEqual([world.asked, stored(world)], [['new', 'old'], 'new, kept none']);
  });

  it('S0-12 says that the old one lives, and keeps it, as long as GitHub accepts it', async () => {
    const world = new RotationWorld();
    const result = await rotate(world);
    assert.deepEqual(result.kind === 'rotated' && result.old, { kind: 'lives' });
    assert.deepEqual([world.asked, stored(world)], [['new', 'old'], 'new, kept old']);
  });

  it('keeps the old one when GitHub cannot be asked about it, and says why it is not known', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'inspect#2', how: 'fail before' };
    const result = await rotate(world);
    assert.deepEqual(result.kind === 'rotated' && result.old, {
      kind: 'unknown',
      cause: { kind: 'disturbed' },
    });
    assert.equal(stored(world), 'new, kept old');
  });

  it('does not ask again about an old token that GitHub refused before', async () => {
    const world = new RotationWorld(anEntry({ health: { kind: 'dead', at: now } }));
    world.end(oldSecret);
    const result = await rotate(world);
    assert.deepEqual(result.kind === 'rotated' && result.old, { kind: 'ended', stillKept: false });
    assert.deepEqual([world.asked, stored(world)], [['new'], 'new, kept none']);
  });

  it('replaces the facts that belong to the secret and leaves the ones that belong to the person', async () => {
    const observed = [{ operation: 'push', repository: 'acme/app', evidence: 'worked', at: 1 }] as const;
    const accepted = [{ findingId: 'classic', reason: 'known', at: 1, until: 2 }];
    const before = anEntry({
      kind: 'classic-pat',
      scopes: { kind: 'listed', scopes: ['repo'] },
      expiry: { kind: 'never' },
      sso: { kind: 'blocked', organisation: 'acme', at: 1 },
      purpose: 'push-and-draft',
      observed,
      accepted,
      confirmedFor: ['acme/app'],
    });
    const world = new RotationWorld(before);
    const declared = { contents: 'write' } as const;
    const result = await rotate(world, { ...pasted, declared });
    const expected = {
      ...before,
      kind: 'fine-grained-pat',
      scopes: { kind: 'notListed' },
      expiry: { kind: 'at', at: now + 30 * dayMs },
      sso: { kind: 'notSeen' },
      declared,
      observed: [],
      secretSince: now,
      previous: { since: before.secretSince, replacedAt: now, kind: 'classic-pat' },
    };
    assert.deepEqual(result.kind === 'rotated' && result.entry, expected);
  });

  const refusals: readonly [string, (world: RotationWorld) => NewToken, object, readonly string[]][] = [
    [
      'the same token',
      () => ({ ...pasted, secret: makeSecret('fine-grained-pat', 'old') }),
      { kind: 'sameToken' },
      [],
    ],
    ['what is no token', () => ({ ...pasted, kind: undefined }), { kind: 'notAToken' }, []],
    ['a refresh token', () => ({ ...pasted, kind: 'refresh-token' }), { kind: 'refreshToken' }, []],
    [
      'B07 a token pasted in the address of another host',
      () => ({ ...pasted, host: 'ghes.example' }),
      { kind: 'otherHost', expected: 'github.com', got: 'ghes.example' },
      [],
    ],
    [
      'a good token while the former one is still kept',
      (world) => {
        world.store.previous = makeSecret('fine-grained-pat', 'former');
        world.store.entry = { ...world.store.entry, previous: { since: 0, replacedAt: 1 } };
        return pasted;
      },
      { kind: 'finishFirst' },
      [],
    ],
    [
      'a dead token',
      (world) => {
        world.end(newSecret);
        return pasted;
      },
      { kind: 'dead' },
      ['new'],
    ],
    [
      'the token of another account',
      (world) => {
        world.login = 'hubot';
        return pasted;
      },
      { kind: 'otherLogin', expected: 'mona', got: 'hubot' },
      ['new'],
    ],
  ];
  for (const [what, prepare, problem, asked] of refusals) {
    it(`refuses ${what}, asks GitHub only when it must, and changes nothing`, async () => {
      const world = new RotationWorld();
      const token = prepare(world);
      const before = { ...world.store };
      assert.deepEqual(await rotate(world, token), { kind: 'refused', problem });
      assert.deepEqual([world.asked, world.store], [asked, before]);
    });
  }

  it('X-04 asks about a notable difference and changes nothing on "no"', async () => {
    const world = new RotationWorld();
    world.seen = { expiry: { kind: 'never' } };
    world.agrees = false;
    const before = { ...world.store };
    assert.equal((await rotate(world)).kind, 'keptOld');
    assert.deepEqual([world.asked, world.store], [['new'], before]);
    world.agrees = true;
    assert.equal((await rotate(world)).kind, 'rotated');
  });

  it('shows one progress when there is nothing to ask, and none and holds nothing while the person is asked', async () => {
    const plain = new RotationWorld();
    await rotate(plain);
    assert.deepEqual(plain.progress, { shown: 1, heldWhileAsked: [] });
    const asking = new RotationWorld();
    asking.seen = { expiry: { kind: 'never' } };
    await rotate(asking);
    assert.deepEqual(asking.progress, { shown: 2, heldWhileAsked: [false] });
  });

  it('lets another rotation of the entry begin while a question of this one stands open', async () => {
    const world = new RotationWorld();
    world.seen = { expiry: { kind: 'never' } };
    let answer = (_: boolean) => {};
    const open = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    let asked = () => {};
    const standing = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const confirmDifferences = () => {
      asked();
      return open;
    };
    const first = rotateToken('e1', pasted, { ...world.ports, confirmDifferences });
    await standing;
    assert.equal((await rotate(world)).kind, 'rotated');
    answer(false);
    assert.equal((await first).kind, 'keptOld');
  });

  it('is cancelled, not refused, when Cancel is pressed while GitHub is asked about the new token', async () => {
    const world = new RotationWorld();
    const before = { ...world.store };
    const inspect = () => Promise.reject(new Failure({ kind: 'cancelled' }));
    const result = await rotateToken('e1', pasted, { ...world.ports, inspector: { inspect } });
    assert.deepEqual([result, world.store], [{ kind: 'cancelled' }, before]);
    // A request that was cut in another way than by its own name for it.
    world.cancelBefore = 'inspect#1';
    world.disturbance = { at: 'inspect#1', how: 'fail before' };
    assert.deepEqual([await rotate(world), world.store], [{ kind: 'cancelled' }, before]);
  });

  it('does not swap once Cancel was pressed, even when the new token was proved good by then', async () => {
    const world = new RotationWorld();
    const before = { ...world.store };
    world.cancelBefore = 'secretOf#2';
    assert.deepEqual([(await rotate(world)).kind, world.store], ['keptOld', before]);
  });

  /** A rotation during whose question another window replaced the token. */
  async function overtaken(world: RotationWorld): Promise<NewNotStored> {
    world.seen = { expiry: { kind: 'never' } };
    const confirmDifferences = async () => {
      world.store.secret = theirs;
      return true;
    };
    const result = await rotateToken('e1', pasted, { ...world.ports, confirmDifferences });
    assert.equal(result.kind, 'newNotStored');
    return result as NewNotStored;
  }
  const theirs = makeSecret('fine-grained-pat', 'theirs');

  it('hands the proved token back when another window replaced the old one while the person was asked', async () => {
    const world = new RotationWorld();
    const { cause, oldStored, replacement } = await overtaken(world);
    assert.deepEqual(
      [cause, oldStored, replacement.newSecret, world.store.secret],
      [{ kind: 'changedMeanwhile' }, false, newSecret, theirs],
    );
  });

  it('F05 notices inside the store’s own turn that another window replaced the token', async () => {
    const world = new RotationWorld();
    const { vault } = world.ports;
    const rotateLate: typeof vault.rotate = (id, secret, change) => {
      world.store.secret = theirs;
      world.store.entry = { ...world.store.entry, secretSince: now - 1 };
      return vault.rotate(id, secret, change);
    };
    const result = await rotateToken('e1', pasted, {
      ...world.ports,
      vault: { ...vault, rotate: rotateLate },
    });
    assert.deepEqual(
      [result.kind === 'newNotStored' && [result.cause, result.oldStored], world.store.secret],
      [[{ kind: 'changedMeanwhile' }, false], theirs],
    );
  });

  it('judges the token anew, without a new paste, after another window replaced the old one', async () => {
    const world = new RotationWorld();
    world.alive.add(theirs.reveal());
    const unsaved = await overtaken(world);
    const result = await storeAgain(unsaved, pasted, world.ports);
    assert.equal(result.kind, 'rotated');
    assert.deepEqual([world.store.secret, world.store.previous], [newSecret, theirs]);
  });

  it('F10 stores the same token on another try without asking GitHub about it again', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'rotate#1', how: 'fail before' };
    const unsaved = await rotate(world);
    assert.equal(unsaved.kind, 'newNotStored');
    const result = await storeAgain(unsaved as NewNotStored, pasted, world.ports);
    assert.deepEqual([result.kind, stored(world), world.asked], ['rotated', 'new, kept old', ['new', 'old']]);
  });

  it('finds on another try that the store has the token already, and swaps nothing twice', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'rotate#1', how: 'fail before' };
    const unsaved = (await rotate(world)) as NewNotStored;
    await storeReplacement(unsaved.replacement, world.ports);
    world.calls.length = 0;
    const result = await storeReplacement(unsaved.replacement, world.ports);
    assert.deepEqual([result.kind, world.calls.includes('rotate#1')], ['rotated', false]);
    assert.equal(stored(world), 'new, kept old');
  });

  it('keeps the proved token in hand when another rotation of the entry runs at the swap', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'rotate#1', how: 'fail before' };
    const unsaved = (await rotate(world)) as NewNotStored;
    const [first, second] = await Promise.all([
      storeReplacement(unsaved.replacement, world.ports),
      storeReplacement(unsaved.replacement, world.ports),
    ]);
    assert.equal(first.kind, 'rotated');
    assert.deepEqual(second.kind === 'newNotStored' && second.cause, { kind: 'alreadyRotating' });
  });

  it('lets one rotation of an entry run at a time, and the next one after it', async () => {
    const world = new RotationWorld();
    world.end(newSecret);
    const [first, second] = await Promise.all([rotate(world), rotate(world)]);
    assert.deepEqual(first, { kind: 'refused', problem: { kind: 'dead' } });
    assert.deepEqual(second, { kind: 'refused', problem: { kind: 'alreadyRotating' } });
    assert.deepEqual(await rotate(world), { kind: 'refused', problem: { kind: 'dead' } });
  });

  it('F10 hands the proved token back when the store does not take it, and the old one stays', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'rotate#1', how: 'fail before' };
    const result = await rotate(world);
    assert.ok(result.kind === 'newNotStored');
    const { cause, oldStored, replacement } = result;
    assert.deepEqual([cause, oldStored, replacement.newSecret], [{ kind: 'disturbed' }, true, newSecret]);
    assert.equal(stored(world), 'old, kept none');
  });

  it('F10 says that the store cannot be read when it neither takes the new token nor answers', async () => {
    const world = new RotationWorld();
    const { vault } = world.ports;
    const locked = () => Promise.reject(new Error('locked'));
    let reads = 0;
    const secretOf: typeof vault.secretOf = (id) => (++reads > 2 ? locked() : vault.secretOf(id));
    const ports = { ...world.ports, vault: { ...vault, secretOf, rotate: locked } };
    const result = await rotateToken('e1', pasted, ports);
    assert.ok(result.kind === 'newNotStored');
    const { cause, oldStored, replacement } = result;
    assert.deepEqual(
      [cause, oldStored, replacement.newSecret],
      [{ kind: 'unexpected' }, undefined, newSecret],
    );
  });

  it('never shows a token in what a result prints', async () => {
    const world = new RotationWorld();
    world.disturbance = { at: 'rotate#1', how: 'fail before' };
    const printed = JSON.stringify(await rotate(world));
    assert.equal(printed.includes(newSecret.reveal()) || printed.includes(oldSecret.reveal()), false);
  });
});

describe('F10 a failure or a crash at any await of a rotation', () => {
  /** A run that takes every await: something notable to confirm, and an old token that may end after the swap. */
  function prepare(ends: boolean): RotationWorld {
    const world = new RotationWorld();
    world.seen = { expiry: { kind: 'never' } };
    if (ends) world.afterSwap = () => world.end(oldSecret);
    return world;
  }

  /** The truth about the world, in the words of the result. */
  function truthOf(world: RotationWorld, result: RotationResult): string {
    switch (result.kind) {
      case 'refused':
      case 'cancelled':
      case 'keptOld':
      case 'notProved':
        return 'old, kept none';
      case 'newNotStored':
        return result.oldStored === false ? 'none, kept none' : 'old, kept none';
      case 'rotated': {
        const { old } = result;
        if (old.kind === 'ended') assert.ok(!world.alive.has(oldSecret.reveal()));
        if (old.kind === 'lives') assert.ok(world.alive.has(oldSecret.reveal()));
        return old.kind === 'ended' && !old.stillKept ? 'new, kept none' : 'new, kept old';
      }
    }
  }

  for (const ends of [true, false]) {
    it(`leaves a usable token and the truth, with an old one that ${ends ? 'ends after the swap' : 'lives on'}`, async () => {
      const undisturbed = prepare(ends);
      await rotate(undisturbed);
      assert.equal(undisturbed.calls.length, ends ? 9 : 8);
      const disturbances = undisturbed.calls.flatMap((at) => hows.map((how): Disturbance => ({ at, how })));
      for (const disturbance of disturbances) {
        const world = prepare(ends);
        world.disturbance = disturbance;
        const where = `${disturbance.how} ${disturbance.at}`;
        const outcome = await Promise.race([rotate(world), world.crashed]).catch((error: Error) => error);
        const { secret, previous, entry } = world.store;
        assert.ok(world.alive.has(secret.reveal()), `${where}: the token in use must work`);
        assert.equal(entry.previous === undefined, previous === undefined, where);
        assert.ok(
          world.asked.filter((who) => who === 'old').length <= 1,
          `${where}: asked twice about the old`,
        );
        if (outcome === 'crashed') assert.match(disturbance.how, /crash/, where);
        else if (outcome instanceof Error) assert.equal(stored(world), 'old, kept none', `${where}: threw`);
        else assert.equal(stored(world), truthOf(world, outcome), where);
        if (!(outcome instanceof Error) && outcome !== 'crashed' && disturbance.how.startsWith('fail')) {
          // Once the new token is proved, a failure never loses it silently.
          const kept =
            outcome.kind === 'newNotStored' || outcome.kind === 'rotated' || outcome.kind === 'notProved';
          assert.ok(kept, `${where}: ${outcome.kind}`);
        }
      }
    });
  }

  it('throws only before anything was proved or while the person is asked', async () => {
    const world = prepare(true);
    await rotate(world);
    const thrown: string[] = [];
    for (const at of world.calls) {
      const again = prepare(true);
      again.disturbance = { at, how: 'fail before' };
      await rotate(again).catch(() => thrown.push(at));
    }
    assert.deepEqual(thrown, ['entryOf#1', 'secretOf#1', 'confirm#1']);
  });
});
