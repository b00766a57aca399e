import type { LostEntry, VaultView } from './judgeStore.ts';

/** What was told before, by a key of its own for each thing. */
export interface ToldOfStore {
  /** Ids of entries. */
  readonly lost: readonly string[];
  readonly memoryOnly: boolean;
}

export const nothingTold: ToldOfStore = Object.freeze({ lost: Object.freeze([]), memoryOnly: false });

export type StoreNews =
  /** The store forgets with every restart (F03). */
  | { readonly kind: 'memoryOnly' }
  /** Nothing can be stored until the person decides. */
  | { readonly kind: 'storeEmpty' }
  /** Secrets that are gone and were not told of yet (F02). */
  | { readonly kind: 'lost'; readonly entries: readonly LostEntry[] };

export interface StoreNotice {
  readonly news: StoreNews | undefined;
  /** What to remember, also without news: what came back is told of again when it goes again. */
  readonly told: ToldOfStore;
}

/**
 * What SecretStorage keeps silent about, each told once. `quiet` is the person's wish for no notifications; an empty
 * store is told all the same, because until it is answered nothing can be stored.
 */
export function judgeStoreNotice(view: VaultView, told: ToldOfStore, quiet: boolean): StoreNotice {
  const { lost, keeping, mode } = view;
  // An old copy of the store says nothing about what came back.
  const still = (id: string) => mode.kind === 'readOnly' || lost.some((entry) => entry.id === id);
  const before: ToldOfStore = {
    lost: told.lost.filter(still),
    memoryOnly: told.memoryOnly && keeping !== 'proved',
  };
  const entries = lost.filter(({ id }) => !before.lost.includes(id));
  const all = lost.map(({ id }) => id);
  if (keeping === 'memoryOnly' && !before.memoryOnly && !quiet)
    return { news: { kind: 'memoryOnly' }, told: { lost: all, memoryOnly: true } };
  if (entries.length > 0 && mode.kind === 'storeEmpty')
    return { news: { kind: 'storeEmpty' }, told: { ...before, lost: all } };
  if (entries.length > 0 && !quiet)
    return { news: { kind: 'lost', entries }, told: { ...before, lost: all } };
  return { news: undefined, told: before };
}
