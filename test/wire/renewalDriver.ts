import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { TurnFolders } from '../../src/node/repositoryTurns.ts';
import { rotationTurns } from '../../src/node/rotationTurns.ts';
import { RotationsInFlight } from '../../src/rotation/rotationsInFlight.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Granted } from '../../src/signIn/granted.ts';
import { Renewals } from '../../src/signIn/renewals.ts';
import { openStore, type StoreKind } from './rotationStore.ts';

export interface RenewalOrder {
  /** What all windows share. */
  readonly folder: string;
  readonly kind: StoreKind;
  readonly entryId: string;
  /** When the sign-in began, ms since the epoch. */
  readonly began: number;
  readonly name: string;
  readonly rounds: number;
  readonly beside: readonly string[];
  /**
   * As on two machines: this window sees no turns of the others. In every other round they ask GitHub at the same
   * moment, which nothing but waiting for each other makes sure of.
   */
  readonly apart?: boolean;
}

/** What each round ended with. */
export type RenewalReport = readonly string[];

/** Of each token, ms. One round is one life, so that each finds the token of the round before run out. */
export const lifeMs = 3_600_000;

/** A window whose copy is old waits a third of a second for what is not coming: a hundred times that is too long. */
const haste = 20;
/** So many looks are made in haste; who is still waiting then is on a busy machine, where the winner takes its time. */
const hastyLooks = 20;

/** GitHub by files that all processes share: a renewal works once, and the token before it ends with it. */
async function renewAt(folder: string, sent: Secret, now: number): Promise<Granted> {
  const used = join(folder, `used-${hashOf(sent)}`);
  try {
    await writeFile(used, '', { flag: 'wx' });
  } catch {
    await writeFile(join(folder, `refused-${process.pid}-${now}`), '');
    throw new Failure({ kind: 'renewalDead' });
  }
  const number = `${process.pid}-${process.hrtime.bigint()}`;
  const token = new Secret(`token-${number}`);
  for (const name of await readdir(folder)) {
    if (name.startsWith('alive-')) await rm(join(folder, name), { force: true });
  }
  await writeFile(join(folder, `alive-${hashOf(token)}`), '');
  return {
    kind: 'granted',
    token,
    tokenKind: 'app-user-token',
    expiresAt: now + lifeMs,
    renewal: new Secret(`renewal-${number}`),
    renewalExpiresAt: now + 1_000 * lifeMs,
  };
}

/** How often GitHub was sent a renewal that was used up. */
export function refusals(folder: string): number {
  return readdirSync(folder).filter((name) => name.startsWith('refused-')).length;
}

/** Whether GitHub would accept a token now. */
export function isAlive(folder: string, token: Secret): boolean {
  return existsSync(join(folder, `alive-${hashOf(token)}`));
}

function hashOf(secret: Secret): string {
  return createHash('sha256').update(secret.reveal()).digest('hex');
}

/** A window of its own: uses one sign-in again and again, each time after the token ran out, reloading when behind. */
async function work(order: RenewalOrder): Promise<RenewalReport> {
  const { folder, entryId, rounds } = order;
  const turnsAt = order.apart ? join(folder, `machine-${order.name}`) : folder;
  const inFlight = new RotationsInFlight(rotationTurns(new TurnFolders(turnsAt)));
  const ended: string[] = [];
  let now = order.began;
  let vault = openStore(order.kind, folder, () => now, haste);
  let renewing = 0;
  await vault.read();
  for (let round = 0; round < rounds; round++) {
    let looks = 0;
    await together(order, `begins-${round}`);
    now += lifeMs;
    const renewals = new Renewals({
      vault,
      api: {
        renew: async (_host, _client, sent) => {
          if (order.apart && round % 2 === 0) await together(order, `asks-${round}`);
          const granted = await renewAt(folder, sent, now);
          renewing++;
          return granted;
        },
      },
      turns: { run: (id, step) => inFlight.run(id, step) },
      clock: { now: () => now },
      // Who lost the race waits for what the winner stores.
      pause: (ms) => delay(order.apart || ++looks > hastyLooks ? ms : ms / haste),
      onTrouble: () => undefined,
    });
    try {
      const before = renewing;
      const secret = await renewals.secretOf(entryId);
      ended.push(
        `${renewing > before ? 'renewed' : 'adopted'} ${isAlive(folder, secret) ? 'alive' : 'dead'}`,
      );
    } catch (error) {
      if (!Failure.is(error)) throw error;
      ended.push(error.problem.kind);
      if (error.problem.kind === 'readOnly') {
        vault = openStore(order.kind, folder, () => now, haste);
        // As activation does: from here on it knows what its copy cannot hold.
        await vault.read();
      }
    }
  }
  return ended;
}

/** Both come this far before either goes on: that is the race. */
async function together({ folder, name, beside }: RenewalOrder, step: string): Promise<void> {
  const fileOf = (window: string) => join(folder, `${step}-${window}`);
  await writeFile(fileOf(name), '');
  while (!beside.every((window) => existsSync(fileOf(window)))) await delay(1);
}

if (process.argv[1]?.endsWith('renewalDriver.ts')) {
  const report = await work(JSON.parse(await text(process.stdin)) as RenewalOrder);
  process.stdout.write(JSON.stringify(report));
}
