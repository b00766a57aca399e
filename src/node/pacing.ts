import { setTimeout as pause } from 'node:timers/promises';

export interface Pace {
  /** How many may run at once. Without it, any number. */
  readonly maxConcurrent?: number;
  /** Milliseconds from one beginning to the next. */
  readonly minTime?: number;
}

type Job = (...values: readonly unknown[]) => unknown;

/** A queue of requests: each begins in its turn, so many run at once, so long lies between two beginnings. */
export class Lane {
  readonly #pace: Pace;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #next = 0;

  constructor(pace: Pace = {}) {
    this.#pace = pace;
  }

  /** Runs a job in its turn: a function and its values; what may stand before it is for lanes with priorities. */
  async schedule(...given: readonly unknown[]): Promise<unknown> {
    const [job, ...values] = typeof given[0] === 'function' ? given : given.slice(1);
    const { maxConcurrent = Number.POSITIVE_INFINITY, minTime = 0 } = this.#pace;
    // Who ends hands its place to who waits longest.
    if (this.#running >= maxConcurrent) await new Promise<void>((begin) => this.#waiting.push(begin));
    else this.#running++;
    try {
      const now = performance.now();
      const start = Math.max(this.#next, now);
      this.#next = start + minTime;
      if (start > now) await pause(start - now);
      return await (job as Job)(...values);
    } finally {
      const begin = this.#waiting.shift();
      if (begin === undefined) this.#running--;
      else begin();
    }
  }

  /** Would be told of failures, to repeat what failed. Nothing is repeated here. */
  on(): void {}
}

/** One lane for each key. They stay, as there are few: a key is a window and a host. */
class Lanes {
  readonly #pace: Pace;
  readonly #lanes = new Map<string, Lane>();

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  key(key: string): Lane {
    const lane = this.#lanes.get(key) ?? new Lane(this.#pace);
    this.#lanes.set(key, lane);
    return lane;
  }
}

/** Would ask whether to sleep for a limit and repeat. A limit is an answer to show. */
class NoRepeats {
  constructor(handlers: { on?: () => void }) {
    handlers.on = () => undefined;
  }

  trigger(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/**
 * All that Octokit's throttling plugin uses of Bottleneck, the library it would bring: that one can also share its
 * queues over Redis, and was half of all that is loaded to speak to GitHub.
 */
export const Pacing = Object.assign(Lane, { Group: Lanes, Events: NoRepeats });
