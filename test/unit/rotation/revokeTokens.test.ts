import assert from 'node:assert/strict';
import { judgePrevious } from '../../../src/policy/judgePrevious.ts';
import { isWithdrawn, withdrawRevocation } from '../../../src/rotation/revocationNotes.ts';
import type { RevokeTarget } from '../../../src/rotation/revokePorts.ts';
import { revokeTokens } from '../../../src/rotation/revokeTokens.ts';
import type { HostName } from '../../../src/tokens/host.ts';
import { hows } from '../../fakes/disturbable.ts';
import { now } from '../policy/anEntry.ts';
import { EndingWorld } from './endingWorld.ts';

const present = (world: EndingWorld, id: string): RevokeTarget => ({
  entry: world.entry(id),
  which: 'present',
});
const previous = (world: EndingWorld, id: string): RevokeTarget => ({
  entry: world.entry(id),
  which: 'previous',
});

async function revoke(world: EndingWorld, ...targets: readonly RevokeTarget[]) {
  const results = await revokeTokens(targets, world.ports, world.signal);
  assert.deepEqual(
    results.map(({ target }) => target),
    targets,
  );
  return results.map(({ revoked }) => revoked);
}

const nags = (world: EndingWorld, id: string) =>
  judgePrevious(world.entry(id), now).some((finding) => finding.id === 'not-yet-revoked');

/** A world with as many tokens as asked for. */
function worldOf(count: number): EndingWorld {
  const world = new EndingWorld();
  for (let at = 1; at <= count; at++) world.add(`e${at}`);
  return world;
}

