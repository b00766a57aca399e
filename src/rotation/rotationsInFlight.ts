/**
 * Which entries are being rotated in this window. Handed to every rotation by the wiring: two at once would each
 * take the other's new token for the old one and could drop it.
 */
export class RotationsInFlight {
  readonly #running = new Set<string>();

  /** Runs `work` unless one is running for this entry; then answers undefined. */
  async run<T>(entryId: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#running.has(entryId)) return undefined;
    this.#running.add(entryId);
    try {
      return await work();
    } finally {
      this.#running.delete(entryId);
    }
  }
}
