import type { Entry } from '../tokens/entry.ts';

const writing: readonly string[] = ['push', 'open-draft-pr'];

/**
 * The users and organizations whose repositories a token was seen to write to, or was confirmed for, each once and
 * sorted. Reading says nothing: every token reads every public repository.
 */
export function servedOwners(entry: Pick<Entry, 'observed' | 'confirmedFor'>): readonly string[] {
  const written = entry.observed
    .filter(({ evidence, operation }) => evidence === 'worked' && writing.includes(operation))
    .map((seen) => seen.repository);
  const byFolded = new Map<string, string>();
  for (const repository of [...entry.confirmedFor, ...written]) {
    const owner = repository.split('/')[0] ?? '';
    if (owner !== '') byFolded.set(owner.toLowerCase(), owner);
  }
  return [...byFolded.values()].toSorted();
}