describe('revoking a token', () => {
  it('S0-12 is done when one call after it shows the token dead; the entry stays as what it was', async () => {
    const world = worldOf(1);
    const before = world.entry('e1');
    assert.deepEqual(await revoke(world, present(world, 'e1')), [{ kind: 'dead', unnoted: false }]);
    assert.deepEqual([world.lists, world.asked], [[['e1']], ['e1']]);
    assert.deepEqual(world.entry('e1'), {
      ...before,
      checkedAt: now,
      health: { kind: 'dead', at: now },
    });
    assert.deepEqual(world.steps, ['e1 wanted', 'e1 accepted', 'e1 dead']);
  });

  it('ends with a token what would bring the next one of the same sign-in', async () => {
    const world = worldOf(2);
    world.addRenewal('e1');
    await revoke(world, present(world, 'e1'), present(world, 'e2'));
    assert.deepEqual(world.lists, [['e1', 'e1 renewal', 'e2']]);
  });

  it('asks no second time about one that GitHub refused before', async () => {
    const world = new EndingWorld();
    world.add('e1', { health: { kind: 'dead', at: now } });
    assert.deepEqual(await revoke(world, present(world, 'e1')), [{ kind: 'dead', unnoted: false }]);
    assert.deepEqual([world.lists.length, world.asked, world.pauses], [1, [], []]);
    assert.equal(world.entry('e1').revocation, undefined);
  });

  it('S0-12 of the old one ends the rotation: it is forgotten once it is shown dead', async () => {
    const world = new EndingWorld();
    world.addRotated('e1');
    assert.deepEqual(await revoke(world, previous(world, 'e1')), [{ kind: 'dead', unnoted: false }]);
    assert.deepEqual(
      [world.lists, world.secret('e1'), world.previous('e1'), world.lives('e1')],
      [[['e1 before']], 'e1', undefined, true],
    );
  });

  it('G18 that GitHub took and did not do yet stays wanted', async () => {
    const world = worldOf(1);
    world.slow = true;
    assert.deepEqual(await revoke(world, present(world, 'e1')), [{ kind: 'accepted', cause: undefined }]);
    const { revocation } = world.entry('e1');
    assert.deepEqual(revocation, { wantedAt: now, lastTriedAt: now, acceptedAt: now });
    assert.ok(nags(world, 'e1'));
  });

  it('G18 that GitHub does not take stays wanted until it is done, whatever the reason', async () => {
    for (const kind of [
      'offline',
      'timeout',
      'serverError',
      'rateLimited',
      'signedInOnTheWay',
      'validation',
    ]) {
      for (const which of ['present', 'previous'] as const) {
        const world = new EndingWorld();
        world.addRotated('e1');
        world.refuses = () => ({ kind });
        const [first] = await revoke(world, { entry: world.entry('e1'), which });
        assert.deepEqual(first, { kind: 'notYet', cause: { kind }, unnoted: false });
        assert.equal(world.lists.length, 1, kind);
        assert.deepEqual(world.asked, []);
        const wish =
          which === 'present' ? world.entry('e1').revocation : world.entry('e1').previous?.revocation;
        assert.deepEqual(wish, { wantedAt: now, lastTriedAt: now, lastProblem: kind });
        assert.ok(nags(world, 'e1'), kind);
        world.refuses = () => undefined;
        world.at = now + 1000;
        const [second] = await revoke(world, { entry: world.entry('e1'), which });
        assert.equal(second?.kind, 'dead');
        assert.ok(!nags(world, 'e1'));
      }
    }
  });

  it('G18 ends also by the person, who withdraws it', async () => {
    const world = worldOf(1);
    world.refuses = () => ({ kind: 'offline' });
    await revoke(world, present(world, 'e1'));
    await withdrawRevocation(present(world, 'e1'), world.ports.vault);
    assert.ok(!nags(world, 'e1'));
    assert.ok(world.lives('e1'));
  });

  it('is withdrawn only where the very token is there and nobody wants it ended any more', async () => {
    for (const which of ['present', 'previous'] as const) {
      const world = new EndingWorld();
      const target = { entry: world.addRotated('e1'), which };
      const withdrawn = () => isWithdrawn(target, [world.entry('e1')]);
      world.refuses = () => ({ kind: 'offline' });
      await revoke(world, target);
      assert.equal(withdrawn(), false);
      await withdrawRevocation(target, world.ports.vault);
      assert.equal(withdrawn(), true);
      const { secretSince } = target.entry;
      const other = { ...target.entry, secretSince: secretSince + 1, previous: undefined };
      assert.deepEqual([isWithdrawn(target, [other]), isWithdrawn(target, [])], [false, false]);
    }
  });

  it('sends nothing when another token is there than the one that was confirmed', async () => {
    const world = new EndingWorld();
    const shown = world.addRotated('e1');
    const old = { ...shown, secretSince: shown.secretSince - 1 };
    const older = { ...shown, previous: { since: 1, replacedAt: 2, kind: shown.kind } };
    assert.deepEqual(
      await revoke(world, { entry: old, which: 'present' }, { entry: older, which: 'previous' }),
      [{ kind: 'changedMeanwhile' }, { kind: 'changedMeanwhile' }],
    );
    assert.deepEqual([world.lists, world.entry('e1')], [[], shown]);
  });

  it('waits for no rotation of the same entry, and leaves the other tokens of the list alone with it', async () => {
    const world = worldOf(2);
    const results = await world.inFlight.run('e1', () =>
      revoke(world, present(world, 'e1'), present(world, 'e2')),
    );
    assert.deepEqual(results, [{ kind: 'busy' }, { kind: 'dead', unnoted: false }]);
    assert.deepEqual(world.lists, [['e2']]);
  });

  it('leaves a token alone that another window is rotating, and not one that no other window could see', async () => {
    const world = worldOf(2);
    world.turns.held.add('step e1');
    const both = () => revoke(world, present(world, 'e1'), present(world, 'e2'));
    assert.deepEqual(await both(), [{ kind: 'busy' }, { kind: 'dead', unnoted: false }]);
    world.turns.broken = new Error('disk full');
    assert.deepEqual(await both(), [
      { kind: 'dead', unnoted: false },
      { kind: 'dead', unnoted: false },
    ]);
  });

  it('ends a leaked token also where the store takes no note of it, and says so', async () => {
    const world = worldOf(1);
    const { ports } = world;
    const update = async () => {
      throw new Error('read only');
    };
    const results = await revokeTokens(
      [present(world, 'e1')],
      { ...ports, vault: { ...ports.vault, update } },
      world.signal,
    );
    assert.deepEqual(
      results.map(({ revoked }) => revoked),
      [{ kind: 'dead', unnoted: true }],
    );
    assert.ok(!world.lives('e1'));
  });

  it('asks an installation token to end itself, and once more as the proof; a refresh token is never asked about', async () => {
    const world = new EndingWorld();
    world.add('app', { kind: 'installation-token', host: 'acme.ghe.com' as HostName });
    world.add('refresh', { kind: 'refresh-token' });
    const results = await revoke(world, present(world, 'app'), present(world, 'refresh'));
    assert.deepEqual(results, [{ kind: 'dead', unnoted: false }, { kind: 'acceptedForGood' }]);
    assert.deepEqual([world.lists, world.asked], [[['refresh']], []]);
    assert.equal(world.calls.filter((call) => call.startsWith('endItself')).length, 2);
    assert.ok(!nags(world, 'refresh'));
  });

  it('sends nothing for another host or an unknown kind: those end on their page', async () => {
    const world = new EndingWorld();
    world.add('enterprise', { host: 'github.corp.example' as HostName });
    world.add('tenant', { host: 'acme.ghe.com' as HostName, kind: 'classic-pat' });
    world.add('old', { kind: 'legacy-hex' });
    world.add('new', { kind: 'unknown' });
    const targets = ['enterprise', 'tenant', 'old', 'new'].map((id) => present(world, id));
    assert.deepEqual(
      await revoke(world, ...targets),
      targets.map(() => ({ kind: 'onItsPage' })),
    );
    assert.deepEqual([world.calls, world.steps], [[], []]);
  });
});

