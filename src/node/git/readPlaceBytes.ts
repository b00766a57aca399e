import type { LeakPlace } from '../../leaks/leak.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/** More than a person would mend by hand (bytes); git goes on and what it says is dropped. */
const largest = 64 * 1024 * 1024;

/**
 * The bytes of what a found token lies in, where that is no file: a blob of the index or of a commit, or a commit with
 * its message. No filter runs. Undefined when git does not know it, or it is too large.
 */
export async function readPlaceBytes(
  context: GitContext,
  place: Exclude<LeakPlace, { kind: 'file' }>,
  signal?: CancelSignal,
): Promise<Uint8Array | undefined> {
  const object = objectOf(place);
  if (object === undefined) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  const end = await runInRepository(context, place.root, ['cat-file', ...object], {
    signal,
    onStdout: (chunk) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
    },
  });
  return end.exitCode === 0 && size <= largest ? Buffer.concat(chunks) : undefined;
}

/** What `cat-file` is asked for. A commit is named by its whole id, so that no branch of that name is meant. */
function objectOf(place: Exclude<LeakPlace, { kind: 'file' }>): readonly string[] | undefined {
  if (place.kind === 'staged') return ['blob', `:0:${place.path}`];
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(place.sha)) return undefined;
  return place.path === undefined ? ['commit', place.sha] : ['blob', `${place.sha}:${place.path}`];
}
