import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type Environment, readingEnvironment } from './environment.ts';
import type { GitBinary } from './findGit.ts';
import { type ProcessEnd, runProcess } from './runProcess.ts';

/** What every command of ours needs: which git, the extension host's environment, the open folders. */
export interface GitContext {
  readonly git: GitBinary;
  readonly env: Environment;
  readonly workspaceFolders: readonly string[];
}

/** Programs that a repository's file may name, and that git would run even for reading (A09, A10). */
const quiet: readonly string[] = Object.freeze([
  '--no-pager',
  // A push sends objects as they are; `refs/replace` would show others in their place.
  '--no-replace-objects',
  // For the same reason: this file says who the parents of a commit are, and git believes it without a look.
  '-c',
  'core.commitGraph=false',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'safe.bareRepository=explicit',
]);
const noHooks: readonly string[] = Object.freeze(['-c', 'core.hooksPath=/dev/null']);

export interface ReadingOptions {
  readonly signal?: CancelSignal | undefined;
  /** Leave `core.hooksPath` as it is: only to ask where the hooks are. */
  readonly hooksPath?: boolean;
  readonly maxStdout?: number;
  readonly stdin?: string;
  /** The index to look at, where it is not the repository's own: git gives a hook of a commit another. */
  readonly indexFile?: string | undefined;
  /** A file to read instead. */
  readonly stdinFile?: string;
  /** A minute, unless told. */
  readonly timeoutMs?: number;
  /** Each chunk of stdout as it comes; then nothing of it is kept. */
  readonly onStdout?: (chunk: Buffer) => void;
}

/** Runs git in the person's repository, without any token, hook or file-system monitor. */
export function runInRepository(
  context: GitContext,
  folder: string,
  args: readonly string[],
  options: ReadingOptions = {},
): Promise<ProcessEnd> {
  return runProcess({
    file: context.git.path,
    args: [...quiet, ...(options.hooksPath === true ? [] : noHooks), ...args],
    cwd: folder,
    env: {
      ...readingEnvironment(context.env, context.workspaceFolders),
      ...(options.indexFile === undefined ? {} : { GIT_INDEX_FILE: options.indexFile }),
    },
    timeoutMs: options.timeoutMs ?? 60_000,
    ...(options.maxStdout === undefined ? {} : { maxStdout: options.maxStdout }),
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    ...(options.stdinFile === undefined ? {} : { stdinFile: options.stdinFile }),
    ...(options.onStdout === undefined ? {} : { onStdout: options.onStdout }),
    signal: options.signal,
  });
}
