import type { Entry } from '../tokens/entry.ts';
import { entryFacts } from './entryFacts.ts';
import { timeText } from './exportColumns.ts';
import type { JournalRecord } from './journalRecord.ts';
import type { JournalReading } from './readJournal.ts';

/** What a setting says about itself: its value only when that is a switch or a number. */
export type SettingFact =
  | { readonly changed: boolean; readonly value: boolean | number }
  | { readonly changed: boolean; readonly count: number }
  | { readonly changed: boolean };

/** Everything a report is made of. The environment has no place here (S4-26). */
export interface DiagnosticsFacts {
  /** ms since the epoch. */
  readonly time: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, SettingFact>>;
  readonly store: object;
  readonly entries: readonly Entry[];
  readonly journal: JournalReading;
  /** Redacted already; the sweep looks again. */
  readonly log: readonly string[];
}

const newestRecords = 50;
const newestLines = 200;

/** The report as Markdown with one JSON block for each part, still to be swept as a whole. */
export function diagnosticsReport(facts: DiagnosticsFacts): string {
  const { time, versions, settings, store, entries, journal, log } = facts;
  const { records, damaged, newer } = journal;
  const tail = records.slice(-newestRecords).map(recordFacts);
  return [
    '# Token Warden diagnostics',
    timeText(time),
    part('Versions', versions),
    part('Settings', settings),
    part('Store', store),
    part('Entries', entries.map(entryFacts)),
    part('Journal', { records: records.length, damaged, newer, newest: tail }),
    part('Log', log.slice(-newestLines)),
  ].join('\n\n');
}

/** Without names of people, repositories, branches and entries: they say nothing about what is wrong here. */
function recordFacts(record: JournalRecord): object {
  const { time, action, result, mode, kind, actorSource, problem, findingIds, overrides, byProgram } = record;
  const plain = { action, result, mode, kind, actorSource, problem, findingIds, overrides, byProgram };
  return { time: timeText(time), ...plain };
}

/** As JSON no text can leave its block: every line of it begins with a bracket, a space or a brace. */
function part(title: string, value: unknown): string {
  return `## ${title}\n\n\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
