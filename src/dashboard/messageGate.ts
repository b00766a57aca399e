/** More than a person does in a second, and far less than would slow anything down. */
const mostInOneSecond = 20;
const secondMs = 1000;

export interface MessageGate {
  /** Whether one that comes now (ms, by any clock) is let in. */
  lets(now: number): boolean;
  /** How many were turned away. */
  readonly dropped: number;
}

/** Lets in so many messages in one second. What comes beyond that is dropped unread: a flood costs a comparison each (D04). */
export function messageGate(most = mostInOneSecond): MessageGate {
  let began = Number.NEGATIVE_INFINITY;
  let count = 0;
  let dropped = 0;
  return {
    lets(now) {
      // A clock that was set back begins a second too.
      if (now - began >= secondMs || now < began) [began, count] = [now, 0];
      count += 1;
      if (count <= most) return true;
      dropped += 1;
      return false;
    },
    get dropped() {
      return dropped;
    },
  };
}
