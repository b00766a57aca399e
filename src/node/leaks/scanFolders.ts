import { lstatSync, type Stats, statSync } from 'node:fs';
import type { Print } from '../../leaks/lookIn.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type BytePath, bytePath, openable } from './bytePath.ts';
import { type FileLook, FileReader, type Told } from './fileReader.ts';
import { isKernels, readMounts } from './kernelMounts.ts';
import type { KnownFiles } from './knownFiles.ts';
import { planLeaveOut } from './leaveOut.ts';
import type { ScanTally } from './scanTally.ts';
import { scanWithRipgrep } from './scanWithRipgrep.ts';
import type { ScanRequest, ScanWorkerData } from './scanWords.ts';
import { SecondReader } from './secondReader.ts';
import { isGone, type WalkRules, walkFolder } from './walkFolder.ts';

/** In bytes: before, a second thread takes longer to start than to read. */
const leastForSecond = 1 << 25;

export interface ScanTools {
  readonly print: Print;
  readonly known: KnownFiles;
  /** Seen at once, also within a file. */
  readonly stopped: () => boolean;
  /** The same for what waits. */
  readonly signal: CancelSignal;
  readonly tally: ScanTally;
  /** What a second thread is started with; undefined for none. */
  readonly thread?: ScanWorkerData | undefined;
}

/** What both ways of scanning work with. */
export interface Scan extends Omit<ScanTools, 'print'> {
  readonly reader: FileReader;
  readonly rules: WalkRules;
  /** Nothing was remembered when it began: no file need be asked whether it is as it was. */
  readonly first: boolean;
  /** ms since the epoch. */
  readonly startedAt: number;
}

/** Looks at every file of the folders that is not as it was when it was last read. */
export async function scanFolders({ order, appRoot }: ScanRequest, tools: ScanTools): Promise<void> {
  const { tally } = tools;
  const stopped = () => tools.stopped() || tally.full;
  const onBytes = (bytes: number) => {
    tally.bytes += bytes;
    tally.pulse();
  };
  const mounts = readMounts();
  const rules = {
    closed: new Set([...mounts].filter(([, kernels]) => kernels).map(([where]) => where)),
    leaveOut: planLeaveOut(order),
    stopped,
    onUnread: (path: BytePath) => tally.unread(path),
  };
  const reader = new FileReader(tools.print, stopped, onBytes);
  const scan: Scan = { ...tools, stopped, reader, rules, first: tools.known.empty, startedAt: Date.now() };
  const folders: string[] = [];
  for (const path of new Set(order.folders)) {
    const what = whatIs(path);
    if (what === 'file') lookAt(bytePath(path), scan);
    else if (what === 'folder' && !isKernels(mounts, bytePath(path))) folders.push(path);
    else tally.unread(bytePath(path));
  }
  if (appRoot !== undefined && (await scanWithRipgrep(appRoot, folders, scan))) return;
  await scanAlone(folders.map(bytePath), scan);
}

/** A folder that was asked for by name may be a link. */
function whatIs(path: string): 'file' | 'folder' | undefined {
  try {
    if (lstatSync(path).isFile()) return 'file';
    return statSync(path).isDirectory() ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

/** Reads by itself what is not known; of much, half of it in a second thread. */
async function scanAlone(folders: readonly BytePath[], scan: Scan): Promise<void> {
  const { tally, stopped, known, thread, rules } = scan;
  let second: SecondReader | undefined;
  const startSecond = () =>
    thread && tally.bytes > leastForSecond
      ? new SecondReader(
          thread,
          (path, look) => take(path, look, scan),
          (bytes) => {
            tally.bytes += bytes;
          },
        )
      : undefined;
  try {
    for (const folder of folders) {
      for (const path of walkFolder(folder, rules)) {
        if (stopped()) return;
        second ??= startSecond();
        if (!scan.first && isAsItWas(path, scan)) continue;
        if (second?.takes(path) !== true) take(path, scan.reader.read(path), scan);
        tally.pulse();
      }
    }
  } finally {
    const left = await second?.end(stopped);
    for (const path of left ?? []) if (!stopped()) take(path, scan.reader.read(path), scan);
  }
  if (rules.leaveOut === undefined && !stopped()) for (const folder of folders) known.noteScanned(folder);
}

/** One file, unless it is as it was. */
export function lookAt(path: BytePath, scan: Scan, told?: Told): void {
  if (scan.first || !isAsItWas(path, scan)) take(path, scan.reader.read(path, told), scan);
}

function take(path: BytePath, look: FileLook, { tally, known, stopped, startedAt }: Scan): void {
  if (look.kind === 'none') return;
  tally.files++;
  if (look.kind === 'unread') tally.unread(path);
  if (look.kind !== 'read') return;
  tally.found(path, look.leaks);
  // Half of a file is not the file.
  if (!stopped()) known.put(path, look.stat, look.leaks, startedAt);
}

/** Tells what is remembered of it, if that still holds. */
function isAsItWas(path: BytePath, { tally, known }: Scan): boolean {
  const stat = statOf(path, tally);
  const leaks = stat && known.get(path, stat);
  if (leaks === undefined) return false;
  tally.files++;
  tally.unchanged++;
  tally.found(path, leaks);
  return true;
}

/** Undefined when it is gone, and when it cannot be told what it is. */
export function statOf(
  path: BytePath,
  tally: ScanTally,
  ask: typeof lstatSync = lstatSync,
): Stats | undefined {
  try {
    return ask(openable(path)) as Stats;
  } catch (error) {
    if (!isGone(error)) tally.unread(path);
    return undefined;
  }
}
