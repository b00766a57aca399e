import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Entry, PreviousToken } from '../tokens/entry.ts';
import { type GoneBack, goBack } from './goBack.ts';
import { mayKeepUntil } from './keepUntil.ts';
import type { KeptVault, RotationWork, TokenInspector } from './ports.ts';
import { type OldToken, problemOf, proveOld } from './proveOld.ts';
import type { BusyEntry, RotationsInFlight } from './rotationsInFlight.ts';

export interface FinishPorts {
  readonly vault: KeptVault;
  readonly inspector: TokenInspector;
  readonly inFlight: RotationsInFlight;
  readonly work: RotationWork;
  readonly clock: { now(): number };
}

/** What a person may do with the replaced token, beside revoking it (`revokeTokens.ts`). */
export type FinishChoice = FinishWay & {
  /**
   * Of which old token, by when it was replaced: a list may stand open while another window ends that one and rotates
   * again. Absent: of whichever is kept.
   */
  readonly replacedAt?: number | undefined;
};

type FinishWay =
  /** Ask GitHub once whether it is dead by now. */
  | { readonly kind: 'prove' }
  /** Keep it alive on purpose, with a reminder on that day (ms). */
  | { readonly kind: 'keepUntil'; readonly at: number }
  /** Use it again, if it lives; the newer one is then the one to be ended. */
  | { readonly kind: 'goBack' }
  /** Let it go, alive or not: the one choice that proves nothing, and says so. */
  | { readonly kind: 'stopKeeping' };

export type FinishResult =
  | { readonly kind: 'nothingKept' }
  | BusyEntry
  | { readonly kind: 'checked'; readonly old: OldToken }
  | { readonly kind: 'keptUntil'; readonly at: number }
  /** The day is over or beyond its own end by now: nothing changed. */
  | { readonly kind: 'dateOver' }
  | GoneBack
  /** Our copy is gone. Whether the token lives at GitHub was not asked. */
  | { readonly kind: 'stoppedKeeping' }
  | { readonly kind: 'notDropped'; readonly cause: Problem };

/** Ends the time in which a replaced token is kept, or sets its end. Throws when the store cannot be read. */
export async function finishRotation(
  entryId: string,
  choice: FinishChoice,
  ports: FinishPorts,
): Promise<FinishResult> {
  return ports.inFlight.run(
    entryId,
    () => ports.work((signal) => finish(entryId, choice, ports, signal)),
    (busy): FinishResult => busy,
  );
}

async function finish(
  entryId: string,
  choice: FinishChoice,
  ports: FinishPorts,
  signal: CancelSignal,
): Promise<FinishResult> {
  const entry = await ports.vault.entryOf(entryId);
  const { previous } = entry;
  if (previous === undefined) return { kind: 'nothingKept' };
  if (choice.replacedAt !== undefined && choice.replacedAt !== previous.replacedAt) {
    return { kind: 'notDropped', cause: { kind: 'changedMeanwhile' } };
  }
  switch (choice.kind) {
    case 'prove': {
      const secret = await ports.vault.previousSecretOf(entryId);
      // Asking needs the kind for installation tokens only, and those are never rotated.
      const old = { ...entry, kind: previous.kind ?? 'unknown', secret };
      return { kind: 'checked', old: await proveOld(old, ports.vault, ports.inspector, signal) };
    }
    case 'keepUntil':
      return keepUntil(entry, previous, choice.at, ports);
    case 'goBack':
      return goBack(entry, previous, ports, signal);
    case 'stopKeeping':
      return attempt(() => ports.vault.dropPrevious(entryId), { kind: 'stoppedKeeping' });
  }
}

/** A wish to revoke it is withdrawn by that: one of the two is what the person wants. */
async function keepUntil(
  { id }: Entry,
  previous: PreviousToken,
  at: number,
  { vault, clock }: FinishPorts,
): Promise<FinishResult> {
  if (!mayKeepUntil(at, previous, clock.now())) return { kind: 'dateOver' };
  const change = ({ revocation: _, ...kept }: PreviousToken): PreviousToken => {
    if (kept.replacedAt !== previous.replacedAt) throw new Failure({ kind: 'changedMeanwhile' });
    return { ...kept, keepUntil: at };
  };
  return attempt(() => vault.updatePrevious(id, change), { kind: 'keptUntil', at });
}

async function attempt(act: () => Promise<unknown>, done: FinishResult): Promise<FinishResult> {
  try {
    await act();
    return done;
  } catch (error) {
    return { kind: 'notDropped', cause: problemOf(error) };
  }
}
