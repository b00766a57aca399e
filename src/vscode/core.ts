import type * as vscode from 'vscode';
import type { Clock } from '../shared/clock.ts';
import type { KnownSecrets } from '../shared/knownSecrets.ts';
import type { ServerClock } from '../shared/serverClock.ts';
import type { SecretStore, VaultSession } from '../vault/ports.ts';
import type { StoreReader } from '../vault/storeReader.ts';
import type { StandingChoices } from './standingChoices.ts';
import type { StateKeeper } from './stateKeeper.ts';
import type { TreeShell } from './view/treeShell.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What activation makes and the lazily loaded part is handed. Each exists once per window. */
export interface Core {
  readonly context: vscode.ExtensionContext;
  /** Corrected by what GitHub says, once it has said something; `heard` is where it says it. */
  readonly clock: Clock;
  readonly heard: ServerClock['heard'];
  readonly memory: StandingChoices;
  readonly store: SecretStore;
  readonly session: VaultSession;
  /** Reads the vault; the part that writes is loaded lazily and shares this reader, which knows when the window was born. */
  readonly reader: StoreReader;
  readonly secrets: KnownSecrets;
  readonly whereabouts: Whereabouts;
  readonly state: StateKeeper;
  /** The Tokens view, whose lines come with the lazily loaded part. */
  readonly tree: TreeShell;
}