describe('revoking many tokens', () => {
  it('S2-40 goes in lists of ten, and each is shown dead before the next is sent', async () => {
    const world = worldOf(23);
    const targets = [...world.records.keys()].map((id) => present(world, id));
    const seen: number[] = [];
    world.beforeList = () => seen.push(world.asked.length);
    const results = await revoke(world, ...targets);
    assert.ok(results.every(({ kind }) => kind === 'dead'));
    assert.deepEqual(
      world.lists.map((list) => list.length),
      [10, 10, 3],
    );
    assert.deepEqual(seen, [0, 10, 20]);
  });

  it('S2-40 can be left between two lists: the rest is not sent, and stays wanted until that is withdrawn', async () => {
    const world = worldOf(15);
    world.cancelAfterLists = 1;
    const results = await revoke(world, ...[...world.records.keys()].map((id) => present(world, id)));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      [...Array(10).fill('accepted'), ...Array(5).fill('cancelled')],
    );
    const wanted = [...world.records.keys()].filter((id) => nags(world, id));
    assert.equal(wanted.length, 15);
    assert.equal(world.lists.length, 1);
    assert.ok(['e11', 'e15'].every((id) => world.lives(id)));
  });

  it('G18 stops at an outage, and keeps every wish that was confirmed', async () => {
    const world = worldOf(25);
    world.refuses = () => (world.lists.length > 1 ? { kind: 'offline' } : undefined);
    const results = await revoke(world, ...[...world.records.keys()].map((id) => present(world, id)));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      [...Array(10).fill('dead'), ...Array(15).fill('notYet')],
    );
    assert.ok(['e11', 'e25'].every((id) => nags(world, id)));
    assert.equal(world.lists.length, 2);
  });

  it('one value that GitHub does not take spoils the list: each alone shows which it was', async () => {
    const world = worldOf(3);
    world.refuses = (names) => (names.includes('e2') ? { kind: 'validation' } : undefined);
    const results = await revoke(world, ...[...world.records.keys()].map((id) => present(world, id)));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['dead', 'notYet', 'dead'],
    );
    assert.deepEqual(world.lists, [['e1', 'e2', 'e3'], ['e1'], ['e2'], ['e3']]);
  });

  it('spaces the proofs: several refused sign-ins in a row lock a person out', async () => {
    const world = worldOf(6);
    await revoke(world, ...[...world.records.keys()].map((id) => present(world, id)));
    assert.deepEqual(world.pauses, [2_000, 0, 0, 20_000, 20_000, 20_000]);
  });

  it('asks no more once GitHub refuses every sign-in', async () => {
    const world = worldOf(5);
    const { ports } = world;
    const asked: number[] = [];
    const inspect: typeof ports.inspector.inspect = async (...given) => {
      asked.push(1);
      if (asked.length === 2)
        throw Object.assign(new Error('x'), { name: 'Failure', problem: { kind: 'loginAttempts' } });
      return ports.inspector.inspect(...given);
    };
    const results = await revokeTokens(
      [...world.records.keys()].map((id) => present(world, id)),
      { ...ports, inspector: { inspect } },
      world.signal,
    );
    assert.deepEqual(
      [results.map(({ revoked }) => revoked.kind), asked.length],
      [['dead', 'accepted', 'accepted', 'accepted', 'accepted'], 2],
    );
    assert.ok(nags(world, 'e5'));
  });
});

describe('a revocation that breaks', () => {
  const worlds = {
    'of the present token': () => {
      const world = worldOf(1);
      return { world, target: present(world, 'e1'), name: 'e1' };
    },
    'of the old token': () => {
      const world = new EndingWorld();
      world.addRotated('e1');
      return { world, target: previous(world, 'e1'), name: 'e1 before' };
    },
  };
  for (const [what, make] of Object.entries(worlds)) {
    it(`G18 ${what}: at every await it is sent at most once, never forgotten, and done by trying again`, async () => {
      const whole = make();
      await revoke(whole.world, whole.target);
      assert.ok(whole.world.calls.length >= 6, whole.world.calls.join());
      for (const at of whole.world.calls) {
        for (const how of hows) {
          const { world, target, name } = make();
          world.disturbance = { at, how };
          const ended = await Promise.race([revoke(world, target), world.crashed]);
          const label = `${at} ${how}`;
          assert.ok(world.lists.length <= 1, label);
          const known = world.entry('e1');
          const knownDead =
            target.which === 'present' ? known.health.kind === 'dead' : known.previous === undefined;
          // Nothing is believed dead that lives.
          if (knownDead) assert.ok(!world.lives(name), label);
          // Once it was sent, either it is known to be dead or somebody is reminded.
          if (world.lists.length === 1) assert.ok(knownDead || nags(world, 'e1'), label);
          // Whoever was told is told what is so.
          const [told] = ended === 'crashed' ? [] : ended;
          if (told?.kind === 'dead') assert.ok(!world.lives(name), label);
          if (told?.kind === 'notYet' && !told.unnoted) assert.ok(nags(world, 'e1'), label);
          assert.equal(world.secret('e1'), 'e1', label);
          // A new window: the same wish, and no rotation of the dead one in the way.
          if (knownDead) continue;
          world.disturbance = undefined;
          const ports = { ...world.ports, inFlight: new EndingWorld().inFlight };
          const [again] = await revokeTokens([{ ...target, entry: world.entry('e1') }], ports, world.signal);
          assert.equal(again?.revoked.kind, 'dead', label);
          assert.ok(!nags(world, 'e1') && !world.lives(name), label);
        }
      }
    });
  }
});
