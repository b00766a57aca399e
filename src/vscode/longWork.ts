import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';

export type Report = (message: string, percent?: number) => void;

/**
 * What ends sooner shows nothing. Not for looks alone: VS Code shows at most three new notifications within 800 ms and
 * drops the rest unseen, so a few short steps would swallow the message that tells how it ended.
 */
const usualPatienceMs = 300;

/**
 * Long work under a notification with a Cancel button. Keeps what is running, so that a window that closes stops it
 * first: a git that outlived us would hold a token until its server fell silent.
 */
export class LongWork {
  readonly #running = new Map<AbortController, Promise<unknown>>();
  readonly #patienceMs: number;

  constructor(patienceMs = usualPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /** Cancelling aborts the signal and ends as `cancelled`. */
  async run<T>(title: string, work: (signal: AbortSignal, report: Report) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const shown = new Shown();
    const running = (async () => work(controller.signal, shown.report))().catch((error: unknown) => {
      if (controller.signal.aborted && !Failure.is(error)) throw new Failure({ kind: 'cancelled' });
      throw error;
    });
    this.#running.set(controller, running);
    try {
      if (!(await endsWithin(running, this.#patienceMs))) await show(title, running, controller, shown);
      return await running;
    } catch (error) {
      // Also when it could not be shown: what nobody can cancel or see does not go on.
      controller.abort();
      await Promise.allSettled([running]);
      throw error;
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

async function show(
  title: string,
  running: Promise<unknown>,
  controller: AbortController,
  shown: Shown,
): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const listening = token.onCancellationRequested(() => controller.abort());
    shown.by(progress);
    await running.catch(() => undefined);
    listening.dispose();
  });
}

async function endsWithin(running: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const end = () => true;
  const ended = await Promise.race([running.then(end, end), late]);
  clearTimeout(timer);
  return ended;
}

type Progress = Pick<vscode.Progress<{ message?: string; increment?: number }>, 'report'>;

/** VS Code counts in increments; git says totals, and starts anew with each phase. What was said before is said first. */
class Shown {
  #progress: Progress | undefined;
  #last: { readonly message: string; readonly percent: number | undefined } | undefined;
  #reached = 0;

  readonly report: Report = (message, percent) => {
    this.#last = { message, percent };
    const increment = percent === undefined ? 0 : Math.max(0, percent - this.#reached);
    if (this.#progress === undefined) return;
    this.#reached += increment;
    this.#progress.report({ message, increment });
  };

  by(progress: Progress): void {
    this.#progress = progress;
    if (this.#last !== undefined) this.report(this.#last.message, this.#last.percent);
  }
}
