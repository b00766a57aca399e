import type { WatchedListing, WatchedToken } from './watchedToken.ts';

/** Where watched tokens are kept. Every window has its own, over the same folder. */
export interface WatchedStore {
  /** An empty listing where nothing was ever watched. */
  read(): Promise<WatchedListing>;
  /** Throws where the id is taken, or the disk refuses. */
  add(token: WatchedToken): Promise<void>;
  /** Changes the latest that is kept, one window at a time; undefined when it is gone or cannot be read. */
  change(id: string, change: (latest: WatchedToken) => WatchedToken): Promise<WatchedToken | undefined>;
  remove(id: string): Promise<void>;
}
