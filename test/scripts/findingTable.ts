import { giveEditorWords } from '../fakes/editorWords.ts';
import { everyFinding } from '../fixtures/everyFinding.ts';
import { now } from '../unit/policy/anEntry.ts';

/**
 * Prints every finding with its words as a Markdown table, to be read aloud: `node test/scripts/findingTable.ts`. The
 * rules that the words keep are in `test/unit/vscode/findingWords.test.ts`.
 */
const words = giveEditorWords();
const { explainFinding } = await import('../../src/vscode/messages/findings.ts');
words.stop();

const rows = everyFinding().map(({ finding, entry }) => {
  const { title, why, next } = explainFinding(finding, entry, now);
  return [finding.id, finding.severity, finding.evidence, title, why, next];
});
for (const row of [
  ['Finding', 'Severity', 'Evidence', 'Title', 'Why', 'Next step'],
  Array(6).fill(':--'),
  ...rows,
])
  console.log(`| ${row.join(' | ')} |`);
