import type { CancelSignal } from '../github/apiAnswer.ts';
import type { ConfirmDifferences, RotationVault, RotationWork } from './ports.ts';
import { type NewToken, type ProvingPorts, proveNew, refused } from './proveNew.ts';
import type { TellProgress } from './proveOperations.ts';
import type { NewNotStored, Replacement, RotationResult } from './rotationResult.ts';
import type { BusyEntry, RotationsInFlight } from './rotationsInFlight.ts';
import { notStored, swapIn } from './swapIn.ts';

export interface RotationPorts extends ProvingPorts {
  readonly vault: RotationVault;
  readonly confirmDifferences: ConfirmDifferences;
  readonly inFlight: RotationsInFlight;
  readonly work: RotationWork;
}

/**
 * Replaces an entry's token: the new one is proved good, differences are agreed to, then one atomic swap that keeps
 * the old one, then the old one is proved dead or said to live. After a crash at any `await` the store holds a
 * usable token, because nothing is dropped before the end of the old one is proved. While the person is asked nothing
 * runs and nothing is held. Throws, with nothing changed, when the store cannot be read at the start.
 */
export async function rotateToken(
  entryId: string,
  pasted: NewToken,
  ports: RotationPorts,
): Promise<RotationResult> {
  const proveAndSwap = async (signal: CancelSignal, tell: TellProgress) => {
    const proof = await proveNew(entryId, pasted, ports, signal, tell);
    // With nothing to ask, one progress covers it all.
    if (proof.kind !== 'proved' || mustAsk(proof.replacement)) return proof;
    return swapIn(proof.replacement, ports, signal);
  };
  const first = await alone(entryId, ports, proveAndSwap, refused);
  if (first.kind !== 'proved') return first;
  const { replacement } = first;
  if (!(await ports.confirmDifferences(replacement.differences))) {
    const { facts, differences } = replacement;
    return { kind: 'keptOld', newKind: facts.kind, differences };
  }
  return storeReplacement(replacement, ports);
}

/** Swaps a token in that was proved and agreed to; also again, when the store did not take it. */
export async function storeReplacement(
  replacement: Replacement,
  ports: RotationPorts,
): Promise<RotationResult> {
  // Not a refusal: the new token is good, and a refusal would let it go.
  const busy = (problem: BusyEntry) => notStored(replacement, problem, true);
  return alone(replacement.entry.id, ports, (signal) => swapIn(replacement, ports, signal), busy);
}

/**
 * Another try with a token that is not stored, without a new paste. Where the entry's token was replaced meanwhile, the
 * new one is judged anew against the one that is there now.
 */
export function storeAgain(
  unsaved: NewNotStored,
  pasted: NewToken,
  ports: RotationPorts,
): Promise<RotationResult> {
  return unsaved.cause.kind === 'changedMeanwhile'
    ? rotateToken(unsaved.replacement.entry.id, pasted, ports)
    : storeReplacement(unsaved.replacement, ports);
}

function mustAsk({ differences }: Replacement): boolean {
  return differences.some((one) => one.notable);
}

function alone<T, B>(
  entryId: string,
  { inFlight, work }: RotationPorts,
  step: (signal: CancelSignal, tell: TellProgress) => Promise<T>,
  busy: (problem: BusyEntry) => B,
): Promise<T | B> {
  return inFlight.run(entryId, () => work(step), busy);
}
