import type { Clock } from './clock.ts';

/** The last answer of something dear to ask, with its time: who can do with an older answer does not ask again. */
export class Remembered<T> {
  readonly #ask: () => Promise<T>;
  readonly #clock: Clock;
  #last: { readonly at: number; readonly value: T } | undefined;

  constructor(ask: () => Promise<T>, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** The last answer if it is younger than `maxAgeMs`, else a new one: 0 always asks, Infinity only the first time. */
  async get(maxAgeMs: number): Promise<T> {
    // As old as the question: what changed while the answer was on its way may not be in it.
    const at = this.#clock.now();
    if (this.#last && Math.abs(at - this.#last.at) < maxAgeMs) return this.#last.value;
    const value = await this.#ask();
    this.#last = { at, value };
    return value;
  }
}
