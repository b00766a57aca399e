import { fullNamePattern } from '../github/repository.ts';
import type { Entry } from '../tokens/entry.ts';

export const operations = Object.freeze(['read', 'push', 'open-draft-pr'] as const);

/** What a token is used for at a repository. */
export type RotationOperation = (typeof operations)[number];

/** Something that was done with a token of the entry, as the journal has it. */
export interface KnownUse {
  readonly operation: RotationOperation;
  /** `owner/name`. */
  readonly repository: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** A repository in which the new token must do what the old one did. */
export interface KnownRepository {
  readonly repository: string;
  readonly operations: readonly RotationOperation[];
}

/** A person waits, and each costs a request or two. */
export const mostRepositories = 10;

/**
 * Where the new token must work: what was seen to work with this entry's tokens, the repositories used last first. The
 * journal is a file that another program may have written, so only what can be a repository's name counts.
 */
export function knownOperations(
  { observed }: Pick<Entry, 'observed'>,
  journal: readonly KnownUse[],
): readonly KnownRepository[] {
  const worked: readonly KnownUse[] = observed.flatMap(({ operation, repository, evidence, at }) =>
    evidence === 'worked' ? [{ operation, repository, at }] : [],
  );
  const found = new Map<string, { readonly repository: string; at: number; operations: Set<string> }>();
  for (const { operation, repository, at } of [...worked, ...journal]) {
    if (!fullNamePattern.test(repository)) continue;
    const folded = repository.toLowerCase();
    const one = found.get(folded) ?? { repository, at, operations: new Set<string>() };
    one.at = Math.max(one.at, at);
    one.operations.add(operation);
    found.set(folded, one);
  }
  return [...found.values()]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, mostRepositories)
    .map((one) => ({
      repository: one.repository,
      operations: operations.filter((operation) => one.operations.has(operation)),
    }))
    .filter((one) => one.operations.length > 0);
}
