import type { Severity } from '../shared/finding.ts';
import type { VaultView } from '../vault/judgeStore.ts';

/** What is to be said of the store: the worst of it, with numbers where there are some. */
export type StoreHealth =
  | { readonly kind: 'storeEmpty' | 'readOnly' | 'memoryOnly' }
  | { readonly kind: 'lost' | 'unreadable' | 'older'; readonly count: number }
  /** Stored in this session: whether the store keeps them is seen after the next start. */
  | { readonly kind: 'notYetKept'; readonly count: number }
  | { readonly kind: 'keeps' | 'unused' };

/** Whether the store keeps what it is given, as far as it was seen to. */
export function judgeHealth(
  view: Pick<VaultView, 'entries' | 'lost' | 'unreadable' | 'mode' | 'keeping' | 'notKept' | 'older'>,
): StoreHealth {
  if (view.mode.kind !== 'open') return { kind: view.mode.kind };
  if (view.lost.length > 0) return { kind: 'lost', count: view.lost.length };
  if (view.unreadable.length > 0) return { kind: 'unreadable', count: view.unreadable.length };
  if (view.older.length > 0) return { kind: 'older', count: view.older.length };
  if (view.keeping === 'memoryOnly') return { kind: 'memoryOnly' };
  if (view.entries.length === 0) return { kind: 'unused' };
  return view.notKept.length > 0 ? { kind: 'notYetKept', count: view.notKept.length } : { kind: 'keeps' };
}

export const healthSeverity: Readonly<Record<StoreHealth['kind'], Severity | 'none'>> = Object.freeze({
  storeEmpty: 'error',
  readOnly: 'warning',
  lost: 'warning',
  unreadable: 'warning',
  older: 'warning',
  memoryOnly: 'warning',
  notYetKept: 'info',
  keeps: 'none',
  unused: 'none',
});
