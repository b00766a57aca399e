import { markdownCell } from '../journal/exportMarkdown.ts';
import type { DashboardPage } from './dashboardPage.ts';
import { type PageTable, pageTables } from './pageTables.ts';

/** The page as Markdown in which every name is text, never a link, markup or HTML. */
export function pageMarkdown(page: DashboardPage, looked: string): string {
  const { words, summary, health } = page;
  return [
    `# ${words.title}`,
    plainParagraph(summary),
    plainParagraph(looked),
    `## ${words.health}`,
    plainParagraph(`${health.label}. ${health.detail}`),
    ...pageTables(page).flatMap(tableLines),
    '',
  ].join('\n\n');
}

function tableLines({ title, head, rows, nothing, more }: PageTable): readonly string[] {
  if (rows.length === 0) return [`## ${title}`, nothing];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(head.map(markdownText)),
    line(head.map(() => '---')),
    ...rows.map((row) => line(row.map(markdownCell))),
  ];
  return [`## ${title}`, table.join('\n'), ...(more ? more.split('\n\n').map(plainParagraph) : [])];
}

/** Sentences of ours hold names of others. */
function plainParagraph(text: string): string {
  return markdownText(text.replace(/\s+/g, ' '));
}

/**
 * Nothing in it is Markdown or HTML any more. An address or a mention could still become a link where it is read, so what
 * makes one is taken apart by a character nobody sees.
 */
function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|<>~&$]/g, '\\$&')
    .replace(/(?<=\w)(?=:\/\/|\.\w)|@/g, (at) => `${at}\u2060`);
}
