import type { KeyFiles } from '../apps/keys/keyFile.ts';
import type { KeyTools } from '../apps/keys/ports.ts';
import type { GitHubApi } from '../github/apiAnswer.ts';
import type { Journal } from '../journal/journal.ts';
import type { ObservedApi } from '../permissions/observeApi.ts';
import type { Policy } from '../policy/policy.ts';
import type { PushesInFlight } from '../push/pushesInFlight.ts';
import type { Revoker } from '../rotation/revokePorts.ts';
import type { RotationsInFlight } from '../rotation/rotationsInFlight.ts';
import type { Redactor } from '../shared/redactor.ts';
import type { SignInApi } from '../signIn/ports.ts';
import type { Renewals } from '../signIn/renewals.ts';
import type { MachineLogins } from '../sources/askLogin.ts';
import type { CredentialAccess } from '../sources/credentials.ts';
import type { OwnStorage } from '../vault/ownStorage.ts';
import type { Vault } from '../vault/vault.ts';
import type { WatchedStore } from '../watched/ports.ts';
import type { BodyEditor } from './bodyEditor.ts';
import type { TimedClipboard } from './clipboard.ts';
import type { Core } from './core.ts';
import type { FirstRun } from './firstRun.ts';
import type { GitExtension } from './gitExtension.ts';
import type { GitShell } from './gitShell.ts';
import type { LeakServices } from './leaks/leakServices.ts';
import type { Log } from './log.ts';
import type { LongWork } from './longWork.ts';
import type { Memory } from './memory.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';

/** What every command is handed: the eager core, and the lazily loaded rest. Wired by hand in `app.ts`. */
export interface Services extends Core {
  /** The same as the core's, which can only read. */
  readonly memory: Memory;
  readonly vault: Vault;
  /** Every token that an action may use, of the vault or borrowed for it. */
  readonly credentials: CredentialAccess;
  /** What other programs of this machine hold, asked only by the person's wish. */
  readonly logins: MachineLogins;
  /** Everything of ours that is no secret. */
  readonly storage: OwnStorage;
  readonly api: GitHubApi;
  readonly revoker: Revoker;
  /** What signs with the private keys of GitHub Apps, and reads and deletes their files. */
  readonly appKeys: KeyTools & { readonly files: KeyFiles };
  readonly signIn: SignInApi;
  /** Tokens of sign-ins, each renewed before it ends. */
  readonly renewals: Renewals;
  /** What the API noted about tokens within this command; absent outside of one. */
  readonly noted?: Pick<ObservedApi, 'take'> | undefined;
  readonly gitExtension: () => Promise<GitExtension>;
  readonly git: GitShell;
  readonly log: Log;
  readonly documents: ReadOnlyDocuments;
  readonly work: LongWork;
  readonly clipboard: TimedClipboard;
  readonly rotations: RotationsInFlight;
  readonly pushes: PushesInFlight;
  readonly bodies: BodyEditor;
  readonly journal: Journal;
  readonly watched: WatchedStore;
  readonly leaks: LeakServices;
  readonly firstRun: FirstRun;
  /** Opens the page that shows everything at a glance, or brings it to the front. */
  readonly openDashboard: () => Promise<void>;
  /** For what leaves the process by another way than the log. */
  readonly redactor: Pick<Redactor, 'redact' | 'find'>;
  /** What the vault is judged by, as the person's setting is now. */
  readonly policy: () => Policy;
  /** What Node knows of the machine: the family of its system, and the person's own folder. */
  readonly machine: { readonly platform: string; readonly home: string };
}
