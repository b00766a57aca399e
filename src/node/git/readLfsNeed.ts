import { judgeLfsConfig } from '../../push/lfs/lfsEndpoint.ts';
import type { LfsNeed, LfsObject } from '../../push/lfs/lfsObjects.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { GitContext } from './gitContext.ts';
import { findStored, lfsStoreOf } from './lfsStore.ts';
import { readLfsConfig } from './readLfsConfig.ts';
import { readLfsObjects } from './readLfsObjects.ts';

/**
 * What a push would have to do about LFS, for showing it beforehand: no network, nothing written. Throws
 * `Failure<PushProblem>`, the same that would end the push.
 */
export async function readLfsNeed(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<LfsNeed> {
  if (facts.lfsFile === undefined) return { objects: [], absent: [], problem: undefined };
  const { objects } = await readLfsObjects(context, facts, target, signal);
  if (objects.length === 0) return { objects, absent: [], problem: undefined };
  const store = lfsStoreOf(facts, context.env);
  const absent: LfsObject[] = [];
  for (const object of objects) {
    if ((await findStored(store, object)).kind !== 'here') absent.push(object);
  }
  return {
    objects,
    absent,
    problem: judgeLfsConfig(target, await readLfsConfig(context, facts, target, signal)),
  };
}
