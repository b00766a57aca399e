/** Our extension's two tiny stand-ins and the suite run in one process and meet under this name. */
const place = Symbol.for('token-warden.bench');

/** What a timed or traced start of our extension leaves for the suite. ms are `performance.now()` differences. */
export interface BenchRecord {
  readonly loadMs: number;
  /** The synchronous part of `activate()`. */
  readonly activateMs: number;
  readonly trace?: StartTrace;
}

export interface StartTrace {
  /** What must not be touched before `activate()` has returned, and was. */
  readonly touched: readonly string[];
  /** What the traps said when they were stepped on to try them, afterwards. Empty: they were blind. */
  readonly tried: readonly string[];
  /** Every module our code asked for, of our own files and Node's, in order; grows until the suite reads it. */
  readonly modules: readonly LoadedModule[];
}

export interface LoadedModule {
  /** File name of a bundle of ours, or the name of a built-in module. */
  readonly name: string;
  readonly isOurs: boolean;
  /** ms since the epoch. */
  readonly at: number;
  /** While the bundle was being loaded or `activate()` ran. */
  readonly whileStarting: boolean;
}

export function leave(record: BenchRecord): void {
  Object.assign(globalThis, { [place]: record });
}

export function left(): BenchRecord | undefined {
  return (globalThis as unknown as Record<symbol, BenchRecord | undefined>)[place];
}

/** What the suite writes for one window. */
export interface WindowReport {
  /** The text of VS Code's own "Startup Performance" page. */
  readonly performancePage: string;
  readonly start: BenchRecord | undefined;
}
