import type { RepositoryTurn, RepositoryTurns } from '../../src/push/pushesInFlight.ts';

/** What all windows share, in memory. A folder's repository is what stands before its `#`. */
export class MemoryTurns implements RepositoryTurns {
  readonly held = new Set<string>();
  /** Each call of `begin` meets this instead. */
  broken: Error | undefined;

  async nameOf(folder: string): Promise<string> {
    return folder.split('#')[0] ?? folder;
  }

  async isHeld(name: string): Promise<boolean> {
    return this.held.has(name);
  }

  async begin(name: string): Promise<RepositoryTurn | undefined> {
    if (this.broken !== undefined) throw this.broken;
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    return { end: async () => void this.held.delete(name) };
  }
}
