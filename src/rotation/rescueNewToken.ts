import type { Secret } from '../shared/secret.ts';
import { problemOf } from './proveOld.ts';
import type { NewNotStored, RotationResult } from './rotationResult.ts';

/** Why the new token is still not stored, and what the person did about it so far. */
export interface RescueOffer {
  readonly unsaved: NewNotStored;
  /** What came of *Store Again*; undefined at first. */
  readonly lastTry: RotationResult | undefined;
  /** It is in the clipboard. */
  readonly copied: boolean;
  /** The offer was closed once without a copy: closing it again lets the token go. */
  readonly closedOnce: boolean;
}

export type RescueChoice = 'storeAgain' | 'copy' | 'close';

/** Injected because a person answers and the clipboard is the machine's. */
export interface RescuePorts {
  offer(offer: RescueOffer): Promise<RescueChoice>;
  storeAgain(unsaved: NewNotStored): Promise<RotationResult>;
  copy(secret: Secret): Promise<void>;
}

export type Rescue =
  | { readonly kind: 'settled'; readonly result: RotationResult; readonly copied: boolean }
  | { readonly kind: 'letGo'; readonly copied: boolean };

/**
 * A proved token that no store took exists in this memory only (F10). It is offered until it is stored, copied, or let
 * go twice in a row: one slip of the hand must not lose it. Never throws.
 */
export async function rescueNewToken(first: NewNotStored, ports: RescuePorts): Promise<Rescue> {
  let offer: RescueOffer = { unsaved: first, lastTry: undefined, copied: false, closedOnce: false };
  for (;;) {
    switch (await ports.offer(offer)) {
      case 'close':
        if (offer.copied || offer.closedOnce) return { kind: 'letGo', copied: offer.copied };
        offer = { ...offer, closedOnce: true };
        break;
      case 'copy':
        offer = { ...offer, copied: await isCopied(offer, ports), closedOnce: false };
        break;
      case 'storeAgain': {
        const lastTry = await tryAgain(offer.unsaved, ports);
        if (isSettled(lastTry)) return { kind: 'settled', result: lastTry, copied: offer.copied };
        const unsaved = lastTry.kind === 'newNotStored' ? lastTry : offer.unsaved;
        offer = { ...offer, unsaved, lastTry, closedOnce: false };
      }
    }
  }
}

async function isCopied(offer: RescueOffer, ports: RescuePorts): Promise<boolean> {
  try {
    await ports.copy(offer.unsaved.replacement.newSecret);
    return true;
  } catch {
    return offer.copied;
  }
}

async function tryAgain(unsaved: NewNotStored, ports: RescuePorts): Promise<RotationResult> {
  try {
    return await ports.storeAgain(unsaved);
  } catch (error) {
    return { kind: 'notProved', cause: problemOf(error) };
  }
}

/** Whether there is nothing left to lose: it is stored, unwanted or dead. */
function isSettled(result: RotationResult): boolean {
  if (result.kind === 'refused') return result.problem.kind === 'dead' || result.problem.kind === 'sameToken';
  return result.kind === 'rotated' || result.kind === 'keptOld';
}
