import type { SignInProblem } from '../github/explainSignIn.ts';
import { type Clock, minuteMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';
import { judgeRenewal } from '../tokens/judgeRenewal.ts';
import type { Granted } from './granted.ts';
import type { SignInApi } from './ports.ts';

/** One entry as the store has it now. */
export interface Holding {
  readonly entry: Entry;
  readonly secret: Secret;
  readonly renewal?: Secret | undefined;
}

export interface RenewalPorts {
  readonly vault: {
    holdingOf(id: string): Promise<Holding>;
    update(id: string, change: (entry: Entry) => Entry): Promise<Entry>;
    renew(
      id: string,
      secret: Secret,
      renewal: Secret | undefined,
      change: (entry: Entry) => Entry,
    ): Promise<Entry>;
  };
  readonly api: Pick<SignInApi, 'renew'>;
  /** One at a time over all windows of this machine; answers undefined without doing it when another is at it. */
  readonly turns: { run<T>(entryId: string, work: () => Promise<T>): Promise<T | undefined> };
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** Told what went wrong and did not stop anything. */
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** `sent`: the renewal that it was got with, which is still the stored one while nothing newer is there. */
interface Unsaved {
  readonly granted: Granted;
  readonly sent: Secret;
}

/** How often, and after how many ms each, another window's result is looked for. */
const looks = 60;
const lookAfterMs = 250;
/** The same after GitHub said that the renewal was used: a window on another machine may be about to store. */
const looksForWinner = 20;

/**
 * Keeps sign-ins alive. A renewal works once and ends the present token, so it is asked for by one window at a time,
 * with the store asked first whether it takes writes, and what comes is stored at once. What cannot be stored serves
 * this window until it can. A process that dies between GitHub's answer and the store loses the sign-in: no order of
 * steps helps against that, and the next window says so.
 */
export class Renewals {
  readonly #ports: RenewalPorts;
  readonly #running = new Map<string, Promise<Holding>>();
  /** Handed out by GitHub, and not taken by the store. */
  readonly #unsaved = new Map<string, Unsaved>();

  constructor(ports: RenewalPorts) {
    this.#ports = ports;
  }

  /**
   * The entry's token, renewed first where that is due. A renewal that failed is no reason to stop while the present
   * token lives. Throws `Failure` of the vault, of GitHub, or `renewalDead`.
   */
  async secretOf(id: string): Promise<Secret> {
    return (await this.renewed(id)).secret;
  }

  /** The same with what is known of it. */
  async renewed(id: string): Promise<Holding> {
    const holding = await this.#ports.vault.holdingOf(id);
    if (!this.#unsavedFor(holding) && judgeRenewal(holding.entry, this.#ports.clock.now()) !== 'due') {
      return this.#usable(holding);
    }
    const running = this.#running.get(id) ?? this.#renew(id).finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    try {
      return this.#usable(await running);
    } catch (error) {
      if (isOver(holding.entry, this.#ports.clock.now())) throw error;
      this.#ports.onTrouble(`renewing ${holding.entry.name}`, error);
      return holding;
    }
  }

  /** What GitHub handed out last, while only this window has it: the stored one is dead, and ending it ends nothing. */
  unsavedOf(id: string): Granted | undefined {
    return this.#unsaved.get(id)?.granted;
  }

  /** Neither put in the place of a later sign-in, nor brought back once the person wants it ended. */
  #unsavedFor({ entry, renewal }: Holding): Unsaved | undefined {
    const unsaved = this.#unsaved.get(entry.id);
    if (unsaved === undefined || entry.revocation !== undefined) return undefined;
    if (renewal?.equals(unsaved.sent)) return unsaved;
    this.#unsaved.delete(entry.id);
    return undefined;
  }

  #usable(holding: Holding): Holding {
    const { session } = holding.entry;
    if (session?.lostAt !== undefined && isOver(holding.entry, this.#ports.clock.now())) {
      throw new Failure<SignInProblem>({ kind: 'renewalDead' });
    }
    return holding;
  }

  async #renew(id: string): Promise<Holding> {
    const { vault, turns, clock, pause } = this.#ports;
    for (let look = 0; look < looks; look++) {
      const done = await turns.run(id, () => this.#inTurn(id));
      if (done !== undefined) return done;
      await pause(lookAfterMs);
      const holding = await vault.holdingOf(id);
      if (judgeRenewal(holding.entry, clock.now()) !== 'due') return holding;
    }
    throw new Failure({ kind: 'lockBusy' });
  }

  async #inTurn(id: string): Promise<Holding> {
    const { vault, api, clock } = this.#ports;
    const unsaved = this.#unsavedFor(await vault.holdingOf(id));
    if (unsaved !== undefined) return this.#keep(id, unsaved);
    // Changes nothing: a vault that takes no writes now says so here, before the renewal is used up.
    await vault.update(id, (entry) => entry);
    const holding = await vault.holdingOf(id);
    const { session, host } = holding.entry;
    const due = judgeRenewal(holding.entry, clock.now()) === 'due';
    if (!due || session === undefined || holding.renewal === undefined) return holding;
    const sent = holding.renewal;
    let granted: Granted;
    try {
      granted = await api.renew(hostOf(host), session.clientId, sent);
    } catch (error) {
      if (!Failure.is(error) || error.problem.kind !== 'renewalDead') throw error;
      return (await this.#adopted(id, sent)) ?? (await this.#noteLoss(id, sent));
    }
    return this.#keep(id, { granted, sent });
  }

  /** Who comes second takes what the first one stored. */
  async #adopted(id: string, sent: Secret): Promise<Holding | undefined> {
    for (let look = 0; look < looksForWinner; look++) {
      const holding = await this.#ports.vault.holdingOf(id);
      if (holding.renewal === undefined || !holding.renewal.equals(sent)) return holding;
      await this.#ports.pause(lookAfterMs);
    }
    return undefined;
  }

  async #noteLoss(id: string, sent: Secret): Promise<Holding> {
    const { vault, clock } = this.#ports;
    const holding = await vault.holdingOf(id);
    if (!holding.renewal?.equals(sent)) return holding;
    const entry = await vault.update(id, (latest) =>
      latest.session === undefined || latest.secretSince !== holding.entry.secretSince
        ? latest
        : { ...latest, session: { ...latest.session, lostAt: clock.now() } },
    );
    return { ...holding, entry };
  }

  async #keep(id: string, unsaved: Unsaved): Promise<Holding> {
    const { vault, clock, onTrouble } = this.#ports;
    const { granted } = unsaved;
    const { token, renewal } = granted;
    const change = (entry: Entry) => withGrant(entry, granted, clock.now());
    this.#unsaved.set(id, unsaved);
    try {
      await vault.renew(id, token, renewal, change);
      this.#unsaved.delete(id);
      return await vault.holdingOf(id);
    } catch (error) {
      // Forgotten meanwhile: then nobody wants it kept.
      if (Failure.is(error) && error.problem.kind === 'noSuchEntry') this.#unsaved.delete(id);
      onTrouble('storing a renewed token', error);
      const { entry } = await vault.holdingOf(id);
      return { entry: change(entry), secret: token, renewal };
    }
  }
}

/** The facts of a sign-in with its next token. */
export function withGrant(entry: Entry, granted: Granted, now: number): Entry {
  const { expiresAt, renewalExpiresAt } = granted;
  return {
    ...entry,
    kind: granted.tokenKind,
    expiry: expiresAt === undefined ? { kind: 'never' } : { kind: 'at', at: expiresAt },
    health: { kind: 'alive', at: now },
    ...(entry.session && {
      session: {
        clientId: entry.session.clientId,
        app: entry.session.app,
        ...(renewalExpiresAt !== undefined && { renewalExpiresAt }),
      },
    }),
  };
}

/** A minute early: a request takes its time, and clocks differ. */
function isOver({ expiry }: Entry, now: number): boolean {
  return expiry.kind === 'at' && expiry.at - minuteMs <= now;
}
