import { type Clock, dayMs, minuteMs } from './clock.ts';

/** A clock that learns from servers how wrong it is. */
export interface ServerClock extends Clock {
  /** A server of this host just said that it is `at` (ms since the epoch). */
  heard(host: string, at: number): void;
}

/** Within this the clock is right: a header is whole seconds old, and an answer travels (ms). */
const rightMs = 2 * minuteMs;
/** A machine further off than this cannot speak TLS at all; whoever says so is not believed (ms). */
const believedMs = 366 * dayMs;
/**
 * A server that is not GitHub's own is somebody's machine, as ours is: until another host answers, it alone would have a
 * year to let every reminder of every token pass as said, or to hide an end (ms).
 */
const believedElsewhereMs = 2 * dayMs;
const ownHost = /(?:^|\.)(?:github|ghe)\.com$/;
const mostHosts = 20;

/**
 * The local time, corrected by what the servers that answer us say, so that an expiry is judged rightly by a machine
 * whose clock is wrong by a day (F12). In memory only. The host that is nearest to our clock counts: one server with a
 * wrong clock, or one that lies, moves nothing as long as another agrees with us.
 *
 * `steady` runs evenly whatever happens to the clock. When the clock is set back, what was learned moves along; when it
 * leaps ahead, the machine slept and nothing moves, unless the leap is just what was missing.
 */
export function createServerClock(local: Clock, steady: () => number): ServerClock {
  let offsets: ReadonlyMap<string, number> = new Map();
  let last = { local: local.now(), steady: steady() };

  /** The local time, after a look at whether the clock was set since the last one. */
  const look = (): number => {
    const now = { local: local.now(), steady: steady() };
    const leap = now.local - last.local - (now.steady - last.steady);
    last = now;
    if (offsets.size > 0 && wasSet(leap, nearest(offsets)))
      offsets = new Map([...offsets].map(([host, offset]) => [host, offset - leap]));
    return now.local;
  };
  return {
    now: () => {
      const now = look();
      const offset = nearest(offsets);
      return Math.abs(offset) < rightMs ? now : now + offset;
    },
    heard: (host, at) => {
      const offset = at - look();
      if (!(Math.abs(offset) <= (ownHost.test(host) ? believedMs : believedElsewhereMs))) return;
      const others = [...offsets].filter(([name]) => name !== host).slice(1 - mostHosts);
      offsets = new Map([...others, [host, offset]]);
    },
  };
}

function wasSet(leap: number, offset: number): boolean {
  return leap < -rightMs || (leap > rightMs && Math.abs(offset - leap) < rightMs);
}

function nearest(offsets: ReadonlyMap<string, number>): number {
  return [...offsets.values()].reduce(
    (best, one) => (Math.abs(one) < Math.abs(best) ? one : best),
    offsets.values().next().value ?? 0,
  );
}
