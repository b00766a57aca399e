import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JournalRecord } from '../../../src/journal/journalRecord.ts';
import { readJournal } from '../../../src/journal/readJournal.ts';
import { serialiseRecord } from '../../../src/journal/writeRecord.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { anyRecord, aRecord, everywhere } from './aRecord.ts';

const blind = { redact: (text: string) => text };
const clean = new Redactor();

describe('a line of the journal', () => {
  it('S4-22 S4-23 S4-24 X-11 tells the mode, the actor and how it is known, the ref and the pull request', () => {
    const record = aRecord({
      pullRequestUrl: 'https://github.com/acme/app/pull/7',
      findingIds: ['expires-soon'],
      overrides: ['cleanTree'],
      byProgram: true,
    });
    const line = serialiseRecord(record, clean);
    assert.deepEqual(readJournal(line), { records: [record], damaged: 0, newer: 0 });
    assert.deepEqual(
      [line.endsWith('}\n'), line.indexOf('\n'), JSON.parse(line).mode, JSON.parse(line).actorSource],
      [true, line.length - 1, 'vault', 'github'],
    );
  });

  for (const form of tokenForms) {
    it(`S4-25 holds no byte of a known ${form}, whatever field it came in and however it was written`, () => {
      const value = makeToken(form, 'journal');
      const redactor = new Redactor();
      redactor.learn(new Secret(value));
      const written = [
        value,
        Buffer.from(value).toString('base64'),
        `Basic ${Buffer.from(`x-access-token:${value}`).toString('base64')}`,
        encodeURIComponent(value).replace(/_/g, '%5F'),
        `https://mona:${value}@github.com/acme/app`,
        Buffer.from(value).toString('hex'),
        [...value].join('\u001b[0m'),
      ];
      for (const text of written) {
        const line = serialiseRecord(everywhere(`a ${text} b`), redactor);
        assert.ok(line.includes('[redacted]'), 'nothing was hidden');
        assert.ok(!line.includes(text), text);
        // No piece of it either: what a cut or an escape leaves.
        for (let at = 0; at + 12 <= value.length; at += 6) {
          if (value.startsWith('ghs_15368_') && at < 46) continue; // the public head of every such token
          assert.ok(!line.includes(value.slice(at, at + 12)), value.slice(at, at + 12));
        }
      }
    });
  }

  it('S4-25 masks a field that still reads like a token, even when the redactor sees nothing', () => {
    for (const form of tokenForms.filter((one) => one !== 'legacy-hex')) {
      const value = makeToken(form, 'blind');
      const line = serialiseRecord(everywhere(value), blind);
      assert.ok(!line.includes(value.slice(0, 30)), form);
    }
  });

  it('is one bounded line of plain text, whatever a branch or a person is called', () => {
    const evil = `a\u202eb\u2066c\u200bd\ne\r\nf\u0000g\u001b]8;;https://evil.example\u0007h${'x'.repeat(100_000)}`;
    const line = serialiseRecord(everywhere(evil), clean);
    assert.match(line, /^[^\p{Cc}\p{Cf}]+\n$/u);
    assert.ok(line.length < 8_000, String(line.length));
  });

  it('reads back what was written, and writes what was read as the same line', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const line = serialiseRecord(record, clean);
        const [read] = readJournal(line).records;
        assert.ok(read);
        assert.equal(serialiseRecord(read, clean), line);
        assert.deepEqual(readJournal(line).records, [JSON.parse(line)]);
      }),
    );
  });
});

describe('reading a journal', () => {
  const line = (record: Partial<JournalRecord> = {}) => serialiseRecord(aRecord(record), clean);

  it('leaves out and counts what a crash tore, what is foreign and what is far too long, and reads all the rest', () => {
    const text = [
      line({ entryName: 'one' }),
      '\n',
      'Dear diary\n',
      '{"v":1}\n',
      'null\n[]\n3\n',
      `${JSON.stringify({ ...aRecord(), actor: 'x'.repeat(1_000_000) })}\n`,
      `${JSON.stringify({ ...aRecord(), ref: 7 })}\n`,
      `${JSON.stringify({ ...aRecord(), findingIds: 'all' })}\n`,
      `${JSON.stringify({ ...aRecord(), result: 'merged' })}\n`,
      `${JSON.stringify({ ...aRecord(), time: 'today' })}\n`,
      line({ entryName: 'two' }),
      line({ entryName: 'torn' }).slice(0, 60),
    ].join('');
    const { records, damaged, newer } = readJournal(text);
    assert.deepEqual([records.map(({ entryName }) => entryName), damaged, newer], [['one', 'two'], 11, 0]);
  });

  it('counts records of a later version and does not show them', () => {
    const text = [
      { ...aRecord(), v: 2 },
      { ...aRecord(), action: 'delegate' },
      { ...aRecord(), mode: 'passkey' },
      { ...aRecord(), kind: 'passkey' },
    ].map((record) => `${JSON.stringify(record)}\n`);
    assert.deepEqual(readJournal(text.join('') + line()), { records: [aRecord()], damaged: 0, newer: 4 });
  });

  it('sorts by time, because two windows write and clocks are set back', () => {
    const text = [3, 1, 2].map((time) => line({ time })).join('');
    assert.deepEqual(
      readJournal(text).records.map(({ time }) => time),
      [1, 2, 3],
    );
  });

  it('cleans what is read back, because another program may have written it', () => {
    const value = makeToken('classic-pat', 'foreign');
    const foreign = { ...aRecord(), actor: `\u202e${value}`, ref: `a\u001b[31mb\n${'y'.repeat(5000)}` };
    const [read] = readJournal(JSON.stringify(foreign)).records;
    assert.equal(read?.actor, '[redacted]');
    assert.match(read?.ref ?? '', /^ab y{290,}…$/);
  });

  it('never fails, whatever the file holds', () => {
    const json = fc.json().map((text) => text.slice(0, 2000));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), json)), (lines) => {
        const { records, damaged, newer } = readJournal(lines.join('\n'));
        assert.ok(records.length + damaged + newer >= 0);
      }),
    );
  });
});
