import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Failure } from '../../src/shared/failure.ts';
import { LongWork } from '../../src/vscode/longWork.ts';

type Task = Parameters<typeof vscode.window.withProgress>[1];
type Said = Parameters<Parameters<Task>[0]['report']>[0];

/** VS Code's own progress, with somebody at its Cancel button. */
async function watched(
  act: (seen: { readonly titles: string[]; readonly said: Said[]; cancel(): void }) => Promise<void>,
) {
  const window = vscode.window as { withProgress: unknown };
  const real = window.withProgress;
  const cancelling = new vscode.CancellationTokenSource();
  const seen = { titles: [] as string[], said: [] as Said[], cancel: () => cancelling.cancel() };
  const standIn = async (options: vscode.ProgressOptions, task: Task) => {
    seen.titles.push(options.title ?? '');
    return task({ report: (one) => void seen.said.push(one) }, cancelling.token);
  };
  Object.defineProperty(vscode.window, 'withProgress', {
    value: standIn,
    configurable: true,
    writable: true,
  });
  try {
    await act(seen);
  } finally {
    window.withProgress = real;
  }
}

describe('work that takes a while', () => {
  it('shows nothing when it ends at once, well or badly', async () => {
    await watched(async ({ titles }) => {
      const work = new LongWork(60_000);
      assert.equal(await work.run('short', async () => 7), 7);
      await assert.rejects(
        work.run('short', async () => {
          throw new Failure({ kind: 'offline' });
        }),
        (error) => Failure.is(error) && error.problem.kind === 'offline',
      );
      assert.deepEqual(titles, []);
    });
  });

  it('shows itself with what was said before, and ends as cancelled at Cancel', async () => {
    await watched(async ({ titles, said, cancel }) => {
      const work = new LongWork(0);
      const running = work.run('long', (signal, report) => {
        report('first', 40);
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('git ended')));
          // Once it is shown: a person cannot press what is not there.
          const look = () => (titles.length > 0 ? cancel() : void setTimeout(look, 5));
          look();
        });
      });
      await assert.rejects(running, (error) => Failure.is(error) && error.problem.kind === 'cancelled');
      assert.deepEqual([titles, said], [['long'], [{ message: 'first', increment: 40 }]]);
    });
  });

  it('is stopped, and waited for, when it cannot be shown', async () => {
    await watched(async () => {
      (vscode.window as { withProgress: unknown }).withProgress = () => {
        throw new Error('no window');
      };
      let ended = false;
      const running = new LongWork(0).run('long', (signal) => {
        const work = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        return work.then(() => {
          ended = true;
        });
      });
      await assert.rejects(running, /no window/);
      assert.equal(ended, true);
    });
  });

  it('is stopped with the window before it was ever shown', async () => {
    const work = new LongWork(60_000);
    const running = work.run('long', (signal) => {
      return new Promise<void>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('ended'))),
      );
    });
    const ended = assert.rejects(running, (error) => Failure.is(error) && error.problem.kind === 'cancelled');
    await work.stopAll();
    await ended;
  });
});
