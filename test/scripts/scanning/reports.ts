import { sarifReport } from './sarifReport.ts';
import type { ScanFinding } from './scanFinding.ts';
import type { Format } from './scanWishes.ts';

/** What goes to standard output, with its line end; nothing at all where text has nothing to say. */
export const reports: Readonly<Record<Format, (findings: readonly ScanFinding[]) => string>> = Object.freeze({
  text: textReport,
  json: jsonReport,
  sarif: (findings) => `${JSON.stringify(sarifReport(findings), undefined, 2)}\n`,
});

/** `file:line:column`, which editors and terminals link, then what it is. */
function textReport(findings: readonly ScanFinding[]): string {
  return findings
    .map(({ file, line, column, kind, confidence, masked, commit }) => {
      const where = commit?.message === true ? `message of ${file}` : shown(file);
      const since = commit?.message === false ? ` in ${commit.sha}` : '';
      return `${where}:${line}:${column}  ${confidence} ${kind}  ${masked}${since}\n`;
    })
    .join('');
}

function jsonReport(findings: readonly ScanFinding[]): string {
  const rows = findings.map(({ file, line, column, kind, confidence, masked }) => ({
    file,
    line,
    column,
    kind,
    confidence,
    masked,
  }));
  return `${JSON.stringify(rows, undefined, 2).replaceAll('##[', escaped('##').concat('['))}\n`;
}

/**
 * A name with a line end or a control character could print a line of its own, or paint over others; and a runner of
 * GitHub Actions obeys a line that begins with `::`, and `##[` wherever it stands.
 */
function shown(file: string): string {
  const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^\s*::|##(?=\[)/gu;
  if (file.search(unseen) < 0) return file;
  return `"${file.replace(unseen, escaped)}"`;
}

function escaped(text: string): string {
  return text.replace(/[\s\S]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
