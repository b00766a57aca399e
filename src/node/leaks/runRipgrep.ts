import { dirname } from 'node:path';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { runProcess } from '../git/runProcess.ts';
import { type BytePath, bytePath } from './bytePath.ts';
import { bareEnvironment } from './findRipgrep.ts';
import { ripgrepPattern } from './mayHold.ts';
import { AnswerReader, type Candidate, mostHits } from './ripgrepAnswer.ts';

/** Larger files are left for our own reading: ripgrep holds a line at a time, and a line may be the file (I06). */
export const largestForRipgrep = 1 << 24;

/** A scan that takes this long is broken off (ms). */
const longest = 30 * 60_000;

export interface RipgrepRun {
  readonly file: string;
  /** Absolute. */
  readonly folders: readonly string[];
  readonly signal: CancelSignal;
  /** Told of each file in which something begins as a token does, while it runs. */
  readonly onCandidate: (candidate: Candidate) => void;
}

/**
 * Every choice is named, so that neither a default of another version nor a file of the repository decides: no ignore
 * file, hidden files too, binary ones as text, bytes as they are, no link followed. `--pre` is never given, and no
 * configuration read that could (A16). It tells where something stands and never what: a line of more than one
 * character is left out.
 */
const args: readonly string[] = [
  '--no-config',
  '--no-ignore',
  '--hidden',
  '--text',
  '--encoding=none',
  '--no-follow',
  '--no-pre',
  '--no-search-zip',
  '--no-mmap',
  '--no-multiline',
  '--case-sensitive',
  '--color=never',
  '--threads=2',
  `--max-filesize=${largestForRipgrep}`,
  '--glob=!.git/',
  '--with-filename',
  '--no-heading',
  '--null',
  '--line-number',
  '--column',
  '--byte-offset',
  '--max-columns=1',
  '--no-max-columns-preview',
  `--max-count=${mostHits + 1}`,
  `--regexp=${ripgrepPattern}`,
  '--',
];

/** What it could not read; undefined when it did not do its work, and then what it told counts for nothing. */
export async function runRipgrep(run: RipgrepRun): Promise<readonly BytePath[] | undefined> {
  const answer = new AnswerReader(run.onCandidate);
  const unread: BytePath[] = [];
  let understood = true;
  const { end, exitCode } = await runProcess({
    file: run.file,
    args: [...args, ...run.folders],
    cwd: dirname(run.file),
    env: bareEnvironment,
    timeoutMs: longest,
    signal: run.signal,
    onStdout: (chunk) => answer.write(chunk),
    onStderrLine: (line) => {
      const path = /^rg: (.*): .*\(os error \d+\)$/.exec(line)?.[1];
      if (path === undefined || path.includes('\ufffd')) understood = false;
      else unread.push(bytePath(path));
      return true;
    },
  });
  // 2 is also said when a file could not be read; without such a line it is the whole that failed.
  if (end !== 'exited' || exitCode === undefined || exitCode > 2) return undefined;
  if (exitCode === 2 && (!understood || unread.length === 0)) return undefined;
  answer.end();
  return unread;
}
