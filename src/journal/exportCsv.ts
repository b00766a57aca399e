import { cellsOf, exportColumns } from './exportColumns.ts';
import type { JournalRecord } from './journalRecord.ts';

/** The records as RFC 4180: CRLF, a header, every cell quoted. */
export function exportCsv(records: readonly JournalRecord[]): string {
  return [exportColumns, ...records.map(cellsOf)]
    .map((cells) => `${cells.map((cell) => quoted(defuseFormula(cell))).join(',')}\r\n`)
    .join('');
}

/**
 * A cell that a spreadsheet would run as a formula becomes text: a branch may be called `=HYPERLINK(…)`. Source: OWASP
 * "CSV Injection" (`=`, `+`, `-`, `@`, tab and carriage return, also behind spaces, which some programs trim).
 */
export function defuseFormula(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
