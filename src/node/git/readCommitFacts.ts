import { type CommitFacts, warnedBytes } from '../../preflight/commitFacts.ts';
import { type CommitHeader, readCommitHeaders } from '../../preflight/commitHeaders.ts';
import type { HistoryFile } from '../../preflight/preflight.ts';
import { mayBePointer, readPointer } from '../../push/lfs/pointer.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { OutgoingChanges, OutgoingFile } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { findElsewhere, lookUp } from './findElsewhere.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { byStdin, outgoingRange, wholeHistory } from './outgoingRange.ts';
import { readDrift } from './readDrift.ts';
import { readOutgoingChanges } from './readOutgoingChanges.ts';
import { readSmallBlobs } from './smallBlobs.ts';

const mostBytes = 32_000_000;

type Push = Pick<ReadyPush, 'facts' | 'target'>;

/** What the commits to push bring, for the preflight. git only; no network, no token, and no gpg. */
export async function readCommitFacts(
  context: GitContext,
  { facts, target }: Push,
  signal?: CancelSignal,
): Promise<CommitFacts> {
  const [changes, headers, defaultBranch, drift] = await Promise.all([
    readOutgoingChanges(context, facts, target, signal),
    readHeaders(context, { facts, target }, signal),
    readDefaultBranch(context, { facts, target }, signal),
    target.trackingRef === undefined
      ? undefined
      : readDrift(context, facts.folder, target.sha, target.trackingRef, signal),
  ]);
  const [workflows, large, lfsPointers] = await Promise.all([
    findElsewhere(context, facts.folder, target, changes.files.filter(isWorkflow), signal),
    readLarge(context, { facts, target }, changes, signal),
    // Whether a file of that size is a pointer is only looked up where Git LFS is spoken of at all.
    facts.lfsFile === undefined ? [] : readPointers(context, facts.folder, changes, signal),
  ]);
  return {
    drift: drift && { trackingSha: drift.sha, ahead: drift.ahead, behind: drift.behind },
    defaultBranch,
    cut: changes.cut || headers === undefined,
    unsigned: (headers ?? []).filter(({ signed }) => !signed).map(({ sha }) => sha),
    merges: (headers ?? []).filter(({ parents }) => parents > 1).length,
    workflows,
    large,
    lfsPointers,
  };
}

/** GitHub runs what lies directly in this folder, and asks for the permission for what lies deeper too. */
function isWorkflow({ path }: OutgoingFile): boolean {
  return path.startsWith('.github/workflows/');
}

/** As the objects are stored: `log` would run gpg to say whether a commit is signed. Undefined when not all were read. */
async function readHeaders(
  context: GitContext,
  { facts, target }: Push,
  signal: CancelSignal | undefined,
): Promise<readonly CommitHeader[] | undefined> {
  const listed = await runInRepository(
    context,
    facts.folder,
    [...wholeHistory, 'rev-list', '--header', ...byStdin],
    { signal, stdin: outgoingRange(target), maxStdout: mostBytes },
  );
  return listed.exitCode === 0 && !listed.stdoutCut ? readCommitHeaders(listed.stdout) : undefined;
}

async function readDefaultBranch(
  context: GitContext,
  { facts, target }: Push,
  signal: CancelSignal | undefined,
): Promise<string | undefined> {
  const head = `refs/remotes/${target.remote}/HEAD`;
  const asked = await runInRepository(context, facts.folder, ['symbolic-ref', '-q', head], { signal });
  const prefix = `refs/remotes/${target.remote}/`;
  return asked.stdout.startsWith(prefix) ? asked.stdout.slice(prefix.length).trimEnd() : undefined;
}

async function readLarge(
  context: GitContext,
  { facts, target }: Push,
  { files }: OutgoingChanges,
  signal: CancelSignal | undefined,
): Promise<readonly HistoryFile[]> {
  const large = files.filter(({ bytes }) => (bytes ?? 0) > warnedBytes);
  if (large.length === 0) return [];
  // A line end in a name would be a second question; such a file is said without "a later commit removes it".
  const askable = large.filter(({ path }) => !/[\n\r]/.test(path));
  const inTip = await lookUp(context, facts.folder, [target.sha], askable, signal);
  return large.map(({ path, blob, bytes = 0 }) => {
    const removed = inTip !== undefined && !/[\n\r]/.test(path) && !inTip.has(`${blob} ${path}`);
    return { path, bytes, inTip: !removed };
  });
}

async function readPointers(
  context: GitContext,
  folder: string,
  { files }: OutgoingChanges,
  signal: CancelSignal | undefined,
): Promise<readonly string[]> {
  const small = files.filter(mayBePointer);
  const pointers = new Set<string>();
  const take = (blob: string, text: string) => {
    if (readPointer(text).kind !== 'none') pointers.add(blob);
  };
  await readSmallBlobs(context, folder, [...new Set(small.map(({ blob }) => blob))], take, signal);
  return [...new Set(small.filter(({ blob }) => pointers.has(blob)).map(({ path }) => path))];
}
