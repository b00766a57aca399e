import { once } from '../shared/once.ts';

/** Why nothing of a rotation begins now. */
export type BusyEntry =
  /** A rotation of this entry is running in this window. */
  | { readonly kind: 'alreadyRotating' }
  /** Another window that lives is at it. */
  | { readonly kind: 'rotatingElsewhere' }
  /** The place where windows see each other's rotations cannot be written. */
  | { readonly kind: 'rotationUnseen' };

/** `step`: GitHub or the store is asked. `prompt`: a person makes the new token and is asked for it. */
export type RotationPart = 'step' | 'prompt';

export interface RotationTurn {
  end(): Promise<void>;
}

/** A person is at a rotation in this window. */
export interface Attending {
  readonly kind: 'attending';
  end(): Promise<void>;
}

/** Injected because other windows, which are other processes, must see it: files that all of them share. */
export interface RotationTurns {
  /** Does not wait: undefined when another window that lives holds the turn. Rejects when it cannot be written down. */
  begin(entryId: string, part: RotationPart): Promise<RotationTurn | undefined>;
  /** Whether another window that lives holds the turn. Takes nothing and never throws. */
  isHeld(entryId: string, part: RotationPart): Promise<boolean>;
}

/**
 * One rotation of an entry at a time, over all windows. Handed to every rotation by the wiring: two at once would each
 * take the other's new token for the old one and could drop it. A window that died holds nothing.
 */
export class RotationsInFlight {
  readonly #turns: RotationTurns;
  readonly #running = new Set<string>();
  /** Prompts of this window: VS Code shows one at a time, so a second one of an entry takes the place of the first. */
  readonly #prompts = new Map<string, { open: number; readonly turn: Promise<RotationTurn | undefined> }>();

  constructor(turns: RotationTurns) {
    this.#turns = turns;
  }

  /** Runs `work` unless this or another window is at it; then answers undefined, or what `busy` makes of it. */
  run<T>(entryId: string, work: () => Promise<T>): Promise<T | undefined>;
  run<T, B>(entryId: string, work: () => Promise<T>, busy: (problem: BusyEntry) => B): Promise<T | B>;
  async run<T, B>(
    entryId: string,
    work: () => Promise<T>,
    busy: (problem: BusyEntry) => B | undefined = () => undefined,
  ): Promise<T | B | undefined> {
    if (this.#running.has(entryId)) return busy({ kind: 'alreadyRotating' });
    this.#running.add(entryId);
    try {
      const turn = await this.#turns.begin(entryId, 'step').catch(() => 'unseen' as const);
      // Unable to tell the others is a refusal: going on unseen is what the turn is there to prevent.
      if (turn === 'unseen') return busy({ kind: 'rotationUnseen' });
      if (turn === undefined) return busy({ kind: 'rotatingElsewhere' });
      try {
        return await work();
      } finally {
        await ended(turn);
      }
    } finally {
      this.#running.delete(entryId);
    }
  }

  /**
   * From here on a person makes a new token for the entry, so that no second one is made in another window meanwhile.
   * Must be ended; ending it twice is harmless.
   */
  async attend(entryId: string): Promise<Attending | BusyEntry> {
    const prompts = this.#prompts.get(entryId) ?? { open: 0, turn: this.#turns.begin(entryId, 'prompt') };
    this.#prompts.set(entryId, prompts);
    prompts.open += 1;
    const end = once(async () => {
      prompts.open -= 1;
      if (prompts.open > 0) return;
      this.#prompts.delete(entryId);
      await prompts.turn.then(ended, () => undefined);
    });
    const turn = await prompts.turn.catch(() => 'unseen' as const);
    if (turn !== 'unseen' && turn !== undefined) return { kind: 'attending', end };
    await end();
    return turn === undefined ? { kind: 'rotatingElsewhere' } : { kind: 'rotationUnseen' };
  }

  /** Whether a person is at a rotation of this entry, here or in another window that lives. */
  async isAttended(entryId: string): Promise<boolean> {
    return this.#prompts.has(entryId) || (await this.#turns.isHeld(entryId, 'prompt'));
  }
}

/** A turn that cannot be given back is taken over once this window is gone or silent. */
async function ended(turn: RotationTurn | undefined): Promise<void> {
  await turn?.end().catch(() => undefined);
}
