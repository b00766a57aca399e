import fc from 'fast-check';
import {
  actorSources,
  type JournalRecord,
  journalActions,
  journalModes,
  journalResults,
} from '../../../src/journal/journalRecord.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { kinds, type TokenKind } from '../../../src/tokens/kind.ts';

/** A push by a person whom GitHub named, with what a test changes about it. */
export function aRecord(changes: Partial<JournalRecord> = {}): JournalRecord {
  return {
    v: 1,
    time: Date.UTC(2026, 10, 20, 12),
    action: 'push',
    result: 'done',
    mode: 'vault',
    entryId: 'e1',
    entryName: 'github:fine-grained-acme',
    kind: 'fine-grained-pat',
    host: githubCom.name,
    actorSource: 'github',
    actor: 'mona',
    repository: 'acme/app',
    ref: 'refs/heads/feature/greet',
    shaFrom: '1'.repeat(40),
    shaTo: '2'.repeat(40),
    ...changes,
  };
}

/** The fields that hold text from outside. */
export const texts = [
  'entryId',
  'entryName',
  'host',
  'actor',
  'repository',
  'ref',
  'shaFrom',
  'shaTo',
  'pullRequestUrl',
  'problem',
] as const satisfies readonly (keyof JournalRecord)[];

/** The same text in every field that can hold one. */
export function everywhere(text: string): JournalRecord {
  const all = Object.fromEntries(texts.map((name) => [name, text]));
  return aRecord({ ...all, findingIds: [text, 'classic'], overrides: [text] });
}

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const maybe = fc.option(wild, { nil: undefined });

/** Any record a caller could hand in, texts of every kind in it. */
export const anyRecord: fc.Arbitrary<JournalRecord> = fc
  .record({
    v: fc.constant(1 as const),
    time: fc.integer({ min: 0, max: 8_000_000_000_000 }),
    action: fc.constantFrom(...journalActions),
    result: fc.constantFrom(...journalResults),
    mode: fc.constantFrom(...journalModes),
    entryId: wild,
    entryName: wild,
    kind: fc.constantFrom(...(Object.keys(kinds) as TokenKind[])),
    host: wild,
    actorSource: fc.constantFrom(...actorSources),
    actor: maybe,
    repository: maybe,
    ref: maybe,
    shaFrom: maybe,
    shaTo: maybe,
    pullRequestUrl: maybe,
    problem: maybe,
    findingIds: fc.option(fc.array(wild, { maxLength: 3 }), { nil: undefined }),
    overrides: fc.option(fc.array(wild, { maxLength: 3 }), { nil: undefined }),
    byProgram: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map((record) => record as JournalRecord);
