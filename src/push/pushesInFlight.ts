import { Failure } from '../shared/failure.ts';

export interface PushRunning {
  readonly kind: 'pushRunning';
}

/**
 * From which folders a push is running in this window. Handed to every push by the wiring: two at once would run the
 * person's hook twice side by side, and each would record its own end of the branch.
 */
export class PushesInFlight {
  readonly #running = new Set<string>();

  /** Throws `Failure<PushRunning>` while one is running: asked before the person is asked anything. */
  refuseSecond(folder: string): void {
    if (this.#running.has(folder)) throw new Failure<PushRunning>({ kind: 'pushRunning' });
  }

  /** Throws `Failure<PushRunning>` while one is running. */
  async run<T>(folder: string, work: () => Promise<T>): Promise<T> {
    this.refuseSecond(folder);
    this.#running.add(folder);
    try {
      return await work();
    } finally {
      this.#running.delete(folder);
    }
  }
}
