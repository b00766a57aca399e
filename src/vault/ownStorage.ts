/** How much *Forget Everything* takes. */
export interface ClearOptions {
  /** The journal goes too. */
  readonly journal: boolean;
  /** All windows share one store, so nothing has to stay for the sake of one with an old copy. */
  readonly sharedStore: boolean;
}

/** What is still there after everything was deleted: paths below the storage folder, and keys of global state. */
export interface Uncleared {
  readonly files: readonly string[];
  readonly memory: readonly string[];
}

/** What the extension keeps beside its secrets. Injected because it is files and VS Code's global state. */
export interface OwnStorage {
  /** Deletes it, and looks again. Throws what the disk throws when it cannot look. */
  clear(options: ClearOptions): Promise<Uncleared>;
}
