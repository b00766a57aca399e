import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { BoundedText, LineSplitter } from './boundedText.ts';
import { killTree } from './killTree.ts';

export interface ProcessRequest {
  /** Absolute path: nothing is searched, no shell is asked. */
  readonly file: string;
  readonly args: readonly string[];
  /** `argv[0]`, where a program looks at it. */
  readonly name?: string;
  readonly cwd: string;
  /** The whole environment. Nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** A file to read instead, for what is too large to hold. */
  readonly stdinFile?: string;
  readonly timeoutMs: number;
  /** Bytes of stdout kept; what comes after is read and dropped. */
  readonly maxStdout?: number;
  readonly maxStderr?: number;
  /** Each chunk of stdout as it comes, raw; then nothing of it is kept. For what is too large, or no text. */
  readonly onStdout?: (chunk: Buffer) => void;
  readonly signal?: CancelSignal | undefined;
  /** Each line of stderr as it comes, raw: for numbers, never for showing. Return true to keep it out of the result. */
  readonly onStderrLine?: (line: string) => boolean;
}

export interface ProcessEnd {
  readonly end: 'exited' | 'timeout' | 'cancelled' | 'notRunnable';
  readonly exitCode: number | undefined;
  /** UTF-8 of the bytes kept. */
  readonly stdout: string;
  readonly stdoutCut: boolean;
  readonly stderr: string;
  /** The system's word when the program could not be started, e.g. `ENOEXEC`. */
  readonly errorCode: string | undefined;
}

const notStarted = (end: ProcessEnd['end'], errorCode?: string): ProcessEnd => ({
  end,
  exitCode: undefined,
  stdout: '',
  stdoutCut: false,
  stderr: '',
  errorCode,
});

/** Runs one program in its own process group and waits until the group is gone, however it ends. Never throws. */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  if (!isAbsolute(request.file)) return notStarted('notRunnable', 'ENOTABS');
  if (request.signal?.aborted) return notStarted('cancelled');
  let child: ChildProcess;
  let input: number | undefined;
  try {
    input = request.stdinFile === undefined ? undefined : openSync(request.stdinFile, 'r');
    child = spawn(request.file, request.args, {
      cwd: request.cwd,
      env: { ...request.env },
      argv0: request.name,
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [input ?? 'pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    return notStarted('notRunnable', (error as NodeJS.ErrnoException).code);
  } finally {
    // The child has its own by now.
    if (input !== undefined) closeSync(input);
  }
  return watch(child, request);
}

async function watch(child: ChildProcess, request: ProcessRequest): Promise<ProcessEnd> {
  const stdout = collectBytes(child, request);
  const stderr = collectLines(child, request);
  // A program that never reads its input closes the pipe: that is its right.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(request.stdin ?? '');
  let stopped: 'timeout' | 'cancelled' | undefined;
  let stopping: Promise<void> | undefined;
  const stop = (why: 'timeout' | 'cancelled') => {
    if (stopping !== undefined || child.pid === undefined) return;
    stopped = why;
    stopping = killTree(child.pid);
  };
  const cancel = () => stop('cancelled');
  const timer = setTimeout(() => stop('timeout'), request.timeoutMs);
  request.signal?.addEventListener('abort', cancel, { once: true });
  const [exitCode, errorCode] = await closed(child, () => stopping);
  clearTimeout(timer);
  request.signal?.removeEventListener('abort', cancel);
  await stopping;
  if (errorCode !== undefined) return notStarted('notRunnable', errorCode);
  return {
    end: stopped ?? 'exited',
    exitCode: stopped === undefined ? exitCode : undefined,
    ...stdout(),
    stderr: stderr(),
    errorCode: undefined,
  };
}

/**
 * Waits for the end of the program and of its pipes. A grandchild that left the group may hold a pipe for ever, so
 * after the program itself has ended the pipes get a short while only.
 */
function closed(
  child: ChildProcess,
  stopping: () => Promise<void> | undefined,
): Promise<readonly [number | undefined, string | undefined]> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve([undefined, error.code ?? 'EUNKNOWN']);
    });
    child.once('close', (code) => resolve([code ?? undefined, undefined]));
    child.once('exit', (code) => {
      setTimeout(
        () => {
          child.stdout?.destroy();
          child.stderr?.destroy();
          resolve([code ?? undefined, undefined]);
        },
        stopping() === undefined ? 2_000 : 200,
      ).unref();
    });
  });
}

function collectBytes(
  child: ChildProcess,
  { maxStdout: max = 4_000_000, onStdout }: ProcessRequest,
): () => { stdout: string; stdoutCut: boolean } {
  const chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  child.stdout?.on('data', (chunk: Buffer) => {
    if (onStdout !== undefined) return onStdout(chunk);
    const room = max - size;
    if (chunk.length > room) cut = true;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    size += Math.min(room, chunk.length);
  });
  return () => ({ stdout: Buffer.concat(chunks).toString('utf8'), stdoutCut: cut });
}

function collectLines(child: ChildProcess, request: ProcessRequest): () => string {
  const kept = new BoundedText(request.maxStderr ?? 64_000);
  const splitter = new LineSplitter((line) => {
    if (request.onStderrLine?.(line) !== true) kept.push(line);
  });
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (chunk: string) => splitter.write(chunk));
  return () => {
    splitter.end();
    return kept.text();
  };
}
