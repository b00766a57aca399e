import type { PushEnd } from '../../push/explainPush.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redactor.ts';
import type { Secret } from '../../shared/secret.ts';
import { cleanServerText } from '../../shared/text.ts';
import { withCredential } from './credentialHeader.ts';
import { isolatedEnvironment } from './environment.ts';
import type { GitContext } from './gitContext.ts';
import {
  type Borrowed,
  type IsolatedRepository,
  noProgram,
  withIsolatedRepository,
} from './isolatedRepository.ts';
import { learnProxies } from './proxyCredentials.ts';
import { runProcess } from './runProcess.ts';
import { readTransportConfig } from './transportConfig.ts';

const maxDetails = 16_000;

/** What an isolated git needs besides its command. */
export interface IsolatedContext extends GitContext {
  readonly tempFolder: string;
  /** Learns the token before anything can print it. */
  readonly redactor: Redactor;
  readonly pushTimeoutMs: number;
}

export interface IsolatedCommand {
  readonly args: readonly string[];
  readonly signal?: CancelSignal | undefined;
  /** True for a line that is kept out of the details. */
  readonly onStderrLine?: (line: string) => boolean;
}

/** One git command with the token. Its texts are redacted, stripped and bounded. */
export type IsolatedRun = (command: IsolatedCommand) => Promise<PushEnd>;

/**
 * The one way in which a git of ours gets a token: in a throw-away repository that is gone when `use` ends, bound to
 * this URL. The person's transport settings are read meanwhile.
 */
export async function withIsolatedGit<T>(
  context: IsolatedContext,
  { url, facts }: { readonly url: string; readonly facts: Borrowed | undefined },
  secret: Secret,
  use: (run: IsolatedRun, repository: IsolatedRepository) => Promise<T>,
): Promise<T> {
  context.redactor.learn(secret);
  const asked = readTransportConfig(context, context.tempFolder, url);
  return withIsolatedRepository(context.tempFolder, facts, (repository) => {
    const env = isolatedEnvironment(context.env, context.workspaceFolders, repository.home);
    const run: IsolatedRun = async (command) => {
      const transport = await asked;
      learnProxies(context.redactor, context.env, transport);
      return runWithToken(context, repository, command, withCredential(env, url, transport, secret));
    };
    return use(run, repository);
  });
}

async function runWithToken(
  context: IsolatedContext,
  { gitDirectory, home }: IsolatedRepository,
  { args, signal, onStderrLine }: IsolatedCommand,
  env: Readonly<Record<string, string>>,
): Promise<PushEnd> {
  const end = await runProcess({
    file: context.git.path,
    args: [`--git-dir=${gitDirectory}`, ...args],
    cwd: home,
    env,
    timeoutMs: context.pushTimeoutMs,
    maxStdout: 64_000,
    // Less than the bound of the details: the first and the last lines survive, and git's own word is the last.
    maxStderr: maxDetails - 2_000,
    signal,
    onStderrLine: (line) => line.includes(`cannot run ${noProgram}: `) || onStderrLine?.(line) === true,
  });
  if (end.end === 'notRunnable') throw new Failure<PushProblem>({ kind: 'noGit' });
  const clean = (text: string) => cleanServerText(text, context.redactor, maxDetails);
  return {
    end: end.end,
    exitCode: end.exitCode,
    stdout: clean(end.stdout),
    stderr: clean(end.stderr),
    timeoutSeconds: Math.round(context.pushTimeoutMs / 1000),
  };
}

/** Tells progress lines, and keeps them out of the details: only a phase and a number get through. */
export function progressTeller<T>(
  read: (line: string) => T | undefined,
  tell: ((progress: T) => void) | undefined,
): (line: string) => boolean {
  return (line) => {
    const progress = read(line);
    if (progress !== undefined) tell?.(progress);
    return progress !== undefined;
  };
}
