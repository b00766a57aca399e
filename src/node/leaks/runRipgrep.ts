import { dirname } from 'node:path';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { runProcess } from '../git/runProcess.ts';
import { type BytePath, bytePath } from './bytePath.ts';
import { bareEnvironment } from './findRipgrep.ts';
import { ripgrepPattern } from './mayHold.ts';

/** Larger files are left for our own reading: ripgrep holds a line at a time, and a line may be the file (I06). */
export const largestForRipgrep = 1 << 24;

/** A scan that takes this long is broken off (ms). */
const longest = 30 * 60_000;

export interface Candidates {
  /** Files in which something begins as a token does. */
  readonly files: readonly BytePath[];
  /** What it could not read. */
  readonly unread: readonly BytePath[];
}

/**
 * Every choice is named, so that neither a default of another version nor a file of the repository decides: no ignore
 * file, hidden files too, binary ones as text, bytes as they are, no link followed. `--pre` is never given, and no
 * configuration read that could (A16).
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
  '--files-with-matches',
  '--null',
  `--regexp=${ripgrepPattern}`,
  '--',
];

/** Undefined when it did not do its work. `folders` are absolute. */
export async function runRipgrep(
  file: string,
  folders: readonly string[],
  signal: CancelSignal,
): Promise<Candidates | undefined> {
  const names = new NameSplitter();
  const unread: BytePath[] = [];
  let understood = true;
  const { end, exitCode } = await runProcess({
    file,
    args: [...args, ...folders],
    cwd: dirname(file),
    env: bareEnvironment,
    timeoutMs: longest,
    signal,
    onStdout: (chunk) => names.write(chunk),
    onStderrLine: (line) => {
      const path = /^rg: (.*): .*\(os error \d+\)$/.exec(line)?.[1];
      if (path === undefined || path.includes('\ufffd')) understood = false;
      else unread.push(bytePath(path));
      return true;
    },
  });
  // 2 is also said when a file could not be read; without such a line it is the whole that failed.
  if (end !== 'exited' || exitCode === undefined || exitCode > 2) return undefined;
  if (exitCode === 2 && !understood) return undefined;
  return { files: names.names, unread };
}

/** Names that end with NUL, as bytes: one may hold a line break (I13). */
class NameSplitter {
  readonly names: BytePath[] = [];
  #rest = '';

  write(chunk: Buffer): void {
    const parts = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) this.names.push(part);
  }
}
