import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { interrupted, withNote } from '../../../src/rotation/beginRotation.ts';
import { askedToken, planRotation, resumeChecklist } from '../../../src/rotation/planRotation.ts';
import type { NewToken } from '../../../src/rotation/proveNew.ts';
import { rotateToken } from '../../../src/rotation/rotateToken.ts';
import type { RotationResult } from '../../../src/rotation/rotationResult.ts';
import { type Disturbance, hows } from '../../fakes/disturbable.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { newSecret, oldSecret, RotationWorld } from './rotationWorld.ts';

const pasted: NewToken = { secret: newSecret, kind: 'fine-grained-pat', declared: undefined };

function checklistOf(world: RotationWorld, days = 30) {
  const plan = planRotation(world.store.entry, now, defaultPolicy, { maxDays: days });
  assert.ok(plan.kind === 'replace');
  return plan.checklist;
}

/** What a person goes through: the note, the page, the paste, both proofs. */
function goThrough(world: RotationWorld): Promise<RotationResult> {
  const { ports } = world;
  return withNote('e1', askedToken(checklistOf(world)), ports, async (noted) => {
    await noted.pageOpened();
    return rotateToken('e1', pasted, ports);
  });
}

/** A run that takes every await: a known repository, something notable to agree to, an old token that ends. */
function prepare(): RotationWorld {
  const world = new RotationWorld(
    anEntry({ observed: [{ operation: 'push', repository: 'acme/app', evidence: 'worked', at: 1 }] }),
  );
  world.seen = { expiry: { kind: 'never' } };
  world.afterSwap = () => world.end(oldSecret);
  return world;
}

describe('the note of a rotation', () => {
  it('is there from before the page until the end, says what was asked for, and goes with the swap', async () => {
    const world = prepare();
    const notes: unknown[] = [];
    await withNote('e1', askedToken(checklistOf(world)), world.ports, async (noted) => {
      notes.push(world.store.entry.rotation);
      await noted.pageOpened();
      notes.push(world.store.entry.rotation?.pageOpened);
      const result = await rotateToken('e1', pasted, world.ports);
      notes.push(result.kind, world.store.entry.rotation);
    });
    const asked = {
      kind: 'fine-grained-pat',
      tokenName: 'token-warden-acme-2026-11-20',
      lifetimeDays: 30,
      permissions: { contents: 'write', metadata: 'read', pull_requests: 'write' },
    };
    assert.deepEqual(notes, [
      { at: now, session: 'window-1', pageOpened: false, asked },
      true,
      'rotated',
      undefined,
    ]);
  });

  it('X-04 goes when the person leaves, and the entry is as it was', async () => {
    const world = prepare();
    const before = world.store.entry;
    await withNote('e1', askedToken(checklistOf(world)), world.ports, async () => 'left');
    assert.deepEqual(world.store.entry, before);
  });

  it('does not go with one that another window made since', async () => {
    const world = prepare();
    await withNote('e1', askedToken(checklistOf(world)), world.ports, async () => {
      const theirs = { ...world.ports, session: 'window-2' };
      await withNote('e1', askedToken(checklistOf(world)), theirs, () =>
        Promise.reject(new Error('gone')),
      ).catch(() => undefined);
    });
    assert.equal(world.store.entry.rotation?.session, 'window-2');
  });

  it('F10 lets nothing be made where the store takes no note, because it would not take the token either', async () => {
    const world = prepare();
    world.disturbance = { at: 'note#1', how: 'fail before' };
    await assert.rejects(goThrough(world));
    assert.deepEqual(world.calls, ['note#1']);
  });

  it('is only offered to another window than the one that has the rotation in hand', () => {
    const rotation = {
      at: now,
      session: 'window-1',
      pageOpened: true,
      asked: { kind: 'fine-grained-pat', tokenName: 'one', lifetimeDays: 7 },
    } as const;
    const entry = anEntry({ rotation });
    assert.deepEqual(
      [interrupted(entry, 'window-1'), interrupted(entry, 'window-2'), interrupted(anEntry(), 'window-2')],
      [undefined, rotation, undefined],
    );
  });

  it('brings back the checklist that the person was told, not a newer one', () => {
    const world = prepare();
    const asked = { ...askedToken(checklistOf(world, 7)), tokenName: 'made-before-the-crash' };
    const { tokenName, lifetimeDays, owner } = resumeChecklist(checklistOf(world), asked);
    assert.deepEqual([tokenName, lifetimeDays, owner], ['made-before-the-crash', 7, 'acme']);
  });
});

describe('F10 a crash, a kill or a full disk at any await, from the note to the last proof', () => {
  it('leaves a usable token and the new one stored or offered again, and a second run finishes', async () => {
    const undisturbed = prepare();
    await goThrough(undisturbed);
    const points = undisturbed.calls;
    for (const name of ['note', 'uses', 'prove', 'confirm', 'rotate', 'inspect', 'dropPrevious']) {
      assert.ok(points.includes(`${name}#1`), `${name} is not on the way`);
    }
    const disturbances = points.flatMap((at) => hows.map((how): Disturbance => ({ at, how })));
    for (const disturbance of disturbances) {
      const world = prepare();
      world.disturbance = disturbance;
      const where = `${disturbance.how} ${disturbance.at}`;
      const outcome = await Promise.race([goThrough(world), world.crashed]).catch((error: Error) => error);
      assert.ok(world.alive.has(world.store.secret.reveal()), `${where}: the token in use must work`);

      const isStored = world.store.secret.equals(newSecret);
      const inHand = !(outcome instanceof Error) && outcome !== 'crashed' && outcome.kind === 'newNotStored';
      // Once the page was opened and the run broke off, a new window knows of it.
      const offered = interrupted(world.store.entry, 'window-2') !== undefined;
      const opened = world.calls.includes('entryOf#1');
      const told = !(outcome instanceof Error) && outcome !== 'crashed';
      assert.ok(!opened || isStored || inHand || offered || told, `${where}: the new token is forgotten`);

      const next = world.afterRestart();
      if (isStored) {
        assert.equal(next.store.entry.rotation, undefined, `${where}: stored and still offered`);
        continue;
      }
      const again = await goThrough(next);
      assert.equal(again.kind, 'rotated', `${where}: the second run`);
      assert.ok(next.store.secret.equals(newSecret) && next.store.entry.rotation === undefined, where);
    }
  });
});
