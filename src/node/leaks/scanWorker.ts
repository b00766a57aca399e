import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { KnownFiles } from './knownFiles.ts';
import { printer } from './printer.ts';
import { scanFolders } from './scanFolders.ts';
import { ScanTally } from './scanTally.ts';
import type { ScanRequest, ScanWord, ScanWorkerData } from './scanWords.ts';
import { type ReaderData, readForAnother } from './secondReader.ts';

/**
 * What the thread does: one scan after the other, as it is asked. It remembers what it read, so it lives as long as the
 * window. Bundled as a file of its own, so that no `vscode` is near.
 */
function serve(data: ScanWorkerData): void {
  const { salt, stop } = data;
  const known = new KnownFiles();
  const print = printer(() => salt);
  const stopped = () => Atomics.load(stop, 0) !== 0;
  let cancel = new AbortController();
  parentPort?.on('message', async (request: ScanRequest | 'stop') => {
    if (request === 'stop') return cancel.abort();
    cancel = new AbortController();
    const tally = new ScanTally((word: ScanWord) => parentPort?.postMessage(word));
    await scanFolders(request, { print, known, stopped, signal: cancel.signal, tally, thread: data });
    // The last text in which an expression was found is kept by the language itself; this takes its place (C14).
    /nothing/.test('nothing');
    tally.end(stopped());
  });
}

// The window's own thread requires this file too, for what it shares.
if (!isMainThread) {
  // Electron would open archives of other programs as if they were folders.
  (process as { noAsar?: boolean }).noAsar = true;
  const data = workerData as ScanWorkerData | ReaderData;
  if ('port' in data) readForAnother(data);
  else serve(data);
}
