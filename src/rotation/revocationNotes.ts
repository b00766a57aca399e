import { Failure, type Problem } from '../shared/failure.ts';
import { applyInspection } from '../tokens/applyInspection.ts';
import type { Entry, PreviousToken, Revocation } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import { dropEnded } from './proveOld.ts';
import type { RevokeTarget, RevokeVault } from './revokePorts.ts';

/** The kind of the token meant. */
export function kindOfTarget({ entry, which }: RevokeTarget): Entry['kind'] {
  return which === 'present' ? entry.kind : (entry.previous?.kind ?? 'unknown');
}

/** The wish to end it, as the person saw it. */
export function wishOf({ entry, which }: RevokeTarget): Revocation | undefined {
  return which === 'present' ? entry.revocation : entry.previous?.revocation;
}

/** Whether the entry still has the token that was meant. */
export function isSameToken(latest: Entry, { entry, which }: RevokeTarget): boolean {
  return which === 'present'
    ? latest.secretSince === entry.secretSince
    : latest.previous !== undefined && latest.previous.replacedAt === entry.previous?.replacedAt;
}

/**
 * Whether no wish to end this token is stored, though the token is: the person withdrew it since, or the store never took
 * it. A message that offers to try again may be older than that.
 */
export function isWithdrawn(target: RevokeTarget, entries: readonly Entry[]): boolean {
  const entry = entries.find(({ id }) => id === target.entry.id);
  return entry !== undefined && isSameToken(entry, target) && wishOf({ ...target, entry }) === undefined;
}

/**
 * Writes what is known of the wish beside the very token it is about; `undefined` withdraws it. Throws
 * `changedMeanwhile` when another token is there by now, else what the store throws.
 */
export async function noteRevocation(
  target: RevokeTarget,
  change: (known: Revocation | undefined) => Revocation | undefined,
  vault: RevokeVault,
): Promise<void> {
  const { entry, which } = target;
  const noted = <T extends Entry | PreviousToken>({ revocation, ...rest }: T) => {
    const next = change(revocation);
    return next === undefined ? rest : { ...rest, revocation: next };
  };
  if (which === 'present') {
    await vault.update(entry.id, (latest) => {
      insist(isSameToken(latest, target));
      return noted(latest) as Entry;
    });
    return;
  }
  await vault.updatePrevious(entry.id, (kept) => {
    insist(kept.replacedAt === entry.previous?.replacedAt);
    // Kept on purpose and to be ended is a contradiction: the last word counts.
    const { keepUntil: _, ...rest } = noted(kept) as PreviousToken;
    return rest;
  });
}

/** It was shown dead: the present one stays listed as what it was, the old one is forgotten. True when that is stored. */
export async function noteDead(target: RevokeTarget, at: number, vault: RevokeVault): Promise<boolean> {
  const { entry, which } = target;
  if (which === 'previous') {
    const ended = await dropEnded(entry.id, vault);
    return ended.kind === 'ended' && !ended.stillKept;
  }
  try {
    await vault.update(entry.id, (latest) => {
      insist(isSameToken(latest, target));
      const { revocation: _, ...rest } = latest;
      return applyInspection(rest, { kind: 'dead', at });
    });
    return true;
  } catch {
    return false;
  }
}

/** The person does not want it ended any more. What GitHub took already cannot be taken back. */
export function withdrawRevocation(target: RevokeTarget, vault: RevokeVault): Promise<void> {
  return noteRevocation(target, () => undefined, vault);
}

/** Whether its end can be seen: a token that opens nothing is refused either way. */
export function canBeSeenDead(target: RevokeTarget): boolean {
  return kinds[kindOfTarget(target)].authenticates;
}

function insist(same: boolean): void {
  if (!same) throw new Failure<Problem>({ kind: 'changedMeanwhile' });
}
