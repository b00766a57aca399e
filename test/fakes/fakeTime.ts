import { setTimeout as pause } from 'node:timers/promises';

interface Waiting {
  readonly act: () => void;
  readonly every: number | undefined;
  at: number;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  dateNow: Date.now,
  now: performance.now,
};

/** Time that passes when a test says so. Counts each timer that goes off: what really wakes a sleeping processor. */
export class FakeTime {
  /** When a timer went off (ms since the epoch). */
  readonly wakes: number[] = [];
  readonly #waiting = new Map<object, Waiting>();
  #date: number;
  /** Runs evenly, and stands still while the machine sleeps, as the timers do. */
  #steady = 0;

  /** `start` in ms since the epoch. Takes the place of the process's own timers until `restore`. */
  constructor(start: number) {
    this.#date = start;
    const set = (every: boolean) => (act: () => void, ms: number) => {
      const handle = { unref: () => handle, ref: () => handle };
      this.#waiting.set(handle, { act, every: every ? ms : undefined, at: this.#steady + ms });
      return handle;
    };
    const clear = (handle: object | undefined) => void (handle && this.#waiting.delete(handle));
    Object.assign(globalThis, {
      setTimeout: set(false),
      setInterval: set(true),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.#date;
    performance.now = () => this.#steady;
  }

  get now(): number {
    return this.#date;
  }

  /** Lets time pass; what waits on files and promises gets its turn after each timer. */
  async pass(ms: number): Promise<void> {
    const end = this.#steady + ms;
    for (;;) {
      await pause(3);
      const next = [...this.#waiting].sort(([, a], [, b]) => a.at - b.at)[0];
      if (next === undefined || next[1].at > end) break;
      const [handle, { act, every, at }] = next;
      this.#advance(at - this.#steady);
      if (every === undefined) this.#waiting.delete(handle);
      else next[1].at = at + every;
      this.wakes.push(this.#date);
      act();
    }
    this.#advance(end - this.#steady);
  }

  /** Waits in real time, while the fake one stands still, until something slow has come true or long is over. */
  async until(isSo: () => boolean): Promise<void> {
    for (let tries = 500; tries > 0 && !isSo(); tries--) await pause(3);
  }

  /** The machine sleeps, or somebody sets the clock: the date changes, and no timer comes nearer. */
  leap(ms: number): void {
    this.#date += ms;
  }

  restore(): void {
    const { dateNow, now, ...timers } = real;
    Object.assign(globalThis, timers);
    Date.now = dateNow;
    performance.now = now;
  }

  #advance(ms: number): void {
    this.#steady += ms;
    this.#date += ms;
  }
}
