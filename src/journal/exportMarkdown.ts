import { cellsOf, exportColumns } from './exportColumns.ts';
import type { JournalRecord } from './journalRecord.ts';

/** The records as one Markdown table in which every cell is text, never a link, markup or HTML. */
export function exportMarkdown(records: readonly JournalRecord[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[
    row(exportColumns),
    row(exportColumns.map(() => '---')),
    ...records.map((record) => row(cellsOf(record).map(markdownCell))),
  ].join('\n')}\n`;
}

/**
 * Text that a Markdown table renders as itself: a code span, because inside one nothing is markup, HTML, a mention or a
 * link; character references would not do, GitHub looks for bare links after it resolved them. The fence is longer than
 * any run of backticks inside. Only `|` would still end the cell, behind a backslash too, so it becomes `¦`.
 */
export function markdownCell(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ').replaceAll('|', '¦');
  if (plain.trim() === '') return '';
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[ `]|[ `]$/.test(plain) ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}
