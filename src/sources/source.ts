import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Job } from '../policy/judgeFit.ts';
import type { Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { Mode, Origin } from '../tokens/origin.ts';

/** What a token is wanted for: one action in one repository. */
export interface Asked {
  readonly host: GitHubHost;
  readonly owner: string;
  readonly repo: string;
  readonly job: Job;
  /** The push is known to change workflow files. */
  readonly workflows?: boolean | undefined;
}

/** A source that could not answer, and why: shown where the person asks which credential is used, never a notification. */
export interface SourceTrouble {
  readonly from: Origin['kind'];
  readonly problem: Problem;
}

export interface Offers {
  /** Each with `origin`, and with nothing secret. */
  readonly entries: readonly Entry[];
  readonly troubles: readonly SourceTrouble[];
}

/**
 * Where tokens come from besides the vault. Asked only when the person starts an action, never in the background, and
 * never for another host than the one of the action (B07).
 */
export interface Source {
  readonly mode: Exclude<Mode, 'vault'>;
  /** What could serve. Never throws: what went wrong is a trouble. A missing program or variable is none at all. */
  offers(asked: Asked, signal: CancelSignal): Promise<Offers>;
  /** The token of an entry that this source offered. Throws `Failure` of its own problems. */
  secretOf(entry: Entry, asked: Asked, signal: CancelSignal | undefined): Promise<Secret>;
  /** What making the token showed of it, for as long as the action lasts: asked after each `secretOf` and `over`. */
  learned?(entry: Entry): Partial<Pick<Entry, 'expiry' | 'health' | 'listed'>>;
  /** The action that used tokens of this entry is over: what was made for it alone is ended. Never throws. */
  over?(entry: Entry): Promise<void>;
}

export const noOffers: Offers = Object.freeze({ entries: Object.freeze([]), troubles: Object.freeze([]) });
