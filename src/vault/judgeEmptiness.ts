import type { LostEntry, VaultView } from './judgeStore.ts';

/** Why there is no token to choose from. */
export type Emptiness =
  /** Nothing was ever stored, or everything was forgotten. */
  | { readonly kind: 'noToken' }
  /** Entries are expected and the store answers none: the keyring is locked, new or reset. */
  | { readonly kind: 'storeEmpty' }
  /** This window's copy of the store is old: another window may have stored some. */
  | { readonly kind: 'readOnly'; readonly why: 'stale' }
  | { readonly kind: 'lost'; readonly lost: readonly LostEntry[] }
  | { readonly kind: 'unreadable'; readonly count: number };

/** Undefined when there is a token. Lost must never be called "none yet": the person would look for it in vain (F02). */
export function judgeEmptiness({ entries, lost, unreadable, mode }: VaultView): Emptiness | undefined {
  if (entries.length > 0) return undefined;
  if (mode.kind !== 'open') return mode;
  if (lost.length > 0) return { kind: 'lost', lost };
  return unreadable.length > 0 ? { kind: 'unreadable', count: unreadable.length } : { kind: 'noToken' };
}
