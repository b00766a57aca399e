import type { Entry } from '../tokens/entry.ts';

/**
 * The users and organizations whose repositories a token was seen to write to, or was confirmed for, each once and
 * sorted. Reading says nothing: every token reads every public repository.
 */
export function servedOwners({
  observed,
  confirmedFor,
}: Pick<Entry, 'observed' | 'confirmedFor'>): readonly string[] {
  const byFolded = new Map<string, string>();
  const add = (repository: string) => {
    const owner = repository.slice(0, Math.max(repository.indexOf('/'), 0));
    if (owner !== '') byFolded.set(owner.toLowerCase(), owner);
  };
  confirmedFor.forEach(add);
  for (const { evidence, operation, repository } of observed) {
    if (evidence === 'worked' && (operation === 'push' || operation === 'open-draft-pr')) add(repository);
  }
  return byFolded.size < 2 ? [...byFolded.values()] : [...byFolded.values()].toSorted();
}
