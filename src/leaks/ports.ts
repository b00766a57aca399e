import type { CancelSignal } from '../shared/cancelSignal.ts';
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
