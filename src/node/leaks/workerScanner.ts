import { Worker } from 'node:worker_threads';
import type { LeakScanner, PlacelessLeak, ScanReport } from '../../leaks/ports.ts';
import { bareEnvironment } from './findRipgrep.ts';
import type { ScanRequest, ScanWord, ScanWorkerData } from './scanWords.ts';

export interface ScannerParts {
  /** The worker's code: its bundle, or its source where Node takes that. */
  readonly workerFile: string;
  /** Of the prints. */
  readonly salt: () => string;
  /** VS Code's own folder, in which its ripgrep lies; undefined when nothing may be run here. Asked for each scan. */
  readonly appRoot: () => string | undefined;
}

export interface WorkerScanner extends LeakScanner {
  /** Ends the thread, whatever it does. */
  dispose(): void;
}

/** A thread that does not stop by itself this soon hangs on a disk: it is left behind (ms). */
const patienceMs = 120;

/** In MB. What is read is outside of it; what is found is bounded. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 4 };

interface Thread {
  readonly worker: Worker;
  readonly stop: Int32Array;
}

/**
 * Scans in a thread of its own, so that the loop of the extension host never waits. One scan at a time. Cancelled, a scan
 * gives what it has found; it rejects when the thread dies, and the next scan has a new one.
 */
export function workerScanner({ workerFile, salt, appRoot }: ScannerParts): WorkerScanner {
  let thread: Thread | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const forget = () => {
    const old = thread;
    thread = undefined;
    void old?.worker.terminate();
  };

  const running = (): Thread => {
    if (thread !== undefined) return thread;
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const workerData: ScanWorkerData = { salt: salt(), stop, workerFile };
    // Nothing of this process's environment is its business.
    const worker = new Worker(workerFile, {
      workerData,
      env: bareEnvironment,
      execArgv: [],
      argv: [],
      resourceLimits,
    });
    const started = { worker, stop };
    const gone = () => {
      if (thread === started) thread = undefined;
    };
    // Also when nobody waits for it: an error that none hears would end the extension host.
    worker.on('error', gone).on('exit', gone);
    thread = started;
    return started;
  };

  const scan: LeakScanner['scan'] = async (order, { signal, onProgress }) => {
    const found = new Map<string, readonly PlacelessLeak[]>();
    const request: ScanRequest = { order, appRoot: appRoot() };
    if (signal.aborted) return { ...nothingYet, found };
    const { worker, stop } = running();
    Atomics.store(stop, 0, 0);
    // Waiting for work it keeps no process alive.
    worker.ref();
    let report = nothingYet;
    let late: NodeJS.Timeout | undefined;
    let cancel = () => {};
    let onDeath = (_cause: unknown) => {};
    try {
      return await new Promise<ScanReport>((resolve, reject) => {
        onDeath = (cause) => reject(new Error('The scan broke off.', { cause }));
        worker.on('error', onDeath).on('exit', onDeath).on('messageerror', onDeath);
        worker.on('message', (word: ScanWord) => {
          for (const [path, leaks] of word.found) found.set(path, leaks);
          if (word.kind === 'done') return resolve({ ...word.report, found });
          report = { ...report, ...word.progress };
          onProgress(word.progress);
        });
        cancel = () => {
          Atomics.store(stop, 0, 1);
          worker.postMessage('stop');
          late = setTimeout(() => {
            forget();
            resolve({ ...report, found });
          }, patienceMs);
        };
        signal.addEventListener('abort', cancel, { once: true });
        worker.postMessage(request);
      });
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      worker.off('error', onDeath).off('exit', onDeath).off('messageerror', onDeath);
      worker.removeAllListeners('message');
      worker.unref();
    }
  };

  return {
    scan: (order, options) => {
      const mine = turn.then(() => scan(order, options));
      turn = mine.catch(() => undefined);
      return mine;
    },
    dispose: forget,
  };
}

/** Of a scan that was broken off before it said anything. */
const nothingYet: Omit<ScanReport, 'found'> = Object.freeze({
  files: 0,
  bytes: 0,
  unchanged: 0,
  unread: { count: 0, paths: [] },
  complete: false,
  engine: 'own',
});
