import type { Entry } from './entry.ts';

/**
 * Every repository (`owner/name`) an entry's tokens are known to be used in, each once, as it was written last, by name:
 * where its first use was confirmed, where it was seen to work, and what else is `recorded` of it. Nothing is listed at
 * GitHub for it.
 */
export function usedRepositories(
  { confirmedFor, observed }: Pick<Entry, 'confirmedFor' | 'observed'>,
  recorded: readonly string[] = [],
): readonly string[] {
  const worked = observed.filter(({ evidence }) => evidence === 'worked').map(({ repository }) => repository);
  const names = [...confirmedFor, ...worked, ...recorded];
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].toSorted();
}
