import type { CancelSignal } from '../shared/cancelSignal.ts';
import type { Secret } from '../shared/secret.ts';
import type { Leak } from './leak.ts';

/** A leak of which it is not said yet where the text lies. */
export type PlacelessLeak = Omit<Leak, 'id' | 'place'>;

/** What a scan of whole folders is to read. */
export interface ScanOrder {
  /** Absolute paths. Nothing outside of them is read, whatever a link says (I11). */
  readonly folders: readonly string[];
  /** Leave out what git ignores, but never `.env` and its like (I12). */
  readonly withoutIgnored: boolean;
  /** Globs as in `files.exclude`, and `.env` and its like are read all the same; empty when everything is wanted. */
  readonly excluded: readonly string[];
}

export interface ScanProgress {
  readonly files: number;
  readonly bytes: number;
}

export interface ScanReport {
  /** Absolute path to what the file holds. Files without any are left out. */
  readonly found: ReadonlyMap<string, readonly PlacelessLeak[]>;
  readonly files: number;
  readonly bytes: number;
  /** Files that were not read again, because they are as they were. */
  readonly unchanged: number;
  /** Files that could not be read: how many, and the first of them. */
  readonly unread: { readonly count: number; readonly paths: readonly string[] };
  /** False when it was broken off, or there was more than is kept. */
  readonly complete: boolean;
  readonly engine: 'ripgrep' | 'own';
}

/** Injected because it reads files and starts a worker and a program. One per window: it remembers what it read. */
export interface LeakScanner {
  scan(
    order: ScanOrder,
    options: { readonly signal: CancelSignal; readonly onProgress: (progress: ScanProgress) => void },
  ): Promise<ScanReport>;
}

/** What a look into a repository found; `complete` is false when it could not see everything. */
export interface LookReport {
  readonly leaks: readonly Leak[];
  readonly complete: boolean;
}

/** Looks into one repository with git; only in a trusted workspace. `root`: its folder. */
export interface RepositoryLooks {
  /** What `git add` took. */
  staged(root: string, signal: CancelSignal): Promise<LookReport>;
  /** Commits that no remote has. */
  outgoing(root: string, signal: CancelSignal): Promise<LookReport>;
  /** Every commit of every branch and tag. */
  history(
    root: string,
    signal: CancelSignal,
    onProgress: (progress: { readonly done: number; readonly of: number }) => void,
  ): Promise<LookReport>;
  /** Remotes and configuration of the repository: `.git/config` and what it includes below the folder. */
  configuration(root: string, signal: CancelSignal): Promise<LookReport>;
  /** Which of these files, absolute and below `root`, git ignores (I12). */
  ignored(root: string, paths: readonly string[], signal: CancelSignal): Promise<ReadonlySet<string>>;
}

/** A file of the machine, outside of any workspace, in which programs keep tokens. */
export interface MachineFile {
  readonly what:
    | 'gitCredentials'
    | 'gitConfig'
    | 'netrc'
    | 'npmrc'
    | 'ghHosts'
    | 'editorSettings'
    | 'mcp'
    /** Of package managers and container registries. */
    | 'packageLogin'
    | 'shellProfile'
    | 'shellHistory'
    | 'envrc';
  readonly path: string;
  /** Where a link leads that leaves the person's own folders: to be told before it is read (I11). */
  readonly leadsTo?: string | undefined;
}

/** Files of the machine that programs keep tokens in. Read only when the person asked for it. */
export interface MachineLooks {
  /** Those that exist. Their names alone; nothing is read. */
  files(): Promise<readonly MachineFile[]>;
  look(files: readonly MachineFile[], signal: CancelSignal): Promise<LookReport>;
}

/** What was taken out of a file, to put it back. A token value is in it as a `Secret` only, and it lives in memory only. */
export interface TakenOut {
  readonly path: string;
  /** Where each stood, as offsets (bytes) into the file as it was before; first to last. */
  readonly pieces: readonly { readonly at: number; readonly text: Secret }[];
  /** A digest of the file as it was left. */
  readonly left: string;
}

/** Why a file was not written. It is as it was. */
export type NotWritten =
  /** The file, or the token in it, is not there any more. */
  | { readonly kind: 'gone' }
  /** Another name of the file, or a link to it, would be left behind. */
  | { readonly kind: 'linked' }
  | { readonly kind: 'readOnly' }
  /** Another program is writing it, or was stopped while it did: `lock` is the file that says so. */
  | { readonly kind: 'locked'; readonly lock: string }
  /** Somebody wrote it meanwhile. */
  | { readonly kind: 'changed' }
  /** No plain file, unreadable, larger than is read, or the disk refused. */
  | { readonly kind: 'refused' };

export type Cleaned =
  /** `stuck`: how often it still stands there, where no program should change the text. */
  | { readonly kind: 'cleaned'; readonly taken: TakenOut; readonly stuck: number }
  /** Nothing was written: a person has to look. */
  | { readonly kind: 'stuck' }
  | NotWritten;

/** Takes tokens out of files of the machine, one file at a time and as a whole or not at all. */
export interface PlaceCleaner {
  /** `wanted`: print of the token. */
  clean(file: Pick<MachineFile, 'what' | 'path'>, wanted: string): Promise<Cleaned>;
  /** Only into the file as it was left: whatever came since would stand in the wrong place. */
  putBack(taken: TakenOut): Promise<{ readonly kind: 'back' } | NotWritten>;
}
