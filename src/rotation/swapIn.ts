import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Entry } from '../tokens/entry.ts';
import { withoutBegun } from './beginRotation.ts';
import type { RotationVault, TokenInspector } from './ports.ts';
import type { NotStoredProblem } from './problems.ts';
import { dropEnded, problemOf, proveOld } from './proveOld.ts';
import type { NewNotStored, Replacement, RotationResult } from './rotationResult.ts';

export interface SwappingPorts {
  readonly vault: RotationVault;
  readonly inspector: TokenInspector;
}

/**
 * Stores a proved token, then asks once about the old one. Does nothing once the signal is aborted: a person who
 * pressed Cancel must not find the token swapped. May be called again with the same replacement after a failure.
 */
export async function swapIn(
  replacement: Replacement,
  { vault, inspector }: SwappingPorts,
  signal: CancelSignal,
): Promise<RotationResult> {
  const { entry, oldSecret, differences } = replacement;
  const swapped = await swap(replacement, vault, signal);
  if (swapped.kind !== 'swapped') return swapped;
  const old =
    entry.health.kind === 'dead'
      ? // Already refused once; asking again would be the 401 that is never repeated.
        await dropEnded(entry.id, vault)
      : await proveOld({ ...entry, secret: oldSecret }, vault, inspector, signal);
  return { kind: 'rotated', entry: swapped.entry, differences, old };
}

/** A proved token the store does not have, for a reason that is not the store's. */
export function notStored(
  replacement: Replacement,
  problem: NotStoredProblem,
  oldStored: boolean,
): NewNotStored {
  return { kind: 'newNotStored', cause: problem, replacement, oldStored };
}

type Swap =
  | { readonly kind: 'swapped'; readonly entry: Entry }
  | Extract<RotationResult, { readonly kind: 'newNotStored' | 'keptOld' }>;

/** A store may throw after it wrote, so the truth is read back, not assumed. */
async function swap(replacement: Replacement, vault: RotationVault, signal: CancelSignal): Promise<Swap> {
  const { entry, oldSecret, newSecret, facts } = replacement;
  try {
    const present = await vault.secretOf(entry.id);
    // An earlier try was said to fail and did not.
    if (present.equals(newSecret)) return { kind: 'swapped', entry: await vault.entryOf(entry.id) };
    // The person may have taken minutes: what becomes "previous" must be the token that was judged.
    if (!present.equals(oldSecret)) return notStored(replacement, { kind: 'changedMeanwhile' }, false);
    if (signal.aborted) return { kind: 'keptOld', newKind: facts.kind, differences: replacement.differences };
    const change = (latest: Entry): Entry => ({ ...withoutBegun(theJudged(latest, entry)), ...facts });
    return { kind: 'swapped', entry: await vault.rotate(entry.id, newSecret, change) };
  } catch (error) {
    return readBack(replacement, problemOf(error), vault);
  }
}

/** Again inside the store's own turn, because another window may have written since the secret was compared. */
function theJudged(latest: Entry, judged: Entry): Entry {
  if (latest.secretSince === judged.secretSince) return latest;
  throw new Failure<NotStoredProblem>({ kind: 'changedMeanwhile' });
}

async function readBack(replacement: Replacement, cause: Problem, vault: RotationVault): Promise<Swap> {
  const { entry, oldSecret, newSecret } = replacement;
  const failed = { kind: 'newNotStored', cause, replacement } as const;
  try {
    const [stored, latest] = [await vault.secretOf(entry.id), await vault.entryOf(entry.id)];
    if (stored.equals(newSecret)) return { kind: 'swapped', entry: latest };
    return { ...failed, oldStored: stored.equals(oldSecret) };
  } catch {
    return { ...failed, oldStored: undefined };
  }
}
