import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JournalMark, JournalStrip, PageWords } from '../dashboard/dashboardPage.ts';
import { el, share } from './el.ts';
import { mark } from './marks.ts';
import { twin } from './parts.ts';
import { moveFocus } from './roving.ts';
import { stackMarks } from './stackMarks.ts';
import { useActive } from './useActive.ts';

const looks = { done: 'done', refused: 'over', open: 'open' } as const;

/** How many stand beside one another, and how high they are piled before they are pressed together (px). */
const places = 40;
const highest = 112;

export interface JournalProps {
  readonly journal: JournalStrip;
  readonly words: PageWords;
}

/** What was done, by when: days on which much was done are high. */
export function JournalPicture({ journal: { ends, marks }, words }: JournalProps): VNode {
  const [active, show] = useActive();
  const { dots, height } = useMemo(() => pile(marks), [marks]);
  const shown = marks.find(({ id }) => id === active) ?? marks.at(-1);
  return el(
    'div',
    '',
    null,
    el(
      'div',
      'strip',
      {
        role: 'listbox',
        'aria-orientation': 'horizontal',
        'aria-label': words.journal,
        'data-roving': '',
        style: { height: `${height}px` },
        onKeyDown: moveFocus,
        onFocusIn: show,
        onPointerOver: show,
      },
      dots,
    ),
    el(
      'p',
      'ends-of',
      { 'aria-hidden': 'true' },
      ends.map((end) => el('span', '', { key: end }, end)),
    ),
    shown &&
      el(
        'p',
        'detail told',
        null,
        mark(looks[shown.result]),
        shown.text,
        ' ',
        el('span', 'soft', null, shown.when),
      ),
  );
}

function pile(marks: readonly JournalMark[]): { readonly dots: readonly VNode[]; readonly height: number } {
  const stacked = stackMarks(
    marks.map(({ at }) => at),
    places,
  );
  const most = 1 + stacked.reduce((sum, { height }) => Math.max(sum, height), 0);
  const rise = Math.min(16, highest / most);
  const dots = marks.map(({ id, result, text, when }, at) =>
    el(
      'div',
      `dot ${looks[result]}`,
      {
        key: id,
        role: 'option',
        'aria-selected': 'false',
        'aria-label': `${text}. ${when}`,
        tabIndex: -1,
        'data-item': id,
        style: { left: share(stacked[at]?.at ?? 0), bottom: `${(stacked[at]?.height ?? 0) * rise}px` },
      },
      mark(looks[result]),
    ),
  );
  return { dots, height: Math.ceil(most * rise) + 4 };
}

export function journalTable({ journal, words }: JournalProps): VNode {
  return twin(
    words.journal,
    words.journalColumns,
    journal.marks.toReversed().map(({ id, when, text, result }) => ({
      id,
      cells: [when, [mark(looks[result]), ' ', text]],
    })),
  );
}
