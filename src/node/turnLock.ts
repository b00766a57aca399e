import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import type { Turn } from '../vault/ports.ts';
import type { VaultProblem } from '../vault/problems.ts';
import { codeOf, highestTurn, turnPattern } from './markerListing.ts';

/** All in ms. */
export interface TurnTimes {
  /** How often a holder shows that it lives. */
  readonly beat: number;
  /** Without a beat for this long a turn is taken over, if its process cannot be seen from here… */
  readonly silent: number;
  /** …and for this long even if a process of that number lives: numbers are used again, processes hang. */
  readonly hung: number;
  /** How long to wait for a turn. */
  readonly wait: number;
  /**
   * After this long the holder gives its turn back whatever it is doing. For short work that may never end: in a browser
   * that crashed, what the extension asked of the page is not answered any more, and its process lives on for hours.
   */
  readonly longest?: number;
}

export const turnTimes: TurnTimes = { beat: 2_000, silent: 15_000, hung: 60_000, wait: 10_000 };

/**
 * A lock without a race when it is taken over: turns are numbered files, and the next number is created exclusively.
 * So two windows that see the same dead holder cannot both follow it, and a holder that slept through its own
 * replacement sees a higher number. The highest file is never removed, so numbers only grow.
 */
export async function beginTurn(folder: string, times: TurnTimes): Promise<Turn> {
  const deadline = performance.now() + times.wait;
  for (;;) {
    const top = highestTurn(await readdir(folder));
    if (!top.held || (await isDead(join(folder, fileOf(top.number)), times))) {
      const turn = await claim(folder, top.number + 1, times);
      if (turn) return turn;
    }
    if (performance.now() > deadline) throw new Failure<VaultProblem>({ kind: 'lockBusy' });
    await pause(5 + Math.random() * 20);
  }
}

/** Whether a holder that lives has the turn. Takes nothing; a folder that is not there holds none. */
export async function isTurnHeld(folder: string, times: TurnTimes): Promise<boolean> {
  const top = highestTurn(await readdir(folder).catch(() => []));
  return top.held && !(await isDead(join(folder, fileOf(top.number)), times));
}

async function claim(folder: string, number: number, times: TurnTimes): Promise<Turn | undefined> {
  const held = join(folder, fileOf(number));
  const owner = JSON.stringify({ pid: process.pid, machine: hostname(), nonce: randomUUID() });
  try {
    await writeFile(held, owner, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    // A full disk leaves an empty file; it must not look like a holder.
    await rm(held, { force: true }).catch(() => undefined);
    throw error;
  }
  // This number may have been used and cleaned away while we looked; then a higher one is there.
  const names = await readdir(folder).catch(() => []);
  if (highestTurn(names).number !== number) {
    await rm(held, { force: true });
    return undefined;
  }
  const beat = setInterval(() => void touch(held), times.beat).unref();
  const limit =
    times.longest === undefined
      ? undefined
      : setTimeout(() => void end().catch(() => undefined), times.longest).unref();
  const stillOurs = async () => {
    const top = highestTurn(await readdir(folder));
    return top.held && top.number === number && (await readFile(held, 'utf8')) === owner;
  };
  const end = async () => {
    clearInterval(beat);
    clearTimeout(limit);
    if (await stillOurs()) await rename(held, join(folder, `turn-${number}.done`));
  };
  await cleanBelow(folder, names, number);
  return { number, stillOurs, end };
}

/** A holder is dead if its process is gone, or if it was silent for too long. A clock set back counts as silence. */
async function isDead(file: string, times: TurnTimes): Promise<boolean> {
  try {
    const [{ mtimeMs }, content] = await Promise.all([stat(file), readFile(file, 'utf8')]);
    const silence = Math.abs(Date.now() - mtimeMs);
    const owner = ownerIn(content);
    if (owner === undefined || owner.machine !== hostname()) return silence > times.silent;
    return isGone(owner.pid) || silence > times.hung;
  } catch {
    // Just ended: look again.
    return false;
  }
}

function ownerIn(content: string): { readonly pid: number; readonly machine: string } | undefined {
  try {
    const { pid, machine } = JSON.parse(content);
    return Number.isInteger(pid) && pid > 0 && typeof machine === 'string' ? { pid, machine } : undefined;
  } catch {
    return undefined;
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

async function cleanBelow(folder: string, names: readonly string[], number: number): Promise<void> {
  const old = names.filter((name) => {
    const match = turnPattern.exec(name);
    return match && Number(match[1]) < number;
  });
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

function fileOf(number: number): string {
  return `turn-${number}.held`;
}
