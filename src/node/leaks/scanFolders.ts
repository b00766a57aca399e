import { lstatSync, type Stats } from 'node:fs';
import type { Print } from '../../leaks/lookIn.ts';
import { type BytePath, bytePath, openable } from './bytePath.ts';
import { FileReader } from './fileReader.ts';
import type { KnownFiles } from './knownFiles.ts';
import type { ScanTally } from './scanTally.ts';
import type { ScanRequest } from './scanWords.ts';
import { isGone, walkFolder } from './walkFolder.ts';

export interface ScanTools {
  readonly print: Print;
  readonly known: KnownFiles;
  readonly stopped: () => boolean;
  readonly tally: ScanTally;
}

/** Looks at every file of the folders that is not as it was when it was last read. */
export async function scanFolders({ order }: ScanRequest, tools: ScanTools): Promise<void> {
  const { tally } = tools;
  const stopped = () => tools.stopped() || tally.full;
  const reader = new FileReader(tools.print, stopped, (bytes) => {
    tally.bytes += bytes;
    tally.pulse();
  });
  const startedAt = Date.now();
  const seen = new Set<BytePath>();
  for (const folder of order.folders.map(bytePath)) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const rules = { closed: new Set<BytePath>(), stopped, onUnread: (path: BytePath) => tally.unread(path) };
    for (const path of walkFolder(folder, rules)) {
      if (stopped()) return;
      lookAt(path, reader, tools, startedAt);
      tally.pulse();
    }
  }
}

function lookAt(
  path: BytePath,
  reader: FileReader,
  { tally, known, stopped }: ScanTools,
  startedAt: number,
): void {
  const stat = statOf(path, tally);
  if (stat === undefined) return;
  const leaks = known.get(path, stat);
  tally.files++;
  if (leaks !== undefined) {
    tally.unchanged++;
    tally.found(path, leaks);
    return;
  }
  const look = reader.read(path);
  if (look.kind === 'unread') tally.unread(path);
  if (look.kind !== 'read') return;
  tally.found(path, look.leaks);
  // Half of a file is not the file.
  if (!stopped()) known.put(path, look.stat, look.leaks, startedAt);
}

function statOf(path: BytePath, tally: ScanTally): Stats | undefined {
  try {
    return lstatSync(openable(path));
  } catch (error) {
    if (!isGone(error)) tally.unread(path);
    return undefined;
  }
}
