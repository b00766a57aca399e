import type { PushTarget } from '../../push/pushTarget.ts';
import type { OutgoingChanges, OutgoingFile, RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { byStdin, mostOutgoing, outgoingRange, wholeHistory } from './outgoingRange.ts';
import { rawLog } from './plainLog.ts';

const mostBytes = 32_000_000;

/**
 * Every version of a file that the commits to push bring, after those that the remote is taken to have. A merge
 * counts only with what is in none of its parents: the rest came with commits of their own. No network.
 */
export async function readOutgoingChanges(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<OutgoingChanges> {
  const log = await runInRepository(context, facts.folder, [...wholeHistory, ...rawLog, ...byStdin], {
    signal,
    stdin: outgoingRange(target),
    maxStdout: mostBytes,
  });
  const { commits, files } = readRawLog(log.exitCode === 0 ? log.stdout : '');
  const sizes = await readSizes(context, facts, [...new Set(files.map(({ blob }) => blob))], signal);
  return {
    commits,
    files: files.map((file) => ({ ...file, bytes: sizes.get(file.blob) })),
    cut: log.exitCode !== 0 || log.stdoutCut || commits.length === mostOutgoing,
  };
}

type Unsized = Omit<OutgoingFile, 'bytes'>;

/** One version of a file, and the commit that brought it. */
export interface Brought extends Unsized {
  /** Undefined in what is no log, as of the index. */
  readonly commit: string | undefined;
}

/** Every version of a file once, whichever commits brought it. */
export function readRawLog(text: string): {
  readonly commits: readonly string[];
  readonly files: readonly Unsized[];
} {
  const { commits, brought } = readBrought(text);
  const files = new Map(
    brought.map(({ path, blob, mode }) => [`${blob} ${path}`, { path, blob, mode }] as const),
  );
  return { commits, files: [...files.values()] };
}

/**
 * `log -z --raw --format=%H`: a commit id, then for each file `:modes ids status` and its path, each ended by NUL. A
 * merge has one colon, mode and id more for each further parent; the last are those of the result.
 */
export function readBrought(text: string): {
  readonly commits: readonly string[];
  readonly brought: readonly Brought[];
} {
  const commits: string[] = [];
  const brought: Brought[] = [];
  const fields = text.split('\0');
  for (let i = 0; i < fields.length; i++) {
    const field = (fields[i] ?? '').replace(/^\n+/, '');
    if (!field.startsWith(':')) {
      if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(field)) commits.push(field);
      continue;
    }
    const path = fields[++i] ?? '';
    const parents = /^:+/.exec(field)?.[0].length ?? 1;
    const parts = field.slice(parents).split(' ');
    const mode = parts[parents] ?? '';
    const blob = parts[2 * parents + 1] ?? '';
    // Deleted; or a submodule: a commit of another repository, nothing of it is pushed.
    if (mode !== '000000' && mode !== '160000') brought.push({ path, blob, mode, commit: commits.at(-1) });
  }
  return { commits, brought };
}

async function readSizes(
  context: GitContext,
  facts: RepositoryFacts,
  blobs: readonly string[],
  signal: CancelSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  if (blobs.length === 0) return new Map();
  const asked = await runInRepository(
    context,
    facts.folder,
    ['cat-file', '--batch-check=%(objectname) %(objectsize)'],
    { signal, stdin: `${blobs.join('\n')}\n`, maxStdout: mostBytes },
  );
  const sizes = new Map<string, number>();
  for (const line of asked.stdout.split('\n')) {
    const [blob = '', size = ''] = line.split(' ');
    if (/^[0-9]+$/.test(size)) sizes.set(blob, Number(size));
  }
  return sizes;
}
