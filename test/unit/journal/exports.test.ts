import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellsOf, exportColumns } from '../../../src/journal/exportColumns.ts';
import { defuseFormula, exportCsv } from '../../../src/journal/exportCsv.ts';
import { exportJson } from '../../../src/journal/exportJson.ts';
import { exportMarkdown, markdownCell } from '../../../src/journal/exportMarkdown.ts';
import { filterRecords } from '../../../src/journal/filterRecords.ts';
import { readRecord } from '../../../src/journal/readJournal.ts';
import { sweepRecords } from '../../../src/journal/sweepRecords.ts';
import { cleanRecord } from '../../../src/journal/writeRecord.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { soughtOf, tracesIn } from '../../e2e/traces.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { anyRecord, aRecord, everywhere } from './aRecord.ts';

/** As they come out of the file: the only records an export is ever given. */
const stored = anyRecord.map((record) => cleanRecord(record, new Redactor()));
const wild = fc.string({ unit: 'binary', maxLength: 60 });

/** RFC 4180, written from the RFC and not from the exporter. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    assert.equal(text[at], '"', 'a cell begins with a quote');
    let cell = '';
    for (at++; ; at++) {
      if (text[at] !== '"') cell += text[at];
      else if (text[at + 1] === '"') cell += text[++at];
      else break;
    }
    row.push(cell);
    at++;
    if (text[at] === ',') at++;
    else {
      assert.equal(text.slice(at, at + 2), '\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('the journal as JSON', () => {
  it('gives every record back', () => {
    fc.assert(
      fc.property(fc.array(stored, { maxLength: 4 }), (records) => {
        const parsed = JSON.parse(exportJson(records)) as unknown[];
        assert.deepEqual(parsed.map(readRecord), records);
      }),
    );
  });
});

describe('the journal as CSV', () => {
  it('gives every cell back to a reader of RFC 4180', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 4 }), (records) => {
        const [head, ...rows] = parseCsv(exportCsv(records));
        assert.deepEqual(head, [...exportColumns]);
        assert.deepEqual(
          rows,
          records.map((record) => cellsOf(record).map(defuseFormula)),
        );
      }),
    );
  });

  it('runs nothing in a spreadsheet: no cell begins a formula, also behind spaces', () => {
    for (const lead of ['=', '+', '-', '@', '\t', '\r', '＝', ' =', '\t@', '\n-']) {
      assert.equal(defuseFormula(`${lead}HYPERLINK("https://evil.example")`)[0], "'", JSON.stringify(lead));
    }
    assert.equal(defuseFormula('refs/heads/a=b'), 'refs/heads/a=b');
    const text = exportCsv([aRecord({ ref: '=cmd|calc', actor: '+1', entryName: '@x', repository: '-y/z' })]);
    assert.doesNotMatch(text, /(?:^|,|\n)"?\s*[=+\-@]/);
  });
});

describe('the journal as Markdown', () => {
  const evil = [
    '[x](command:workbench.action.terminal.sendSequence)',
    '<img src=https://evil.example/x>',
    '| a | b |',
    'www.evil.example and https://evil.example and a@evil.example',
    '`` ` ``` x',
    '\\| \\',
    '**b** _i_ ~~s~~ #1 @mona &lt;',
  ];

  it('D01 has every cell as text: nothing in it is a link, markup, HTML or another cell', () => {
    const text = exportMarkdown(evil.map((actor) => aRecord({ actor, ref: actor, entryName: actor })));
    const rows = text.trimEnd().split('\n');
    assert.equal(rows.length, 2 + evil.length);
    for (const row of rows.slice(2)) {
      assert.equal(row.split('|').length, exportColumns.length + 2, row);
      // What is left once the code spans are taken out.
      assert.match(row.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, ''), /^[| ]+$/);
    }
  });

  it('gives a cell back to a reader of code spans', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          wild,
          fc.constantFrom(...evil),
          fc.string({ unit: fc.constantFrom('`', ' ', 'a', '|', '\\') }),
        ),
        (text) => {
          const cell = markdownCell(text);
          const plain = text.replace(/[\r\n]+/g, ' ').replaceAll('|', '¦');
          if (plain.trim() === '') return assert.equal(cell, '');
          const fence = /^`+/.exec(cell)?.[0] ?? '';
          assert.ok(fence !== '' && cell.endsWith(fence) && !cell.includes('|') && !cell.includes('\n'));
          const inside = cell.slice(fence.length, -fence.length);
          assert.ok(![...inside.matchAll(/`+/g)].some(([run]) => run === fence), 'the fence stands inside');
          const padded = inside.startsWith(' ') && inside.endsWith(' ');
          assert.equal(padded ? inside.slice(1, -1) : inside, plain);
        },
      ),
    );
  });
});

describe('the last sweep over an export', () => {
  const leads = [
    'authorization',
    'Authorization: ',
    'password=',
    'basic ',
    '://a:b@',
    '"',
    "'",
    '\\',
    ',',
    ' ',
    'x',
  ];
  const tricky = fc.array(fc.constantFrom(...leads), { maxLength: 8 }).map((parts) => parts.join(''));
  const records = fc.array(
    fc
      .tuple(tricky, tricky, tricky)
      .map(([entryName, ref, actor]) =>
        cleanRecord(aRecord({ entryName, ref, actor, findingIds: [ref, actor] }), new Redactor()),
      ),
    { maxLength: 3 },
  );

  it('leaves a file that its readers still read, whatever branches and people are called', () => {
    fc.assert(
      fc.property(records, (some) => {
        const swept = [exportJson, exportCsv, exportMarkdown].map((write) =>
          sweepRecords(some, write, new Redactor()),
        );
        const [json = '', csv = '', markdown = ''] = swept.map((one) =>
          one.kind === 'clean' ? one.text : '',
        );
        assert.equal((JSON.parse(json) as unknown[]).length, some.length);
        assert.deepEqual(
          parseCsv(csv).map((row) => row.length),
          [...some, undefined].map(() => exportColumns.length),
        );
        assert.equal(markdown.trimEnd().split('\n').length, 2 + some.length);
      }),
      { numRuns: 500 },
    );
  });

  it('S4-25 hides a token that was not known yet when the record was written', () => {
    for (const form of tokenForms) {
      const value = makeToken(form, 'later');
      const redactor = new Redactor();
      redactor.learn(new Secret(value));
      const record = everywhere(`a ${Buffer.from(`x:${value}`).toString('base64')} ${value} b`);
      for (const write of [exportJson, exportCsv, exportMarkdown]) {
        const swept = sweepRecords([record], write, redactor);
        assert.ok(swept.kind === 'clean');
        assert.match(swept.text, /redacted/);
        assert.deepEqual(tracesIn(swept.text, [soughtOf(form, value)]), []);
      }
    }
  });

  it('S4-25 lets nothing pass that still reads like a token in the finished file', () => {
    const value = makeToken('classic-pat', 'format');
    assert.equal(sweepRecords([aRecord()], () => `x ${value}`, new Redactor()).kind, 'unclean');
  });
});

describe('filtering the journal', () => {
  const records = [
    aRecord({ time: 1, entryId: 'a', action: 'push', repository: 'Acme/app' }),
    aRecord({ time: 2, entryId: 'b', action: 'copy', repository: undefined, ref: undefined }),
    aRecord({ time: 3, entryId: 'a', action: 'push', result: 'refused', problem: 'hookRefused' }),
  ];
  const times = (filter: Parameters<typeof filterRecords>[1]) =>
    filterRecords(records, filter).map(({ time }) => time);

  it('takes what fits every field that is given, and all without one', () => {
    assert.deepEqual(
      [
        times({}),
        times({ entryId: 'a' }),
        times({ actions: ['copy'] }),
        times({ results: ['refused', 'failed'] }),
        times({ repository: 'acme/APP' }),
        times({ from: 2 }),
        times({ from: 1, to: 3 }),
        times({ text: 'HOOK greet' }),
        times({ text: 'hook nothing' }),
        times({ entryId: 'a', results: ['done'], text: ' ' }),
      ],
      [[1, 2, 3], [1, 3], [2], [3], [1, 3], [2, 3], [1, 2], [3], [], [1]],
    );
  });
});
