import { kinds, type TokenKind } from '../tokens/kind.ts';
import {
  actorSources,
  type JournalRecord,
  journalActions,
  journalModes,
  journalResults,
  listFields,
  longestId,
  longestList,
  textFields,
} from './journalRecord.ts';
import { readText } from './journalText.ts';

/** What a journal holds, and what of it could not be used. */
export interface JournalReading {
  /** Oldest first. */
  readonly records: readonly JournalRecord[];
  /** Lines that are no record: torn by a crash, or not ours. They stay in the file. */
  readonly damaged: number;
  /** Records of a version this one does not know. They stay in the file too. */
  readonly newer: number;
}

/** Our own lines are far shorter; a longer one is not ours and is not parsed. */
const longestLine = 65_536;

/**
 * Reads lines of JSON, whatever they hold, and never fails: a journal that a crash tore is still the record of all the
 * rest. What is read back is cleaned again, because another program may have written it.
 */
export function readJournal(text: string): JournalReading {
  const records: JournalRecord[] = [];
  let damaged = 0;
  let newer = 0;
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    // Only the length of an overlong line is looked at.
    const line = end - from > longestLine ? undefined : text.slice(from, end).trim();
    from = end + 1;
    if (line === '') continue;
    const read = line === undefined ? 'damaged' : readLine(line);
    if (read === 'damaged') damaged++;
    else if (read === 'newer') newer++;
    else records.push(read);
  }
  // Two windows write into one file, and a clock may be set back.
  records.sort((a, b) => a.time - b.time);
  return { records, damaged, newer };
}

function readLine(line: string): JournalRecord | 'damaged' | 'newer' {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'damaged';
  }
  return readRecord(value);
}

/** A parsed value as a record. */
export function readRecord(value: unknown): JournalRecord | 'damaged' | 'newer' {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'damaged';
  const found = value as Readonly<Record<string, unknown>>;
  const { v, time, action, result, mode, kind, actorSource, byProgram } = found;
  if (typeof v === 'number' && Number.isInteger(v) && v > 1) return 'newer';
  if (v !== 1 || typeof time !== 'number' || !Number.isFinite(time)) return 'damaged';
  if (!isText(action) || !isText(mode) || !isText(kind)) return 'damaged';
  if (!isOneOf(journalResults, result) || !isOneOf(actorSources, actorSource)) return 'damaged';
  if (!isText(found.entryId) || !isText(found.entryName) || !isText(found.host)) return 'damaged';
  // An action, a mode or a kind that a later version adds: shown wrongly it would be worse than not shown.
  const known = isOneOf(journalActions, action) && isOneOf(journalModes, mode) && Object.hasOwn(kinds, kind);
  if (!known) return 'newer';
  const texts = textsOf(found);
  const lists = listsOf(found);
  if (texts === undefined || lists === undefined) return 'damaged';
  return {
    v,
    time,
    action,
    result,
    mode,
    kind: kind as TokenKind,
    actorSource,
    ...texts,
    ...lists,
    ...(byProgram === true ? { byProgram } : {}),
  } as JournalRecord;
}

function textsOf(found: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const texts: Record<string, string> = {};
  for (const [name, most] of Object.entries(textFields)) {
    const value = found[name];
    if (value === undefined) continue;
    if (!isText(value)) return undefined;
    texts[name] = readText(value, most);
  }
  return texts;
}

function listsOf(found: Readonly<Record<string, unknown>>): Record<string, readonly string[]> | undefined {
  const lists: Record<string, readonly string[]> = {};
  for (const name of listFields) {
    const value = found[name];
    if (value === undefined) continue;
    if (!Array.isArray(value) || !value.every(isText)) return undefined;
    if (value.length > 0) lists[name] = value.slice(0, longestList).map((id) => readText(id, longestId));
  }
  return lists;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOneOf<T extends string>(known: readonly T[], value: unknown): value is T {
  return known.some((one) => one === value);
}
