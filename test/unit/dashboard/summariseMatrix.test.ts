import assert from 'node:assert/strict';
import { mostColumns, summariseMatrix } from '../../../src/dashboard/summariseMatrix.ts';
import { permissionTable } from '../../../src/permissions/permissionTable.ts';
import { defaultNeverGrant } from '../../../src/policy/neverGrant.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const matrixOf = (...entries: readonly Entry[]) => summariseMatrix(entries, defaultNeverGrant);
function cellOf(entry: Entry, permission: string) {
  const { columns, rows } = matrixOf(entry);
  return rows[0]?.cells[columns.indexOf(permission)];
}

describe('the permission matrix', function () {
  this.timeout(20_000);

  it('puts what most tokens need first, and has a bounded width that says what it leaves out', () => {
    const { columns, left, rows } = matrixOf(...variedEntries(500));
    assert.equal(columns.length, mostColumns);
    assert.ok(left > 0);
    assert.equal(rows.length, 500);
    for (const { cells } of rows) assert.equal(cells.length, columns.length);
    assert.deepEqual(columns.slice(0, 2).toSorted(), ['contents', 'pull_requests']);
  });

  it('S2-03 never draws unknown as no, and draws it where the job needs it', () => {
    const entry = anEntry({ purpose: 'push-and-draft', declared: undefined });
    assert.equal(cellOf(entry, 'contents')?.row.verdict, 'unknown');
    assert.equal(cellOf(entry, 'contents')?.by, undefined);
    // Nothing is known of it and nobody needs it: no cell at all.
    const looked = permissionTable(entry).rows.find(
      ({ need, verdict }) => need !== 'needs' && verdict === 'unknown',
    );
    assert.ok(looked);
    assert.equal(cellOf(entry, looked.permission), undefined);
    for (const one of variedEntries(60)) {
      const { rows } = permissionTable(one);
      for (const cell of matrixOf(one).rows[0]?.cells ?? []) {
        if (cell?.row.verdict !== 'no' || cell.repository !== undefined) continue;
        const said = rows.find(
          ({ permission, level }) => permission === cell.row.permission && level === cell.row.level,
        );
        assert.equal(said?.verdict, 'no');
        assert.ok(cell.by);
      }
    }
  });

  it('shows what was seen before what was only declared, with the place it was seen in', () => {
    const declared = cellOf(anEntry(), 'contents');
    assert.deepEqual([declared?.by?.evidence, declared?.repository], ['declared', undefined]);
    const seen = cellOf(
      anEntry({
        declared: undefined,
        observed: [{ operation: 'push', repository: 'acme/app', evidence: 'worked', at: now }],
      }),
      'contents',
    );
    assert.deepEqual(
      [seen?.by?.evidence, seen?.row.verdict, seen?.repository],
      ['worked', 'yes', 'acme/app'],
    );
  });

  it('has no cell for what nobody needs and nobody gave', () => {
    const { rows } = matrixOf(anEntry(), aClassic(['repo']));
    for (const { cells } of rows) {
      for (const cell of cells) assert.ok(cell?.row.verdict !== 'no' || cell.row.need === 'needs');
    }
  });

  it('S2-03 says a refusal with its place, and holds it against no other place', () => {
    const entry = anEntry({
      purpose: 'push-and-draft',
      observed: [
        { operation: 'push', repository: 'acme/app', evidence: 'refused', at: now },
        { operation: 'push', repository: 'acme/site', evidence: 'worked', at: now },
      ],
    });
    const cell = cellOf(entry, 'contents');
    assert.deepEqual([cell?.row.verdict, cell?.repository, cell?.notEverywhere], ['yes', 'acme/site', true]);
  });

  it('S0-05 maps classic scopes to permissions, and marks what the job does not need', () => {
    const cell = cellOf(aClassic(['repo', 'delete_repo']), 'administration');
    assert.deepEqual([cell?.row.need, cell?.by?.evidence, cell?.row.level], ['never', 'listed', 'write']);
    assert.equal(cellOf(aClassic(['repo']), 'contents')?.row.need, 'needs');
  });

  it('has no column for what GitHub adds by itself', () => {
    assert.ok(
      !matrixOf(anEntry({ declared: { metadata: 'read', contents: 'read' } })).columns.includes('metadata'),
    );
  });
});
