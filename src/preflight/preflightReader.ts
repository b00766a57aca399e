import type { PushEnd } from '../push/explainPush.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import type { Secret } from '../shared/secret.ts';
import type { CommitFacts } from './commitFacts.ts';

export interface Drift {
  /** The commit the other side is at. */
  readonly sha: string;
  readonly ahead: number;
  readonly behind: number;
}

/** Injected because it runs git. */
export interface PreflightReader {
  /** Reads the person's repository, without network or token. */
  commitFacts(push: Pick<ReadyPush, 'facts' | 'target'>, signal?: CancelSignal): Promise<CommitFacts>;
  /**
   * How far `sha` is ahead of and behind `other`, a commit or a full ref name, as far as this repository knows.
   * Undefined when it does not have it.
   */
  drift(folder: string, sha: string, other: string, signal?: CancelSignal): Promise<Drift | undefined>;
  /** Asks GitHub, from the isolated repository, whether it would take the push. One GET; nothing is written. */
  probe(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<PushEnd>;
}
