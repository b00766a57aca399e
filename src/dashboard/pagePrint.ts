import type { DashboardPage } from './dashboardPage.ts';
import { quoted } from './pageShell.ts';
import { type PageTable, pageTables } from './pageTables.ts';

/**
 * The page as one file to print: tables on paper, with no script and nothing to load. VS Code's windows cannot print: its
 * frames are sandboxed without the dialog that needs.
 */
export function pagePrint(page: DashboardPage, looked: string): string {
  const { words, summary, health, language } = page;
  const style =
    'body{font:10pt/1.4 system-ui,sans-serif;margin:2em;color:#000;background:#fff}table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.2em .4em;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}h2{margin:1.5em 0 .5em;break-after:avoid}';
  return `<!DOCTYPE html>
<html lang="${quoted(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${quoted(words.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${quoted(words.title)}</h1>
${paragraph(summary)}
${paragraph(looked)}
<h2>${quoted(words.health)}</h2>
${paragraph(`${health.label}. ${health.detail}`)}
${pageTables(page).map(section).join('\n')}
</body>
</html>
`;
}

function section({ title, head, rows, nothing, more }: PageTable): string {
  const heading = `<h2>${quoted(title)}</h2>`;
  if (rows.length === 0) return `${heading}\n${paragraph(nothing)}`;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${quoted(cell)}</${tag}>`).join('')}</tr>`;
  return [
    heading,
    `<table><thead>${row(head, 'th')}</thead><tbody>`,
    ...rows.map((cells) => row(cells, 'td')),
    '</tbody></table>',
    ...(more ? more.split('\n\n').map(paragraph) : []),
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p>${quoted(text)}</p>`;
}
