import type { DashboardPage, MatrixCell, PageWords } from './dashboardPage.ts';

/** One picture of the page as a table: the same facts in the same order. */
export interface PageTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What stands there instead of an empty table. */
  readonly nothing: string;
  /** What was left out. */
  readonly more: string | undefined;
}

/** What is on the page, as it goes on paper and into a text: findings, timeline, matrix and journal. */
export function pageTables(page: DashboardPage): readonly PageTable[] {
  const { words, findings, moreFindings, timeline, matrix, journal } = page;
  return [
    {
      title: words.findings,
      head: words.findingColumns,
      rows: findings.map((one) => [
        one.severityWord,
        one.entry,
        one.text,
        one.evidence,
        one.act?.label ?? '',
      ]),
      nothing: words.noFindings,
      more: moreFindings,
    },
    {
      title: words.timeline,
      head: words.timelineColumns,
      rows: timeline.bars.map((bar) => [bar.name, ...bar.cells]),
      nothing: words.nothingMatches,
      more: undefined,
    },
    {
      title: words.matrix,
      head: [words.timelineColumns[0] ?? '', ...matrix.columns.map(({ label }) => label)],
      rows: matrix.rows.map((row) => [row.name, ...row.cells.map(cellText)]),
      nothing: words.nothingMatches,
      more: [matrix.more, legend(words)].filter(Boolean).join('\n\n'),
    },
    {
      title: words.journal,
      head: words.journalColumns,
      rows: journal.marks.toReversed().map((mark) => [mark.when, mark.text]),
      nothing: words.noJournal,
      more: undefined,
    },
  ].map((table) => (table.rows.length === 0 ? { ...table, more: undefined } : table));
}

/** What the page marks by a pattern: on paper and in a text it is a sign behind the mark. */
const signs: Readonly<Partial<Record<MatrixCell['need'], string>>> = { surplus: '!', never: '!!' };

function cellText(cell: MatrixCell | undefined): string {
  return cell === undefined ? '' : `${cell.mark}${signs[cell.need] ?? ''}`;
}

function legend({ matrixLegend }: PageWords): string {
  return matrixLegend
    .flatMap(({ mark, label, need }) => {
      const sign = need === undefined ? mark : signs[need];
      return sign === undefined ? [] : [`${sign} ${label}`];
    })
    .join(' · ');
}
