import type * as vscode from 'vscode';
import type { LeakScanner, MachineLooks, PlaceCleaner, RepositoryLooks } from '../../leaks/ports.ts';
import type { TakenOutHere } from '../finder/takenOut.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** What looks for tokens where they should not lie, and where it is kept what was found. */
export interface LeakServices {
  readonly keeper: LeakKeeper;
  readonly scanner: LeakScanner;
  readonly repositories: RepositoryLooks;
  readonly machine: MachineLooks;
  readonly cleaner: PlaceCleaner;
  /** What was taken out of files in this window, newest last. It goes with the window. */
  readonly takenOut: TakenOutHere[];
  /** The person wants to see the list of what was found. */
  readonly wanted: vscode.EventEmitter<void>;
}
