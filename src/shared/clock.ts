/** Injected so that thresholds, snoozes and locks can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
