import { dayMs } from '../shared/clock.ts';
import type { Entry, PreviousToken, Revocation } from '../tokens/entry.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';
import type { Draft } from './judgeLife.ts';

/** How long a replaced token may lie without a decision before that is worth a colour (ms). */
const decideWithinMs = 7 * dayMs;

/**
 * What is left to do at GitHub about an entry's tokens: a replaced one that still may live, and one that the person
 * wanted ended and that was not shown dead. Neither can be accepted: it is done, put off to a date, or withdrawn.
 */
export function judgePrevious(entry: Entry, now: number): readonly Draft[] {
  // Both keys of a GitHub App may serve side by side, and neither can be ended from here: `judgeAppKey`.
  if (entry.kind === 'app-key') return [];
  const { previous } = entry;
  const present = entry.health.kind === 'dead' ? undefined : pending(entry.revocation, entry.kind);
  const old = pending(previous?.revocation, previous?.kind ?? 'unknown');
  const wanted = present ?? old;
  const drafts: Draft[] = wanted === undefined ? [] : [notYetRevoked(wanted, present === undefined)];
  // One of the two about the old one: what it waits for is the revocation.
  if (previous !== undefined && old === undefined) drafts.push(oldTokenKept(previous, now));
  return drafts;
}

/** A refresh token cannot be shown dead, because it opens nothing itself: GitHub's word is all there will ever be. */
function pending(revocation: Revocation | undefined, kind: TokenKind): Revocation | undefined {
  const final = revocation?.acceptedAt !== undefined && !kinds[kind].authenticates;
  return final ? undefined : revocation;
}

function notYetRevoked({ wantedAt, acceptedAt }: Revocation, old: boolean): Draft {
  const evidence = acceptedAt === undefined ? 'declared' : 'listed';
  const data = { at: wantedAt, old, ...(acceptedAt === undefined ? {} : { acceptedAt }) };
  return { id: 'not-yet-revoked', severity: 'warning', evidence, data, next: 'revoke' };
}

function oldTokenKept({ replacedAt, keepUntil, expiry }: PreviousToken, now: number): Draft {
  const end = expiry?.kind === 'at' ? expiry.at : Number.POSITIVE_INFINITY;
  const due = Math.min(keepUntil ?? replacedAt + decideWithinMs, end);
  const data = { old: true, at: keepUntil ?? replacedAt, chosen: keepUntil !== undefined };
  const severity = due <= now ? 'warning' : 'info';
  return { id: 'old-token-kept', severity, evidence: 'declared', data, next: 'end-old' };
}
