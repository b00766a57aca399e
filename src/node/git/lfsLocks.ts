import { array, looseObject, nullish, object, safeParse, string } from 'valibot';
import type { PushProblem } from '../../push/problems.ts';
import { Failure } from '../../shared/failure.ts';
import { type LfsService, postLfs } from './lfsBatch.ts';

const answerShape = looseObject({
  theirs: array(looseObject({ path: string(), owner: nullish(object({ name: string() })) })),
  next_cursor: nullish(string()),
});
const mostPages = 20;

/**
 * Stops a push that changes a file somebody else has locked, as git-lfs would: GitHub itself does not. Asked only when
 * the person's configuration asks for it. A server without locks holds none. Throws `Failure<PushProblem>`.
 */
export async function refuseLocked(
  service: LfsService,
  paths: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  let cursor = '';
  for (let page = 0; page < mostPages; page++) {
    const asked = { ref: { name: service.target.remoteRef }, ...(cursor === '' ? {} : { cursor }) };
    const data = await postLfs(service, 'locks/verify', signal, asked).catch((error: unknown) => {
      if (Failure.is(error) && without.has(error.problem.kind)) return undefined;
      throw error;
    });
    if (data === undefined) return;
    const read = safeParse(answerShape, data);
    if (!read.success) throw new Failure<PushProblem>({ kind: 'lfsAnswer' });
    const lock = read.output.theirs.find(({ path }) => paths.has(path));
    if (lock !== undefined) {
      const owner = service.clean(lock.owner?.name ?? '', 100);
      throw new Failure<PushProblem>({ kind: 'lfsLocked', path: lock.path, owner });
    }
    cursor = (read.output.next_cursor ?? '').slice(0, 1_000);
    if (cursor === '') return;
  }
  throw new Failure<PushProblem>({ kind: 'lfsAnswer' });
}

/** 404 and 501: how a server says that it keeps no locks. Source: git-lfs docs/api/locking.md. */
const without: ReadonlySet<string> = new Set(['repositoryNotFound', 'lfsOff']);
