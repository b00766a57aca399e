import { tmpdir } from 'node:os';
import type { CancelSignal } from '../../github/apiAnswer.ts';
import type { LoginProgram, ProgramAnswer } from '../../sources/program.ts';
import { type Environment, loginEnvironment } from '../git/environment.ts';
import { runProcess } from '../git/runProcess.ts';
import { findGh } from './findGh.ts';

/** Where the person is, asked anew for each call: folders are opened and trusted while the window lives. */
export interface LoginPlace {
  readonly env: Environment;
  readonly workspaceFolders: readonly string[];
  /** Where the program runs: never in a repository of the person's. The system's folder for temporary files, unless told. */
  readonly folder?: string;
  readonly timeoutMs?: number;
}

const patienceMs = 5_000;
/** Far above the longest token; a program that goes on writing is not read. */
const mostBytes = 20_000;

/** GitHub's command line program, wherever it is installed. */
export function ghProgram(place: () => LoginPlace): LoginProgram {
  return {
    async run(args, signal) {
      const here = place();
      const file = await findGh(here);
      return file === undefined ? { kind: 'absent' } : runLogin(here, file, args, signal);
    },
  };
}

/**
 * git for its credential helpers. It is told that there is no repository, so that only the system's and the person's own
 * configuration name them: a repository that names a helper of its own would have it run (E06). No helper and no git may
 * ask the person.
 */
export function helperProgram(
  place: () => LoginPlace,
  findGit: () => Promise<string | undefined>,
): LoginProgram {
  return {
    async run(args, signal, stdin) {
      const file = await findGit();
      if (file === undefined) return { kind: 'absent' };
      const alone = ['--git-dir=/dev/null', '-c', 'core.askPass=', '-c', 'credential.interactive=false'];
      return runLogin(place(), file, [...alone, ...args], signal, stdin);
    },
  };
}

async function runLogin(
  { env, workspaceFolders, folder = tmpdir(), timeoutMs = patienceMs }: LoginPlace,
  file: string,
  args: readonly string[],
  signal: CancelSignal | undefined,
  stdin?: string,
): Promise<ProgramAnswer> {
  const end = await runProcess({
    file,
    args,
    cwd: folder,
    env: loginEnvironment(env, workspaceFolders),
    timeoutMs,
    maxStdout: mostBytes,
    maxStderr: 0,
    signal,
    // It may name the token: nobody needs it.
    onStderrLine: () => true,
    ...(stdin === undefined ? {} : { stdin }),
  });
  if (end.end === 'notRunnable') return { kind: 'absent' };
  if (end.end !== 'exited') return { kind: 'slow' };
  // Ended by a signal: nothing it said counts.
  return { kind: 'ended', exitCode: end.exitCode ?? -1, stdout: end.stdoutCut ? '' : end.stdout };
}
