import type * as vscode from 'vscode';
import type { LeakScanner, MachineLooks, RepositoryLooks } from '../../leaks/ports.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** What looks for tokens where they should not lie, and where it is kept what was found. */
export interface LeakServices {
  readonly keeper: LeakKeeper;
  readonly scanner: LeakScanner;
  readonly repositories: RepositoryLooks;
  readonly machine: MachineLooks;
  /** The person wants to see the list of what was found. */
  readonly wanted: vscode.EventEmitter<void>;
}
