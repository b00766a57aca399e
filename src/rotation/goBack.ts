import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import { applyInspection, judgeLogin } from '../tokens/applyInspection.ts';
import type { Entry, PreviousToken } from '../tokens/entry.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { KeptVault, TokenInspector } from './ports.ts';
import { dropEnded, type OldToken, problemOf } from './proveOld.ts';

export type GoneBack =
  | { readonly kind: 'wentBack'; readonly entry: Entry }
  /** Whether the old one lives could not be asked, or the store did not take it: the new one stays in use. */
  | { readonly kind: 'stayed'; readonly cause: Problem }
  /** It answers for another account than the entry's. */
  | { readonly kind: 'stayedOtherLogin'; readonly was: string; readonly now: string }
  /** It is to be revoked: what is to be ended is not put to use again. */
  | { readonly kind: 'stayedRevoking' }
  /** There is nothing to go back to: it is dead. */
  | { readonly kind: 'checked'; readonly old: OldToken };

/**
 * Uses the old token again, after one call proved that it lives and is the same account's. The newer one takes its place
 * aside, so a working token is never just dropped; what is known of permissions is as it was declared for the old one.
 */
export async function goBack(
  entry: Entry,
  previous: PreviousToken,
  { vault, inspector }: { readonly vault: KeptVault; readonly inspector: TokenInspector },
  signal: CancelSignal,
): Promise<GoneBack> {
  if (previous.revocation !== undefined) return { kind: 'stayedRevoking' };
  const kind = previous.kind ?? 'unknown';
  const secret = await vault.previousSecretOf(entry.id);
  let seen: Inspection;
  try {
    seen = await inspector.inspect(entry.host, secret, kind, signal);
  } catch (error) {
    return { kind: 'stayed', cause: problemOf(error) };
  }
  if (seen.kind === 'dead') return { kind: 'checked', old: await dropEnded(entry.id, vault) };
  const login = judgeLogin(entry, seen);
  if (login.kind === 'changed') return { kind: 'stayedOtherLogin', was: login.was, now: login.now };
  const facts = (latest: Entry): Entry => {
    // What was asked about must be what is put to use: another window may have ended it and rotated again.
    if (latest.previous?.replacedAt !== previous.replacedAt) throw new Failure({ kind: 'changedMeanwhile' });
    return applyInspection(asBefore(latest, previous, kind), seen);
  };
  try {
    return { kind: 'wentBack', entry: await vault.restorePrevious(entry.id, facts) };
  } catch (error) {
    return readBack(entry, previous, problemOf(error), vault);
  }
}

/** A store may throw after it wrote, so the truth is read back. */
async function readBack(
  { id }: Entry,
  previous: PreviousToken,
  cause: Problem,
  vault: KeptVault,
): Promise<GoneBack> {
  const latest = await vault.entryOf(id).catch(() => undefined);
  const isBack =
    latest?.secretSince === previous.since && latest.previous?.replacedAt !== previous.replacedAt;
  return isBack ? { kind: 'wentBack', entry: latest } : { kind: 'stayed', cause };
}

/** What was seen and refused with the newer token says nothing about the older one. */
function asBefore(entry: Entry, previous: PreviousToken, kind: Entry['kind']): Entry {
  return {
    ...entry,
    kind,
    expiry: previous.expiry ?? { kind: 'notSeen' },
    declared: previous.declared,
    scopes: { kind: 'notSeen' },
    sso: { kind: 'notSeen' },
    observed: [],
  };
}
