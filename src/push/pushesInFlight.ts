import { Failure } from '../shared/failure.ts';

export type BusyRepository =
  /** A push from this repository is running in this window. */
  | { readonly kind: 'pushRunning' }
  /** Another window is at it. */
  | { readonly kind: 'pushRunningElsewhere' }
  /** The place where windows see each other's pushes cannot be written. */
  | { readonly kind: 'turnsUnusable' };

/** Injected because other windows, which are other processes, must see it: files that all of them share. */
export interface RepositoryTurns {
  /** The same for every folder of one repository, linked worktrees included. Nothing is run to find it. */
  nameOf(folder: string): Promise<string>;
  /** Whether another window that lives holds the turn. Never throws: what cannot be looked at is not known to be held. */
  isHeld(name: string): Promise<boolean>;
  /** Does not wait: undefined when another window holds the turn. Rejects when it cannot be written down. */
  begin(name: string): Promise<RepositoryTurn | undefined>;
}

export interface RepositoryTurn {
  end(): Promise<void>;
}

/**
 * One mutation at a time in a repository, over all windows. Handed to everything that mutates by the wiring: two
 * at once would run the person's hook twice side by side, and each would record its own end of the branch.
 */
export class PushesInFlight {
  readonly #turns: RepositoryTurns;
  readonly #folders = new Set<string>();
  readonly #names = new Set<string>();

  constructor(turns: RepositoryTurns) {
    this.#turns = turns;
  }

  /**
   * Throws `Failure<BusyRepository>` while something runs in this repository, over all windows and worktrees: asked
   * before the person is asked anything. Takes nothing.
   */
  async refuseBusy(folder: string): Promise<void> {
    this.#refuseSecond(folder);
    const name = await this.#turns.nameOf(folder);
    if (this.#names.has(name)) throw new Failure<BusyRepository>({ kind: 'pushRunning' });
    if (await this.#turns.isHeld(name)) throw new Failure<BusyRepository>({ kind: 'pushRunningElsewhere' });
  }

  /** Throws `Failure<BusyRepository>`, at once, while this or another window is at it; then `work` is not begun. */
  async run<T>(folder: string, work: () => Promise<T>): Promise<T> {
    this.#refuseSecond(folder);
    this.#folders.add(folder);
    try {
      return await this.#runNamed(await this.#turns.nameOf(folder), work);
    } finally {
      this.#folders.delete(folder);
    }
  }

  #refuseSecond(folder: string): void {
    if (this.#folders.has(folder)) throw new Failure<BusyRepository>({ kind: 'pushRunning' });
  }

  async #runNamed<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.#names.has(name)) throw new Failure<BusyRepository>({ kind: 'pushRunning' });
    this.#names.add(name);
    try {
      const turn = await this.#begin(name);
      try {
        return await work();
      } finally {
        // A turn that cannot be given back is taken over once this window is gone or silent.
        await turn.end().catch(() => undefined);
      }
    } finally {
      this.#names.delete(name);
    }
  }

  /** Unable to tell the others is a refusal: going on unseen is what the turn is there to prevent. */
  async #begin(name: string): Promise<RepositoryTurn> {
    const turn = await this.#turns.begin(name).catch(() => {
      throw new Failure<BusyRepository>({ kind: 'turnsUnusable' });
    });
    if (turn === undefined) throw new Failure<BusyRepository>({ kind: 'pushRunningElsewhere' });
    return turn;
  }
}
