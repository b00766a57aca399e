import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { TurnFolders } from '../../src/node/repositoryTurns.ts';
import { rotationTurns } from '../../src/node/rotationTurns.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { type BeginPorts, withNote } from '../../src/rotation/beginRotation.ts';
import { askedToken, planRotation } from '../../src/rotation/planRotation.ts';
import { type RotationPorts, rotateToken } from '../../src/rotation/rotateToken.ts';
import { RotationsInFlight } from '../../src/rotation/rotationsInFlight.ts';
import { dayMs } from '../../src/shared/clock.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Secret } from '../../src/shared/secret.ts';
import { openStore, type StoreKind } from './rotationStore.ts';

export interface RotationOrder {
  /** What all windows share. */
  readonly folder: string;
  readonly kind: StoreKind;
  readonly entryId: string;
  /** Begins each token this window brings. */
  readonly name: string;
  readonly rounds: number;
  /** Begins when these windows are open too. */
  readonly beside?: readonly string[];
  /** Stands still in the first proof of a round, until it is killed. */
  readonly stands?: boolean;
}

/** How each round ended. */
export type RotationReport = readonly string[];

/** Whether GitHub would still accept a value: a replaced token is deleted there as soon as it is asked about. */
export function isDeleted(folder: string, secret: Secret): boolean {
  return existsSync(placeOf(folder, secret));
}

function placeOf(folder: string, secret: Secret): string {
  return join(folder, `deleted-${createHash('sha256').update(secret.reveal()).digest('hex')}`);
}

/** A window of its own: rotates one entry again and again, reloading when its store is behind, then prints how. */
async function work(order: RotationOrder): Promise<RotationReport> {
  const { folder, entryId, rounds } = order;
  const inFlight = new RotationsInFlight(rotationTurns(new TurnFolders(folder)));
  const ended: string[] = [];
  let vault = openStore(order.kind, folder);
  await vault.read();
  const [first, second] = order.beside ?? [];
  await say(order, 'open');
  for (const window of order.beside ?? []) await untilSaid(order, 'open', window);
  // The second swaps nothing before the first did once, so that its copy of the store is surely old; then they race.
  if (order.name === second) await untilSaid(order, 'swapped', first);
  for (let round = 0; round < rounds; round++) {
    const brought = new Secret(`${order.name}-${round}`);
    const session = randomUUID();
    const ports: RotationPorts & BeginPorts = {
      vault: {
        entryOf: (id) => vault.entryOf(id),
        secretOf: (id) => vault.secretOf(id),
        previousSecretOf: (id) => vault.previousSecretOf(id),
        rotate: (id, secret, change) => vault.rotate(id, secret, change),
        dropPrevious: (id) => vault.dropPrevious(id),
        note: (id, change) => vault.update(id, change),
      },
      inspector: {
        async inspect(_host, secret) {
          const at = Date.now();
          if (!secret.equals(brought)) {
            await writeFile(placeOf(folder, secret), '');
            return { kind: 'dead', at };
          }
          if (order.stands) {
            await writeFile(join(folder, 'standing'), '');
            await delay(600_000);
          }
          const expiry = { kind: 'at', at: at + 20 * dayMs } as const;
          const scopes = { kind: 'notListed' } as const;
          return { kind: 'alive', at, login: 'mona', expiry, scopes, sso: { kind: 'notSeen' } };
        },
      },
      prover: { uses: async () => [], prove: async () => ({ verdict: 'works' }) },
      confirmDifferences: async () => true,
      inFlight,
      clock: { now: () => Date.now() },
      policy: defaultPolicy,
      session,
      onTrouble: () => undefined,
      work: (step) => step(AbortSignal.timeout(60_000), () => undefined),
    };
    const outcome = await oneRound(entryId, brought, ports);
    ended.push(outcome);
    if (outcome === 'readOnly') vault = openStore(order.kind, folder);
    if (round === 0) await say(order, 'swapped');
    if (round === 0 && order.name === first) await untilSaid(order, 'swapped', second);
    await delay(Math.random() * 10);
  }
  return ended;
}

async function say({ folder, name }: RotationOrder, step: string): Promise<void> {
  await writeFile(join(folder, `${step}-${name}`), '');
}

/** A machine with much to do starts one process seconds after the other. */
async function untilSaid({ folder }: RotationOrder, step: string, window = ''): Promise<void> {
  while (!existsSync(join(folder, `${step}-${window}`))) await delay(5);
}

async function oneRound(entryId: string, secret: Secret, ports: RotationPorts & BeginPorts): Promise<string> {
  const attending = await ports.inFlight.attend(entryId);
  if (attending.kind !== 'attending') return attending.kind;
  try {
    const plan = planRotation(await ports.vault.entryOf(entryId), ports.clock.now(), defaultPolicy);
    if (plan.kind !== 'replace') return plan.kind;
    const result = await withNote(entryId, askedToken(plan.checklist), ports, () =>
      rotateToken(entryId, { secret, kind: 'fine-grained-pat', declared: undefined }, ports),
    );
    if (result.kind === 'newNotStored') return result.cause.kind;
    return result.kind === 'refused' ? result.problem.kind : result.kind;
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return error.problem.kind;
  } finally {
    await attending.end();
  }
}

if (process.argv[1]?.endsWith('rotationDriver.ts')) {
  const report = await work(JSON.parse(await text(process.stdin)) as RotationOrder);
  process.stdout.write(JSON.stringify(report));
}
