import type { Secret } from '../shared/secret.ts';
import type { Entry, PreviousToken } from '../tokens/entry.ts';
import type { EntryRecord } from './entryRecord.ts';

/** What a caller knows of a new entry; the vault adds the rest. */
export type EntryDraft = Omit<Entry, 'id' | 'addedAt' | 'secretSince' | 'previous' | 'revocation'>;

export type RecordChange = Omit<EntryRecord, 'generation'>;

/** What only the vault decides. The host most of all: facts that move to another host would take the token along. */
function pinned(entry: Entry, changed: Entry): Entry {
  const { id, host, addedAt, secretSince, previous } = entry;
  return { ...changed, id, host, addedAt, secretSince, previous };
}

export function newRecord(
  id: string,
  draft: EntryDraft,
  secret: Secret,
  now: number,
  renewal?: Secret,
): RecordChange {
  return {
    entry: { ...draft, id, addedAt: now, secretSince: now, previous: undefined },
    secret,
    previous: undefined,
    ...(renewal && { renewal }),
  };
}

/** New facts, same tokens. */
export function withFacts(record: EntryRecord, change: (entry: Entry) => Entry): RecordChange {
  const changed = change(record.entry);
  return changed === record.entry ? record : { ...record, entry: pinned(record.entry, changed) };
}

/** A wish to end the token goes aside with it: the new one must not inherit it, and the old one not lose it. */
function keptAside(entry: Entry, now: number): PreviousToken {
  const { secretSince, kind, expiry, declared, revocation } = entry;
  return {
    since: secretSince,
    replacedAt: now,
    kind,
    expiry,
    ...(declared && { declared }),
    ...(revocation && { revocation }),
  };
}

/**
 * What GitHub showed of one token says nothing about another, and a wish to end one is none to end the other. Nor is a
 * pasted token renewed by the sign-in of the one before.
 */
function withoutEvidence(entry: Entry): Entry {
  const {
    revocation: _,
    calls: _calls,
    probed: _probed,
    listed: _listed,
    session: _session,
    ...rest
  } = entry;
  return rest;
}

/** A new token; the old one is kept aside in the same value, so one store swaps both. */
export function withSecret(
  record: EntryRecord,
  secret: Secret,
  change: (entry: Entry) => Entry,
  now: number,
): RecordChange {
  const entry = pinned(record.entry, change(withoutEvidence(record.entry)));
  const previous = keptAside(record.entry, now);
  return { entry: { ...entry, secretSince: now, previous }, secret, previous: record.secret };
}

/**
 * The same sign-in with its next token: what was seen of it stays true, because GitHub gave it the same rights. The old
 * one died when GitHub made this, so it is not kept aside.
 */
export function withRenewed(
  record: EntryRecord,
  secret: Secret,
  renewal: Secret | undefined,
  change: (entry: Entry) => Entry,
  now: number,
): RecordChange {
  const { renewal: _used, ...rest } = record;
  const entry = { ...pinned(record.entry, change(record.entry)), secretSince: now };
  return { ...rest, entry, secret, ...(renewal && { renewal }) };
}

/** New facts about the kept old token, which stays the one it is. */
export function withPreviousFacts(
  record: EntryRecord,
  kept: PreviousToken,
  change: (kept: PreviousToken) => PreviousToken,
): RecordChange {
  const changed = change(kept);
  if (changed === kept) return record;
  const { since, replacedAt } = kept;
  return { ...record, entry: { ...record.entry, previous: { ...changed, since, replacedAt } } };
}

/** Stops keeping the old token. */
export function withoutPrevious(record: EntryRecord): RecordChange {
  return { ...record, entry: { ...record.entry, previous: undefined }, previous: undefined };
}

/** Back to the old token. The new one takes its place aside: a value that works somewhere is never just dropped. */
export function swapped(
  record: EntryRecord,
  old: Secret,
  { since, revocation }: PreviousToken,
  change: (entry: Entry) => Entry,
  now: number,
): RecordChange {
  const entry = pinned(record.entry, change(withoutEvidence(record.entry)));
  const previous = keptAside(record.entry, now);
  return {
    entry: { ...entry, secretSince: since, previous, ...(revocation && { revocation }) },
    secret: old,
    previous: record.secret,
  };
}
