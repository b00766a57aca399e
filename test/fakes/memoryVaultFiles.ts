import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../src/shared/failure.ts';
import type { Secret } from '../../src/shared/secret.ts';
import type { Marker } from '../../src/vault/marker.ts';
import type { MarkerListing, Turn, VaultFiles } from '../../src/vault/ports.ts';

/** The folder all windows share. */
export interface MemoryFolder {
  turn: number;
  holder: MemoryVaultFiles | undefined;
  readonly markers: Map<string, Marker>;
}

export function memoryFolder(): MemoryFolder {
  return { turn: 0, holder: undefined, markers: new Map() };
}

/** One window's hands on the shared folder. A dead window's turn can be taken over. */
export class MemoryVaultFiles implements VaultFiles {
  readonly #folder: MemoryFolder;
  alive = true;

  constructor(folder: MemoryFolder) {
    this.#folder = folder;
  }

  async list(): Promise<MarkerListing> {
    return { turn: this.#folder.turn, markers: [...this.#folder.markers.values()] };
  }

  async begin(): Promise<Turn> {
    const folder = this.#folder;
    for (let tries = 0; folder.holder?.alive; tries++) {
      if (tries > 10_000) throw new Failure({ kind: 'lockBusy' });
      await nextTurn();
    }
    folder.holder = this;
    const number = ++folder.turn;
    const stillOurs = () => folder.holder === this && folder.turn === number;
    return {
      number,
      stillOurs: async () => stillOurs(),
      end: async () => {
        if (stillOurs()) folder.holder = undefined;
      },
    };
  }

  async write(marker: Marker): Promise<void> {
    this.#folder.markers.set(marker.id, structuredClone(marker));
  }

  async remove(id: string): Promise<void> {
    this.#folder.markers.delete(id);
  }

  /** Weak, but equal for equal values, which is all the vault relies on. */
  async fingerprint(secret: Secret): Promise<string> {
    let sum = 7;
    for (const char of secret.reveal()) sum = (sum * 31 + char.charCodeAt(0)) % 2 ** 40;
    return `sum-${sum}`;
  }
}
