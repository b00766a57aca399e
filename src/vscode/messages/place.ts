import type { Entry } from '../../tokens/entry.ts';
import type { GitHubHost } from '../../tokens/host.ts';

/** Where something was refused: our own parts, from which pages are made and the diagnosis is read. */
export interface Place {
  readonly host: GitHubHost;
  /** The repository's owner, from the remote's checked address. */
  readonly owner: string;
  readonly repo: string;
  /** The entry whose token was sent. */
  readonly entry: Entry;
  /** ms since the epoch. */
  readonly now: number;
}
