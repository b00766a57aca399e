import type { LeakPlace } from '../leaks/leak.ts';
import type { Print } from '../leaks/lookIn.ts';
import type { ConfigFile, StripPlan } from '../leaks/replaceRemote.ts';
import type { PreflightReader } from '../preflight/preflightReader.ts';
import type { ExplainedPush } from '../push/explainPush.ts';
import type { FetchRunner } from '../push/fetchBranch.ts';
import type { LfsNeed } from '../push/lfs/lfsObjects.ts';
import type { OfferReader, PushRunner, RepositoryReader } from '../push/pushBranch.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Commit, OutgoingChanges, RepositoryFacts } from '../push/repositoryFacts.ts';
import type { Surroundings } from '../shadows/surroundings.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import type { Secret } from '../shared/secret.ts';
import type { OutgoingInspector } from './outgoingInspector.ts';

/** A git that was found and is new enough, ready for the open folders. */
export interface OpenGit extends RepositoryReader, OfferReader, PushRunner, PreflightReader {
  readonly fetcher: FetchRunner;
  /** Commits of `base..head`, newest first; undefined when git does not know one of them. */
  commits(
    folder: string,
    base: string,
    head: string,
    signal?: CancelSignal,
  ): Promise<readonly Commit[] | undefined>;
  /** What the commits to push bring. */
  changes(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<OutgoingChanges>;
  /** What LFS would ask of the push; nothing is sent. Throws `Failure<PushProblem>`. */
  lfsNeed(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<LfsNeed>;
  /** Whether GitHub would take a push with this token, asked from an empty isolated repository. One GET. */
  askReceive(address: RepositoryAddress, secret: Secret, signal?: CancelSignal): Promise<ExplainedPush>;
  /** Branches of a remote that were fetched, newest first. */
  remoteBranches(folder: string, remote: string): Promise<readonly string[]>;
  /** For the rules of a push. */
  readonly inspector: OutgoingInspector;
  /** Whom git would name as the author here; undefined when nobody. */
  identity(folder: string): Promise<string | undefined>;
  /** What git and gh would find here by themselves. No program but git is run, and none that a configuration names. */
  surroundings(folder: string, signal?: CancelSignal): Promise<Surroundings>;
  /** What a found token lies in, where that is no file; undefined when git does not know it, or it is too large. */
  bytesAt(
    place: Exclude<LeakPlace, { kind: 'file' }>,
    signal?: CancelSignal,
  ): Promise<Uint8Array | undefined>;
  /** What git would write to take a token, known by its print, out of the addresses of a configuration file. */
  planStripping(file: ConfigFile, wanted: string, print: Print): Promise<StripPlan>;
  /** Writes it; gives what is still there. */
  stripAddresses(file: ConfigFile, wanted: string, print: Print): Promise<StripPlan>;
  readonly version: string;
}

/** Injected because it runs programs: only `src/node` may, and only in a trusted workspace. */
export interface GitShell {
  /** `suggested` is what VS Code's git extension answers as its path. Throws `Failure<GitProblem>`. */
  open(suggested: string | undefined): Promise<OpenGit>;
}
