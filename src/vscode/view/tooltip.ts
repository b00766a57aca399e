import * as vscode from 'vscode';
import { summariseTable } from '../../tokens/statusTable.ts';
import type { EntryNode, TreeNode } from '../../tree/treeNode.ts';
import { plain, rowCells } from '../hover.ts';
import { statementLine } from '../messages/evidence.ts';
import { explainFinding } from '../messages/findings.ts';
import { recordDetails } from '../messages/journal.ts';
import { treeWords } from '../messages/tree.ts';
import { evidenceWord } from '../messages/words.ts';

/**
 * What stands beside a line while a pointer rests on it. Every text goes through `plain` and nothing is trusted, so that
 * no name becomes a link, an icon or a command (D01, D02).
 */
export function tooltipOf(node: TreeNode, now: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const { label, description } = treeWords(node, now);
  text.appendMarkdown(`**${plain(label)}**\n\n`);
  switch (node.kind) {
    case 'entry':
      appendFacts(text, node, now);
      break;
    case 'finding': {
      const words = explainFinding(node.finding, node.entry, now);
      const { evidence } = node.finding;
      for (const line of [
        words.why,
        vscode.l10n.t('How it is known: {0}', evidenceWord(evidence)),
        description,
      ])
        if (line !== '') text.appendMarkdown(`${plain(line)}\n\n`);
      break;
    }
    case 'permission':
      text.appendMarkdown(`${plain(description)}\n\n`);
      for (const one of node.row.evidence)
        text.appendMarkdown(`- ${plain(statementLine(one).replaceAll('`', ''))}\n`);
      break;
    case 'record':
      for (const line of recordDetails(node.record).split('\n').slice(2))
        text.appendMarkdown(`${plain(line.replace(/^- /, ''))}\n\n`);
      break;
    default:
      if (description !== '') text.appendMarkdown(plain(description));
  }
  return text;
}

/** The same table as in the status bar's hover, and what is wrong. */
function appendFacts(
  text: vscode.MarkdownString,
  { entry, findings, breadth }: EntryNode,
  now: number,
): void {
  const { rows } = summariseTable({
    chosen: entry,
    others: [],
    findings: [],
    lost: 0,
    now,
    breadthOf: () => breadth,
  });
  text.appendMarkdown('| | |\n|:--|:--|\n');
  for (const row of rows) {
    const cells = rowCells(row, now);
    if (cells) text.appendMarkdown(`| ${plain(cells[0])} | ${plain(cells[1])} |\n`);
  }
  text.appendMarkdown('\n');
  for (const finding of findings)
    text.appendMarkdown(`- ${plain(explainFinding(finding, entry, now).title)}\n`);
}
