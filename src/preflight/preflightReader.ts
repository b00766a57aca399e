import type { CancelSignal } from '../push/cancelSignal.ts';
import type { PushEnd } from '../push/explainPush.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { Secret } from '../shared/secret.ts';
import type { CommitFacts } from './commitFacts.ts';

/** Injected because it runs git. */
export interface PreflightReader {
  /** Reads the person's repository, without network or token. */
  commitFacts(push: Pick<ReadyPush, 'facts' | 'target'>, signal?: CancelSignal): Promise<CommitFacts>;
  /** Asks GitHub, from the isolated repository, whether it would take the push. One GET; nothing is written. */
  probe(push: ReadyPush, secret: Secret, signal?: CancelSignal): Promise<PushEnd>;
}
