import type { PlacelessLeak, ScanOrder, ScanProgress, ScanReport } from '../../leaks/ports.ts';

/** What the worker is started with. */
export interface ScanWorkerData {
  /** For the prints (C14). */
  readonly salt: string;
  /** One number: not zero means stop. Seen at once, also in the middle of a file. */
  readonly stop: Int32Array;
  /** Its own code: a second thread runs the same. */
  readonly workerFile: string;
}

/** What the worker is asked. */
export interface ScanRequest {
  readonly order: ScanOrder;
  /** VS Code's own folder; undefined when nothing may be run. */
  readonly appRoot: string | undefined;
}

export type FoundIn = readonly [path: string, leaks: readonly PlacelessLeak[]];

/** What the worker says: where it is, with what it found since it last said so; then how it ended. No value of a token. */
export type ScanWord =
  | { readonly kind: 'progress'; readonly progress: ScanProgress; readonly found: readonly FoundIn[] }
  | { readonly kind: 'done'; readonly report: Omit<ScanReport, 'found'>; readonly found: readonly FoundIn[] };
