import { drawnLine } from '../shared/text.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { borrowedId, type Origin } from '../tokens/origin.ts';
import { borrowedEntry } from './borrowedEntry.ts';

export interface LentFacts {
  readonly origin: Extract<Origin, { readonly kind: 'gh' | 'vscode' | 'git' | 'environment' }>;
  readonly host: GitHubHost;
  readonly kind: TokenKind;
  /** What tells it from others of the same source: an account, or the name of the variable. */
  readonly named: string | undefined;
  /** Only where GitHub once named it; anybody may write a user name beside a token. */
  readonly login?: string | undefined;
  readonly health?: Entry['health'] | undefined;
}

/** The same login has the same id tomorrow. What it grants and until when is not known before GitHub is asked. */
export function lentEntry(facts: LentFacts, now: number): Entry {
  const { origin, host, kind, login, health = { kind: 'unchecked' } } = facts;
  const source = origin.kind === 'environment' ? 'env' : origin.kind;
  const named = drawnLine(facts.named ?? '', 60);
  return borrowedEntry(
    {
      id: borrowedId(source, host.name, named),
      name: `${source}:${named === '' ? host.name : named}`,
      host: host.name,
      kind,
      login,
      origin,
      health,
    },
    now,
  );
}
