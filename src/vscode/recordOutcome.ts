import type { Noted } from '../permissions/observeApi.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import { applyCalls } from '../tokens/applyEvidence.ts';
import { type Attempt, applyOutcome, type Outcome } from '../tokens/applyOutcome.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Writing } from './confirmations.ts';

/** What of the services is needed to record an outcome. */
export interface Recording extends Writing {
  readonly state: { refresh(): Promise<unknown> };
  readonly clock: Clock;
  /** What the API noted on the way, to be stored with the outcome in one write. */
  readonly noted?: { take(entryId: string): Noted | undefined } | undefined;
}

/**
 * Stores what an operation showed about a token, and draws it. Where it cannot be stored (a read-only window), the
 * operation itself is not spoilt by that.
 */
export async function recordOutcome(
  { credentials, state, clock, log, noted }: Recording,
  entry: Entry,
  operation: Attempt['operation'],
  { owner, repo }: RepositoryAddress,
  outcome: Outcome,
): Promise<void> {
  const attempt = { operation, repository: `${owner}/${repo}`, outcome, at: clock.now() };
  try {
    const seen = noted?.take(entry.id);
    await credentials.update(entry.id, (latest) => {
      const known = seen === undefined ? latest : applyCalls(latest, seen);
      return applyOutcome(known, entry, attempt);
    });
    await state.refresh();
  } catch (error) {
    log.failure(`recording what ${operation} showed`, error);
  }
}

/** A refusal is evidence too: a dead token is dead from now on, and is not tried again by itself. */
export async function recordRefusal(
  services: Recording,
  entry: Entry,
  operation: Attempt['operation'],
  address: RepositoryAddress,
  error: unknown,
): Promise<void> {
  const outcome = Failure.is(error) ? outcomeOf(error.problem) : undefined;
  if (outcome !== undefined) await recordOutcome(services, entry, operation, address, outcome);
}

/** What a problem of a push or of the API says about the token itself; most say nothing. */
function outcomeOf(problem: Problem & { readonly organisation?: string | undefined }): Outcome | undefined {
  switch (problem.kind) {
    case 'badCredentials':
      return { kind: 'dead' };
    case 'ssoRequired':
      return { kind: 'ssoBlocked', organisation: problem.organisation };
    case 'writeNotGranted':
    case 'missingPermission':
    case 'appMissingPermission':
      return { kind: 'refused' };
    default:
      return undefined;
  }
}
