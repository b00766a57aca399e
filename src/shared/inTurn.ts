/**
 * Takes one picture at a time. Calls that come while one is being taken share the one after it, as fresh as the most
 * demanding of them wants: so nobody gets a picture from before its call, and a hundred calls cost two pictures.
 */
export class InTurn<T> {
  readonly #take: (maxAgeMs: number) => Promise<T>;
  #running: Promise<T> | undefined;
  #next: Promise<T> | undefined;
  #wanted = Number.POSITIVE_INFINITY;

  /** `take` is told how old (ms) what it uses may be. */
  constructor(take: (maxAgeMs: number) => Promise<T>) {
    this.#take = take;
  }

  run(maxAgeMs: number): Promise<T> {
    if (this.#running === undefined && this.#next === undefined) return this.#start(maxAgeMs);
    this.#wanted = Math.min(this.#wanted, maxAgeMs);
    this.#next ??= this.#follow(this.#running);
    return this.#next;
  }

  async #follow(running: Promise<T> | undefined): Promise<T> {
    await running?.catch(() => undefined);
    const wanted = this.#wanted;
    this.#wanted = Number.POSITIVE_INFINITY;
    this.#next = undefined;
    return this.#start(wanted);
  }

  #start(maxAgeMs: number): Promise<T> {
    const running = this.#take(maxAgeMs).finally(() => {
      this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
}
