import type { Acceptance, Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import { judgeGrant } from './judgeGrant.ts';
import { judgeKnown } from './judgeKnown.ts';
import { type Draft, judgeEnd, judgeLife } from './judgeLife.ts';
import { judgePrevious } from './judgePrevious.ts';
import { judgeUse } from './judgeUse.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import type { PolicyFinding } from './policyFinding.ts';

export interface JudgeInput {
  /** ms since the epoch, corrected by the server's clock where that is known. */
  readonly now: number;
  /** Whether this entry would be used for the active repository: only then may its end colour the status. */
  readonly usedHere: boolean;
  readonly policy?: Policy;
}

/**
 * Every finding about one entry, in a fixed order: its end, what it may do, how long it lives, how it is used, what is
 * known of it. Severity says how far
 * a finding may go (product.md, severity table): `error` and `warning` colour the status, `info` never does.
 */
export function judgeEntry(entry: Entry, input: JudgeInput): readonly PolicyFinding[] {
  const left = judgePrevious(entry, input.now).map((draft) => finish(draft, entry, undefined));
  return [...judgeToken(entry, input), ...left];
}

function judgeToken(entry: Entry, input: JudgeInput): readonly PolicyFinding[] {
  const { now, usedHere, policy = defaultPolicy } = input;
  // What is only exchanged for a token acts for nobody, and is judged by nobody.
  if (!kinds[entry.kind].authenticates) return [];
  const end = judgeEnd(entry, now, usedHere);
  if (end !== undefined) return [finish(end, entry, undefined)];
  const drafts = [
    ...judgeGrant(entry, usedHere, policy),
    ...judgeLife(entry, now, usedHere, policy),
    ...judgeUse(entry, now, policy),
    ...judgeKnown(entry, policy),
  ];
  return drafts.map((draft) => finish(draft, entry, acceptedUntil(entry.accepted, draft.id, now)));
}

/** Every finding about every entry; `usedHere` is the id of the one that serves the active repository. */
export function judgeEntries(
  entries: readonly Entry[],
  { usedHere, ...input }: Omit<JudgeInput, 'usedHere'> & { readonly usedHere: string | undefined },
): readonly PolicyFinding[] {
  return entries.flatMap((entry) => judgeEntry(entry, { ...input, usedHere: entry.id === usedHere }));
}

/** An accepted finding stays visible and quiet until its date; the longest acceptance still running counts. */
function finish(draft: Draft, entry: Entry, accepted: number | undefined): PolicyFinding {
  return {
    ...draft,
    severity: accepted === undefined ? draft.severity : 'info',
    entryId: entry.id,
    acceptedUntil: accepted,
    secretSince: entry.secretSince,
    neverGrant: draft.neverGrant ?? [],
  };
}

function acceptedUntil(accepted: readonly Acceptance[], id: string, now: number): number | undefined {
  const running = accepted.filter((one) => one.findingId === id && one.until > now).map((one) => one.until);
  return running.length === 0 ? undefined : Math.max(...running);
}
