import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { BatchReader, type ObjectTaker } from './scanOutgoingBatch.ts';

export interface ReadObjects {
  /** `broken`: git gave up at an object. `stopped`: it took too long, or could not be run. */
  readonly end: 'done' | 'broken' | 'stopped' | 'cancelled';
  /** Those that came whole. Less than were asked for when some are missing or broken. */
  readonly read: number;
}

/**
 * Hands over the bytes of objects in the order of their ids, as git stores them: no filter runs, nothing is fetched, and
 * no more than one piece of one object is held.
 */
export async function readObjects(
  context: GitContext,
  folder: string,
  ids: readonly string[],
  open: (id: string) => ObjectTaker,
  { signal, timeoutMs }: { readonly signal?: CancelSignal | undefined; readonly timeoutMs?: number } = {},
): Promise<ReadObjects> {
  if (ids.length === 0) return { end: signal?.aborted ? 'cancelled' : 'done', read: 0 };
  let read = 0;
  const reader = new BatchReader((id) => {
    const taker = open(id);
    return {
      write: taker.write,
      end: () => {
        read++;
        taker.end();
      },
    };
  });
  const asked = await runInRepository(context, folder, ['cat-file', '--batch'], {
    signal,
    stdin: `${ids.join('\n')}\n`,
    onStdout: (chunk) => reader.write(chunk),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  if (asked.end === 'cancelled' || signal?.aborted) return { end: 'cancelled', read };
  if (asked.end !== 'exited') return { end: 'stopped', read };
  return { end: asked.exitCode === 0 ? 'done' : 'broken', read };
}
