import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Problem } from '../shared/failure.ts';
import type { RotationVault, RotationWork, TokenInspector } from './ports.ts';
import { type OldToken, problemOf, proveOld } from './proveOld.ts';
import type { RotationsInFlight } from './rotationsInFlight.ts';

export interface FinishPorts {
  readonly vault: Pick<RotationVault, 'entryOf' | 'previousSecretOf' | 'dropPrevious'>;
  readonly inspector: TokenInspector;
  readonly inFlight: RotationsInFlight;
  readonly work: RotationWork;
}

/** `prove`: ask GitHub once whether the old one is dead by now. `stopKeeping`: the person lets it go, alive or not. */
export type FinishChoice = 'prove' | 'stopKeeping';

export type FinishResult =
  | { readonly kind: 'nothingKept' }
  | { readonly kind: 'alreadyRotating' }
  | { readonly kind: 'checked'; readonly old: OldToken }
  /** Our copy is gone. Whether the token lives at GitHub was not asked. */
  | { readonly kind: 'stoppedKeeping' }
  | { readonly kind: 'notDropped'; readonly cause: Problem };

/** Ends the time in which a replaced token is kept. Throws when the store cannot be read. */
export async function finishRotation(
  entryId: string,
  choice: FinishChoice,
  ports: FinishPorts,
): Promise<FinishResult> {
  const result = await ports.inFlight.run(entryId, () =>
    ports.work((signal) => finish(entryId, choice, ports, signal)),
  );
  return result ?? { kind: 'alreadyRotating' };
}

async function finish(
  entryId: string,
  choice: FinishChoice,
  ports: FinishPorts,
  signal: CancelSignal,
): Promise<FinishResult> {
  const entry = await ports.vault.entryOf(entryId);
  if (entry.previous === undefined) return { kind: 'nothingKept' };
  if (choice === 'prove') {
    const secret = await ports.vault.previousSecretOf(entryId);
    // Asking needs the kind for installation tokens only, and those are never rotated.
    const old = { ...entry, kind: entry.previous.kind ?? 'unknown', secret };
    return { kind: 'checked', old: await proveOld(old, ports.vault, ports.inspector, signal) };
  }
  try {
    await ports.vault.dropPrevious(entryId);
    return { kind: 'stoppedKeeping' };
  } catch (error) {
    return { kind: 'notDropped', cause: problemOf(error) };
  }
}
