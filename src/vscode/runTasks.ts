import type * as vscode from 'vscode';
import type { TaskEnd } from '../guardrails/facts.ts';
import type { PushProblem } from '../push/problems.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import { minuteMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { findTask } from './findTask.ts';
import { judgeTask } from './taskCommandLine.ts';

/** VS Code's own tasks. Injected, so that what follows from each way a task can end is tried without an editor. */
export type TaskHost = Pick<
  typeof vscode.tasks,
  'fetchTasks' | 'executeTask' | 'onDidEndTask' | 'onDidEndTaskProcess'
>;

export interface TaskOptions {
  /** The repository's top folder: of two tasks with one label, its own counts. */
  readonly folder: string;
  readonly signal?: CancelSignal | undefined;
  readonly timeoutMs?: number;
  readonly graceMs?: number;
  readonly onTask?: (label: string) => void;
}

/** Long enough for a test suite; what hangs is ended. */
const usualTimeoutMs = 15 * minuteMs;
/** VS Code says that a task has ended a moment before it says with which exit code, or after. */
const usualGraceMs = 1000;

/**
 * Runs the tasks one after the other until one does not end with exit code 0 (S4-21). No credential is in reach: this
 * gets none, changes no environment, and one whose command line would show a credential is not started (S4-27). Throws
 * `Failure` `cancelled`, after ending what runs.
 */
export async function runTasks(
  host: TaskHost,
  labels: readonly string[],
  options: TaskOptions,
): Promise<readonly TaskEnd[]> {
  const ends: TaskEnd[] = [];
  if (labels.length === 0) return ends;
  const tasks = await host.fetchTasks();
  for (const label of labels) {
    const failed = ends.some(({ end }) => end.kind !== 'succeeded');
    ends.push({ label, end: failed ? { kind: 'notRun' } : await runOne(host, tasks, label, options) });
  }
  return ends;
}

async function runOne(
  host: TaskHost,
  tasks: readonly vscode.Task[],
  label: string,
  options: TaskOptions,
): Promise<TaskEnd['end']> {
  const found = findTask(tasks, label, options.folder);
  if (found.kind !== 'task') return found;
  const judged = judgeTask(found.task);
  if (judged.kind === 'echo') return { kind: 'wouldEcho', what: judged.what };
  if (judged.kind === 'unreadable') return judged;
  if (options.signal?.aborted) throw cancelled();
  options.onTask?.(label);
  return execute(host, found.task, options);
}

const cancelled = () => new Failure<PushProblem>({ kind: 'cancelled' });

/** Starts and waits. Listens before it starts: a short task ends before VS Code has answered. */
async function execute(
  host: TaskHost,
  task: vscode.Task,
  { signal, timeoutMs = usualTimeoutMs, graceMs = usualGraceMs }: TaskOptions,
): Promise<TaskEnd['end']> {
  const exitCodes = new Map<vscode.TaskExecution, number | undefined>();
  const over = new Set<vscode.TaskExecution>();
  let look: () => void = () => undefined;
  const listening = [
    host.onDidEndTaskProcess(({ execution, exitCode }) => {
      exitCodes.set(execution, exitCode);
      look();
    }),
    host.onDidEndTask(({ execution }) => {
      over.add(execution);
      look();
    }),
  ];
  const timers: ReturnType<typeof setTimeout>[] = [];
  let stop: () => void = () => undefined;
  try {
    const execution = await host.executeTask(task).then(undefined, () => undefined);
    if (execution === undefined) return { kind: 'notStarted' };
    return await new Promise<TaskEnd['end']>((resolve, reject) => {
      stop = () => {
        execution.terminate();
        reject(cancelled());
      };
      look = () => {
        if (exitCodes.has(execution)) return resolve(endOf(exitCodes.get(execution)));
        if (over.has(execution)) timers.push(setTimeout(() => resolve({ kind: 'noExitCode' }), graceMs));
      };
      timers.push(
        setTimeout(() => {
          execution.terminate();
          resolve({ kind: 'timeout', minutes: Math.round(timeoutMs / minuteMs) });
        }, timeoutMs),
      );
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) stop();
      look();
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    for (const timer of timers) clearTimeout(timer);
    for (const one of listening) one.dispose();
  }
}

function endOf(exitCode: number | undefined): TaskEnd['end'] {
  if (exitCode === undefined) return { kind: 'noExitCode' };
  return exitCode === 0 ? { kind: 'succeeded' } : { kind: 'failed', exitCode };
}
