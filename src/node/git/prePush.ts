import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HookEnd } from '../../push/judgeHook.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import { hookInput } from '../../push/pushArguments.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Redactor } from '../../shared/redactor.ts';
import { cleanServerText } from '../../shared/text.ts';
import { readingEnvironment } from './environment.ts';
import type { GitContext } from './gitContext.ts';
import { hookEnvironment } from './hookEnvironment.ts';
import { type ProcessEnd, type ProcessRequest, runProcess } from './runProcess.ts';

export interface HookContext extends GitContext {
  readonly redactor: Redactor;
  readonly hookTimeoutMs: number;
}

/**
 * Runs the person's own `pre-push` hook as git would: in the top folder, with the remote's name and URL, one line per
 * ref on its input, no terminal. It runs before the isolated push and in another process group, so no token of ours is
 * in its environment, its parent's or any process it can look at.
 */
export async function runPrePushHook(
  context: HookContext,
  push: ReadyPush,
  remoteSha: string | undefined,
  signal?: CancelSignal,
): Promise<HookEnd> {
  const { facts, target } = push;
  const hook = facts.prePushHook ?? '';
  const execPath = await readExecPath(context);
  const none = '0'.repeat(facts.objectFormat === 'sha1' ? 40 : 64);
  const end = await start(hook, execPath, {
    args: [target.remote, target.url],
    cwd: facts.folder,
    env: hookEnvironment(context.env, context.redactor, execPath, facts),
    stdin: hookInput(push, remoteSha, none),
    timeoutMs: context.hookTimeoutMs,
    maxStdout: 32_000,
    maxStderr: 32_000,
    signal,
  });
  return {
    end: end.end,
    exitCode: end.exitCode,
    output: cleanServerText(`${end.stderr}\n${wholeLines(end)}`.trim(), context.redactor, 16_000),
    timeoutSeconds: Math.round(context.hookTimeoutMs / 1000),
  };
}

/** A cut at a byte could leave half a token: the last line goes with it. */
function wholeLines(end: ProcessEnd): string {
  return end.stdoutCut ? `${end.stdout.slice(0, end.stdout.lastIndexOf('\n') + 1)}[…]` : end.stdout;
}

/** A script without `#!` is given to the shell, as git does. On Windows every hook is: with the shell git ships. */
async function start(
  hook: string,
  execPath: string,
  request: Omit<ProcessRequest, 'file'>,
): Promise<ProcessEnd> {
  if (process.platform === 'win32') {
    return runProcess({ ...request, file: windowsShell(execPath), args: [hook, ...request.args] });
  }
  const direct = await runProcess({ ...request, file: hook });
  if (direct.errorCode !== 'ENOEXEC') return direct;
  return runProcess({ ...request, file: '/bin/sh', args: [hook, ...request.args] });
}

/** `<root>/mingw64/libexec/git-core` -> `<root>/usr/bin/sh.exe`. */
function windowsShell(execPath: string): string {
  const root = dirname(dirname(dirname(execPath)));
  return (
    [join(root, 'usr', 'bin', 'sh.exe'), join(root, 'bin', 'sh.exe')].find((path) => existsSync(path)) ?? ''
  );
}

async function readExecPath(context: HookContext): Promise<string> {
  const asked = await runProcess({
    file: context.git.path,
    args: ['--exec-path'],
    cwd: dirname(context.git.path),
    env: readingEnvironment(context.env, context.workspaceFolders),
    timeoutMs: 10_000,
    maxStdout: 4_000,
  });
  return asked.stdout.trim();
}
