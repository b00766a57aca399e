import { Failure } from '../shared/failure.ts';
import { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import { entryShape } from './entryShape.ts';
import type { UnreadableWhy, VaultProblem } from './problems.ts';
import { filled, object, optional, step } from './shape.ts';

/** What one key of the store holds: the facts with their secret, because facts without it would outlive it. */
export interface EntryRecord {
  /** Raised by every write of this entry; older than the marker's means the store answered an old value (F07). */
  readonly generation: number;
  readonly entry: Entry;
  readonly secret: Secret;
  /** The token before the last rotation; present exactly when `entry.previous` is. */
  readonly previous: Secret | undefined;
  /** GitHub's refresh token, for one use. With its token in one value, so that one store swaps both. */
  readonly renewal?: Secret | undefined;
}

export type Reading =
  | { readonly kind: 'none' }
  | { readonly kind: 'record'; readonly record: EntryRecord; readonly raw: Secret }
  | { readonly kind: 'unreadable'; readonly why: UnreadableWhy };

/** Characters. A record is one to five thousand; anything near this is not ours or would slow every start. */
export const maxRecordLength = 256 * 1024;

const version = 1;
const prefix = 'tokenWarden.entry.';

export const canaryKey = 'tokenWarden.canary';

export function keyOf(id: string): string {
  return prefix + id;
}

export function idOfKey(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/** The text for the store. Throws `recordTooBig` rather than write what would be set aside on reading. */
export function serialiseRecord(record: EntryRecord): Secret {
  const raw = JSON.stringify({
    tokenWarden: version,
    generation: record.generation,
    entry: record.entry,
    secret: record.secret.reveal(),
    previous: record.previous?.reveal(),
    renewal: record.renewal?.reveal(),
  });
  if (raw.length > maxRecordLength) throw new Failure<VaultProblem>({ kind: 'recordTooBig' });
  return new Secret(raw);
}

/** Characters of a serialised record. */
export function lengthOf(raw: Secret): number {
  return raw.reveal().length;
}

interface Stored {
  readonly generation: number;
  readonly entry: Entry;
  readonly secret: string;
  readonly previous: string | undefined;
  readonly renewal: string | undefined;
}

const stored = object<Stored>({
  generation: step,
  entry: entryShape,
  secret: filled(maxRecordLength),
  previous: optional(filled(maxRecordLength)),
  renewal: optional(filled(maxRecordLength)),
});

/** Reads what the store answered for this id. Never throws, whatever is in there (F08). */
export function parseRecord(id: string, raw: Secret | undefined): Reading {
  if (raw === undefined) return { kind: 'none' };
  const text = raw.reveal();
  if (text.trim() === '') return { kind: 'unreadable', why: 'empty' };
  if (text.length > maxRecordLength) return { kind: 'unreadable', why: 'tooBig' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', why: 'notJson' };
  }
  const given = versionOf(value);
  if (given === undefined) return { kind: 'unreadable', why: 'foreign' };
  if (given > version) return { kind: 'unreadable', why: 'newer' };
  try {
    const { generation, entry, secret, previous, renewal } = stored(value);
    // A value under another entry's key, or a kept token without its dates, was not written by us.
    const ours =
      given === version && entry.id === id && (previous === undefined) === (entry.previous === undefined);
    if (!ours) return { kind: 'unreadable', why: 'invalid' };
    const record = {
      generation,
      entry,
      secret: new Secret(secret),
      previous: previous === undefined ? undefined : new Secret(previous),
      ...(renewal === undefined ? {} : { renewal: new Secret(renewal) }),
    };
    return { kind: 'record', record, raw };
  } catch {
    return { kind: 'unreadable', why: 'invalid' };
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'tokenWarden')) return undefined;
  const given = (value as { tokenWarden: unknown }).tokenWarden;
  return typeof given === 'number' && Number.isInteger(given) ? given : undefined;
}
