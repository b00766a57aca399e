import { type LfsObject, lfsObjectsOf, type SmallFile } from '../../push/lfs/lfsObjects.ts';
import { mayBePointer } from '../../push/lfs/pointer.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import type { GitContext } from './gitContext.ts';
import { readOutgoingChanges } from './readOutgoingChanges.ts';
import { readSmallBlobs } from './smallBlobs.ts';

export interface LfsOutgoing {
  readonly objects: readonly LfsObject[];
  /** Every file the commits touch, of LFS or not. */
  readonly paths: ReadonlySet<string>;
}

/**
 * The LFS content that the commits to push point to and no branch of the remote is known to. No network, no filter.
 * Throws `Failure<PushProblem>`: a pointer nobody could upload, or more commits than are looked through.
 */
export async function readLfsObjects(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<LfsOutgoing> {
  const changes = await readOutgoingChanges(context, facts, target, signal);
  refuseCancelled(signal);
  if (changes.cut) throw new Failure<PushProblem>({ kind: 'lfsTooMany' });
  const paths = new Map<string, string>();
  for (const file of changes.files) if (mayBePointer(file)) paths.set(file.blob, file.path);
  const candidates: SmallFile[] = [];
  const complete = await readSmallBlobs(
    context,
    facts.folder,
    [...paths.keys()],
    (blob, text) => {
      if (/^\s*version /.test(text)) candidates.push({ path: paths.get(blob) ?? '', text });
    },
    signal,
  );
  refuseCancelled(signal);
  if (!complete) throw new Failure<PushProblem>({ kind: 'repositoryUnreadable' });
  const found = lfsObjectsOf(candidates);
  if (found.kind === 'refused') throw new Failure<PushProblem>(found.problem);
  return { objects: found.objects, paths: new Set(changes.files.map(({ path }) => path)) };
}

/** A git that was stopped in the middle has said less than there is. */
function refuseCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) throw new Failure<PushProblem>({ kind: 'cancelled' });
}
