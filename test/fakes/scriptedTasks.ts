import type * as vscode from 'vscode';
import type { TaskHost } from '../../src/vscode/runTasks.ts';

/** How a scripted task behaves. `slow` ends only when it is terminated. */
export type TaskScript =
  | { readonly kind: 'exits'; readonly code: number | undefined }
  /** As a task made of others: it ends, and no process did. */
  | { readonly kind: 'ends' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'cannotStart' };

export interface ScriptedTask {
  readonly name: string;
  readonly script: TaskScript;
  readonly source?: string;
  readonly scope?: string;
  readonly execution?: unknown;
}

/** VS Code's tasks, of which each ends as the test says, and before `executeTask` has answered. Notes what was run. */
export class ScriptedTasks implements TaskHost {
  readonly ran: string[] = [];
  readonly terminated: string[] = [];
  /** Listeners that nobody took away. */
  listeners = 0;
  readonly #tasks: readonly ScriptedTask[];
  readonly #processEnds = new Set<(event: vscode.TaskProcessEndEvent) => unknown>();
  readonly #ends = new Set<(event: vscode.TaskEndEvent) => unknown>();

  constructor(tasks: readonly ScriptedTask[]) {
    this.#tasks = tasks;
  }

  async fetchTasks(): Promise<vscode.Task[]> {
    return this.#tasks.map(
      ({ name, source = 'Workspace', scope, execution }) =>
        ({
          name,
          source,
          scope: scope === undefined ? 2 : { uri: { fsPath: scope }, name, index: 0 },
          execution,
        }) as unknown as vscode.Task,
    );
  }

  async executeTask(task: vscode.Task): Promise<vscode.TaskExecution> {
    const scripted = this.#tasks.find(({ name }) => name === task.name);
    if (scripted === undefined || scripted.script.kind === 'cannotStart') throw new Error('no such shell');
    this.ran.push(task.name);
    const execution = { task, terminate: () => void this.terminated.push(task.name) };
    const { script } = scripted;
    if (script.kind === 'exits')
      for (const listener of this.#processEnds) listener({ execution, exitCode: script.code });
    if (script.kind !== 'slow') for (const listener of this.#ends) listener({ execution });
    return execution;
  }

  readonly onDidEndTaskProcess: TaskHost['onDidEndTaskProcess'] = (listener) =>
    this.#listen(this.#processEnds, listener);
  readonly onDidEndTask: TaskHost['onDidEndTask'] = (listener) => this.#listen(this.#ends, listener);

  #listen<T>(all: Set<(event: T) => unknown>, listener: (event: T) => unknown): vscode.Disposable {
    all.add(listener);
    this.listeners++;
    return {
      dispose: () => {
        if (all.delete(listener)) this.listeners--;
      },
    };
  }
}
