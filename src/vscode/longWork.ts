import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';

export type Report = (message: string, percent?: number) => void;

/**
 * Long work under a notification with a Cancel button. Keeps what is running, so that a window that closes stops it
 * first: a git that outlived us would hold a token until its server fell silent.
 */
export class LongWork {
  readonly #running = new Map<AbortController, Promise<unknown>>();

  /** Cancelling aborts the signal and ends as `cancelled`. */
  async run<T>(title: string, work: (signal: AbortSignal, report: Report) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const running = Promise.resolve(
      vscode.window.withProgress(options, async (progress, token) => {
        const listening = token.onCancellationRequested(() => controller.abort());
        try {
          return await work(controller.signal, reporter(progress));
        } catch (error) {
          if (controller.signal.aborted && !Failure.is(error)) throw new Failure({ kind: 'cancelled' });
          throw error;
        } finally {
          listening.dispose();
        }
      }),
    );
    this.#running.set(controller, running);
    try {
      return await running;
    } finally {
      this.#running.delete(controller);
    }
  }

  /** Aborts everything and waits until it has ended. */
  async stopAll(): Promise<void> {
    for (const controller of this.#running.keys()) controller.abort();
    await Promise.allSettled(this.#running.values());
  }
}

/** VS Code counts in increments; git says totals, and starts anew with each phase. */
function reporter(progress: vscode.Progress<{ message?: string; increment?: number }>): Report {
  let shown = 0;
  return (message, percent) => {
    const increment = percent === undefined ? 0 : Math.max(0, percent - shown);
    shown += increment;
    progress.report({ message, increment });
  };
}
