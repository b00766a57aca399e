import type { WatchedDraft, WatchedListing, WatchedToken } from './watchedToken.ts';

/**
 * Where watched tokens are kept. Every window has its own, over the same folder. What writes throws
 * `Failure<VaultProblem>`: `lockBusy` or `markerWriteFailed`; nothing changed then.
 */
export interface WatchedStore {
  /** An empty listing where nothing was ever watched. */
  read(): Promise<WatchedListing>;
  /** Keeps a new one under an id of its own. */
  add(draft: WatchedDraft): Promise<WatchedToken>;
  /** Keeps one again that was removed. */
  restore(token: WatchedToken): Promise<void>;
  /** Changes the latest that is kept, one window at a time; undefined when it is gone or cannot be read. */
  change(id: string, change: (latest: WatchedToken) => WatchedToken): Promise<WatchedToken | undefined>;
  remove(id: string): Promise<void>;
}
