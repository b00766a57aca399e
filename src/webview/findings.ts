import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { FindingLine, PageWords } from '../dashboard/dashboardPage.ts';
import { el } from './el.ts';
import type { Host } from './host.ts';
import { severityMark } from './marks.ts';
import { actButton, name } from './parts.ts';

/** How many are drawn before a person asks for the others. */
const few = 8;

export interface FindingsProps {
  readonly findings: readonly FindingLine[];
  /** What is not among them. */
  readonly more: string | undefined;
  readonly words: PageWords;
  readonly host: Host;
}

/** What to do first comes first, each with its one button. */
export function Findings({ findings, more, words, host }: FindingsProps): VNode {
  const [all, setAll] = useState(false);
  // One more is drawn rather than a button for it.
  const shown = all || findings.length <= few + 1 ? findings : findings.slice(0, few);
  return el(
    'div',
    '',
    null,
    el(
      'ol',
      'list',
      null,
      shown.map((line, at) => finding(line, at, host)),
    ),
    shown.length < findings.length
      ? el('button', 'quiet', { type: 'button', onClick: () => setAll(true) }, words.showAll)
      : more && el('p', 'soft', null, more),
  );
}

function finding(line: FindingLine, at: number, host: Host): VNode {
  const id = `finding-${at}`;
  const { severity, severityWord, entry, text, evidence, act } = line;
  return el(
    'li',
    `finding ${severity}`,
    { key: line.id },
    severityMark(severity),
    el(
      'div',
      'what',
      { id },
      el('p', '', null, el('span', 'word', null, severityWord), ' ', name(entry)),
      el('p', '', null, text, ' ', el('span', 'soft', null, evidence)),
    ),
    act && actButton(host, act, at === 0 && severity !== 'info' ? '' : 'second', id),
  );
}
