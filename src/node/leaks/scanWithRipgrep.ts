import { setImmediate as nextTurn } from 'node:timers/promises';
import { type BytePath, bytePath } from './bytePath.ts';
import { isRipgrep, placeOfRipgrep } from './findRipgrep.ts';
import type { Candidate } from './ripgrepAnswer.ts';
import { largestForRipgrep, runRipgrep } from './runRipgrep.ts';
import { lookAt, type Scan, statOf } from './scanFolders.ts';
import { walkFolder } from './walkFolder.ts';

/** Files between two looks at what ripgrep has said. */
const atOnce = 500;

/**
 * The first scan of folders: ripgrep says in which files something begins as a token does, and only these are read. Side
 * by side with it the tree is walked for what ripgrep is not to read, and for what is remembered: a file that stays as it
 * is, is not read again. Gives false when that is not the way here, and nothing was told yet.
 */
export async function scanWithRipgrep(
  appRoot: string,
  folders: readonly string[],
  scan: Scan,
): Promise<boolean> {
  const { tally, known, stopped, signal, rules, startedAt } = scan;
  const roots = folders.map(bytePath);
  // Which files are left out is decided in one place, and they are most of the bytes.
  if (rules.leaveOut !== undefined) return false;
  // What was read once is compared file by file: that is faster still.
  if (roots.length === 0 || roots.every((root) => known.hasScanned(root))) return false;
  if ([...rules.closed].some((mount) => roots.some((root) => `${mount}/`.startsWith(`${root}/`))))
    return false;
  const file = await placeOfRipgrep(appRoot);
  if (file === undefined || stopped()) return false;
  // Asked while it works already: to wait for the answer takes as long as a small search.
  const right = isRipgrep(file);
  const candidates: BytePath[] = [];
  const onCandidate = ({ path, hits }: Candidate) => {
    if (stopped()) return;
    candidates.push(path);
    const { files, bytes } = tally;
    lookAt(path, scan, { hits, since: startedAt });
    // The walk counts it when it meets it.
    Object.assign(tally, { files, bytes });
  };
  const running = runRipgrep({ file, folders, signal, onCandidate });
  const walked = await walkBeside(roots, scan);
  const waiting = setInterval(() => tally.pulse(), 100);
  const unread = await running.finally(() => clearInterval(waiting));
  if (stopped()) return true;
  if (unread === undefined || !(await right)) {
    tally.startAgain();
    return false;
  }
  tally.engine = 'ripgrep';
  for (const path of unread) if (statOf(path, tally)?.isFile()) tally.unread(path);
  const unsure = new Set([...candidates, ...walked.large, ...unread].map((path) => known.stampNow(path)));
  known.putClean(walked.stamps.filter((stamp) => !unsure.has(stamp)));
  for (const path of walked.large) {
    if (stopped()) return true;
    lookAt(path, scan);
  }
  for (const root of roots) known.noteScanned(root);
  return true;
}

interface Walked {
  /** Those ripgrep leaves out. */
  readonly large: readonly BytePath[];
  /** Of those that it reads and that have not changed for a while. */
  readonly stamps: readonly number[];
}

async function walkBeside(roots: readonly BytePath[], scan: Scan): Promise<Walked> {
  const { tally, known, rules, stopped, startedAt } = scan;
  const large: BytePath[] = [];
  const stamps: number[] = [];
  let count = 0;
  for (const root of roots) {
    for (const path of walkFolder(root, rules)) {
      if (stopped()) break;
      if (++count % atOnce === 0) await nextTurn();
      const stat = statOf(path, tally);
      if (stat === undefined) continue;
      if (stat.size > largestForRipgrep) {
        large.push(path);
        continue;
      }
      tally.files++;
      tally.bytes += stat.size;
      tally.pulse();
      const stamp = known.settledStamp(path, stat, startedAt);
      if (stamp !== undefined) stamps.push(stamp);
    }
  }
  return { large, stamps };
}
