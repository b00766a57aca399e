import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';

/** Runs long work under a notification with a Cancel button; cancelling aborts the signal and ends as `cancelled`. */
export async function withCancel<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string, percent?: number) => void) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const listening = token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      const report = (message: string, percent?: number) => {
        const increment = percent === undefined ? 0 : Math.max(0, percent - shown);
        shown += increment;
        progress.report({ message, increment });
      };
      try {
        const result = await work(controller.signal, report);
        return result;
      } catch (error) {
        if (controller.signal.aborted && !Failure.is(error)) throw new Failure({ kind: 'cancelled' });
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );
}
