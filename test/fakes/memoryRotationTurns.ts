import type { RotationPart, RotationTurn, RotationTurns } from '../../src/rotation/rotationsInFlight.ts';

/** What all windows share, in memory. */
export class MemoryRotationTurns implements RotationTurns {
  readonly held = new Set<string>();
  /** Each call of `begin` meets this instead. */
  broken: Error | undefined;

  async isHeld(entryId: string, part: RotationPart): Promise<boolean> {
    return this.held.has(`${part} ${entryId}`);
  }

  async begin(entryId: string, part: RotationPart): Promise<RotationTurn | undefined> {
    if (this.broken !== undefined) throw this.broken;
    const name = `${part} ${entryId}`;
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    return { end: async () => void this.held.delete(name) };
  }
}
