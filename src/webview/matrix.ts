import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Matrix, MatrixCell, MatrixRow, PageWords } from '../dashboard/dashboardPage.ts';
import { el } from './el.ts';
import { name, twin } from './parts.ts';
import { moveFocus } from './roving.ts';
import { useActive } from './useActive.ts';
import { useGrowing } from './useGrowing.ts';

export interface MatrixProps {
  readonly columns: Matrix['columns'];
  /** Those that pass the filter. */
  readonly rows: readonly MatrixRow[];
  /** What is not among the columns. */
  readonly more?: string | undefined;
  readonly words: PageWords;
}

/** Who may do what, how that is known, and whether it is too much. */
export function MatrixPicture(props: MatrixProps): VNode {
  const { columns, rows, more, words } = props;
  const [active, show] = useActive();
  const drawn = useGrowing(rows);
  const lines = useMemo(
    () => drawn.map((row, at) => matrixRow(row, at, columns)),
    [rows, drawn.length, columns],
  );
  return el(
    'div',
    '',
    { style: { '--columns': columns.length } },
    el(
      'div',
      'grid',
      {
        role: 'grid',
        'aria-label': words.matrix,
        'data-roving': '',
        onKeyDown: moveFocus,
        onFocusIn: show,
        onPointerOver: show,
      },
      el(
        'div',
        'line top',
        { role: 'row' },
        el('div', 'corner', { role: 'columnheader' }, words.timelineColumns[0]),
        columns.map(({ id, label }) =>
          el('div', 'column', { key: id, role: 'columnheader', title: label }, el('span', '', null, label)),
        ),
      ),
      lines,
    ),
    el('p', 'detail told', null, told(props, active)),
    more && el('p', 'soft', null, more),
    el(
      'ul',
      'legend',
      null,
      words.matrixLegend.map(({ mark, label, need }) =>
        el(
          'li',
          '',
          { key: label },
          el('span', `cell ${need ?? 'plain'}`, { 'aria-hidden': 'true' }, mark),
          label,
        ),
      ),
    ),
  );
}

/**
 * What the cell at hand says, and before one is: the first that says something. Rows and cells are named by where they
 * stand: ids of entries are the extension's, and may hold anything.
 */
function told({ rows, columns, words }: MatrixProps, active: string): VNode | undefined {
  const [line = 0, column = 0] = active.split(' ').map(Number);
  const asked = active === '' ? undefined : rows[line];
  const row = asked ?? rows.find(({ cells }) => cells.some(Boolean)) ?? rows[0];
  if (row === undefined) return undefined;
  const at = asked ? column : Math.max(0, row.cells.findIndex(Boolean));
  const cell = row.cells[at];
  const unknown = [columns[at]?.label, ' ', el('span', 'soft', null, words.notKnown)];
  return el('span', '', null, name(row.name), ' ', cell ? cell.text : unknown);
}

function matrixRow(row: MatrixRow, line: number, columns: Matrix['columns']): VNode {
  return el(
    'div',
    'line',
    { key: row.id, role: 'row', 'data-line': '' },
    el('div', 'who', { role: 'rowheader' }, name(row.name)),
    columns.map(({ label }, column) => matrixCell(row.cells[column], `${line} ${column}`, label)),
  );
}

function matrixCell(cell: MatrixCell | undefined | null, place: string, label: string): VNode {
  const item = { role: 'gridcell', tabIndex: -1, 'data-item': place };
  if (!cell) return el('div', 'cell none', item);
  return el(
    'div',
    `cell ${cell.need} ${cell.verdict}`,
    { ...item, 'data-label': label },
    el('span', '', { 'aria-hidden': 'true' }, cell.mark),
    el('span', 'heard', null, cell.text),
  );
}

export function matrixTable({ columns, rows, words }: MatrixProps): VNode {
  return twin(
    words.matrix,
    [words.timelineColumns[0] ?? words.matrix, ...columns.map(({ label }) => label)],
    rows.map(({ id, name: who, cells }) => ({
      id,
      cells: [name(who), ...columns.map((_, at) => cells[at]?.text ?? '')],
    })),
  );
}
