import type { Failure } from '../shared/failure.ts';

/** Why a name was not accepted. */
export type NameFault = 'empty' | 'tooLong' | 'controlCharacters' | 'looksLikeToken';

/** Why a stored value was set aside. It is listed, and neither overwritten nor deleted. */
export type UnreadableWhy = 'empty' | 'tooBig' | 'notJson' | 'foreign' | 'newer' | 'invalid';

/** Everything the vault can refuse, one cause each. In every case what was usable before is still usable. */
export type VaultProblem =
  /** An entry of this name exists; adding points to rotation. */
  | { readonly kind: 'nameTaken'; readonly name: string; readonly id: string }
  | { readonly kind: 'nameInvalid'; readonly why: NameFault }
  /** SecretStorage rejected the call: no keyring, locked, or gone (F01). */
  | { readonly kind: 'storeRefused'; readonly step: 'read' | 'write' | 'delete' }
  /** The same, for a value that is longer than what every system's keyring takes (F09). */
  | { readonly kind: 'storeRefusedLong'; readonly characters: number }
  /** The store said yes and then answered something else. The old value was put back. */
  | { readonly kind: 'readBackDiffers' }
  /** Another window wrote and this window's copy of the store did not follow: reload it. */
  | { readonly kind: 'readOnly'; readonly why: 'stale' }
  /** Entries are expected and the store answers none: the person chooses first. */
  | { readonly kind: 'storeEmpty' }
  /** Another window is writing and does not finish. */
  | { readonly kind: 'lockBusy' }
  /** The lock was taken over before anything was stored, for example after a long sleep. */
  | { readonly kind: 'lockLost' }
  | { readonly kind: 'noSuchEntry'; readonly id: string }
  /** The store no longer has the secret of an entry that was there. */
  | { readonly kind: 'entryLost'; readonly id: string }
  | { readonly kind: 'entryUnreadable'; readonly id: string; readonly why: UnreadableWhy }
  | { readonly kind: 'noPrevious'; readonly id: string }
  /** An older token is still kept aside: prove it dead or stop keeping it first, or its value would be lost. */
  | { readonly kind: 'previousKept'; readonly id: string; readonly name: string }
  /** The facts of one entry outgrew what is read back. */
  | { readonly kind: 'recordTooBig' }
  | { readonly kind: 'markersUnreadable' }
  /** The extension's storage folder cannot be written. `full`: no space left. */
  | { readonly kind: 'markerWriteFailed'; readonly full: boolean };

export type VaultFailure = Failure<VaultProblem>;
