import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PageWords, Timeline, TimelineBar } from '../dashboard/dashboardPage.ts';
import { clamp, el, share } from './el.ts';
import type { Host } from './host.ts';
import { toneMark } from './marks.ts';
import { actButton, name, twin } from './parts.ts';
import { activate, moveFocus } from './roving.ts';
import { useGrowing } from './useGrowing.ts';

export interface TimelineProps {
  readonly timeline: Timeline;
  /** Those of its bars that pass the filter. */
  readonly bars: readonly TimelineBar[];
  readonly words: PageWords;
  readonly host: Host;
}

/** A bar for each token between its beginning and its end: what is lived is pale, what is left is full. */
export function TimelinePicture({ timeline, bars, words, host }: TimelineProps): VNode {
  const [active, setActive] = useState('');
  const { today, ticks, todayLabel } = timeline;
  const drawn = useGrowing(bars);
  const rows = useMemo(() => drawn.map((bar) => barRow(bar, today)), [bars, drawn.length, today]);
  const chosen = bars.find(({ id }) => id === active) ?? bars[0];
  const run = (event: KeyboardEvent) => {
    const act = bars.find(({ id }) => id === active)?.act;
    if (event.key === 'Enter' && act !== undefined) host.send({ kind: 'act', ticket: act.ticket });
    else moveFocus(event);
  };
  const lines = el(
    'div',
    'lines',
    { 'aria-hidden': 'true' },
    ticks.map(({ at }) => el('i', '', { style: { left: share(at) } })),
    el('i', 'today', { style: { left: share(today) } }),
  );
  return el(
    'div',
    '',
    null,
    el(
      'div',
      'plot',
      null,
      el(
        'div',
        'axis',
        { 'aria-hidden': 'true' },
        el(
          'div',
          'scale',
          null,
          ticks.map(({ at, label }) => [
            el('i', '', { style: { left: share(at) } }),
            el('span', '', { style: { left: share(at) } }, label),
          ]),
          el('b', '', { style: { left: share(today) } }, todayLabel),
        ),
      ),
      lines,
      el(
        'div',
        'rows',
        {
          role: 'listbox',
          'aria-label': words.timeline,
          'data-roving': '',
          onKeyDown: run,
          onFocusIn: (event: Event) => setActive(activate(event)?.dataset.item ?? ''),
        },
        rows,
      ),
    ),
    tones(bars),
    chosen === undefined ? null : details(chosen, words, host),
  );
}

function barRow(bar: TimelineBar, today: number): VNode {
  const { id, about, tone, toneWord, ends, thresholds, policyEnd } = bar;
  const [from, to] = [clamp(bar.from), Math.max(clamp(bar.from), clamp(bar.to))];
  const left = Math.min(Math.max(today, from), to);
  const said = [about, toneWord, policyEnd?.label].filter((each) => each !== undefined && each !== '');
  const open = `${bar.opensLeft ? ' opens-left' : ''}${bar.opensRight ? ' opens-right' : ''}`;
  const inside = (at: number) => at > from && at < to;
  return el(
    'div',
    `row ${tone}`,
    {
      key: id,
      role: 'option',
      'aria-selected': 'false',
      tabIndex: -1,
      'data-item': id,
    },
    name(bar.name),
    el(
      'span',
      'track',
      null,
      el(
        'span',
        `bar${open}`,
        // The shortest one still stands within the picture.
        { style: { left: `min(${share(from)}, 100% - 4px)`, width: share(to - from) } },
        // What is left of it; a share of the bar, not of the axis.
        to > left &&
          el('i', 'rest', { style: { left: to > from ? share((left - from) / (to - from)) : '0' } }),
      ),
      policyEnd !== undefined &&
        inside(policyEnd.at) &&
        el('i', 'beyond', {
          style: { left: share(policyEnd.at), width: share(to - policyEnd.at) },
          title: policyEnd.label,
        }),
      thresholds
        .filter(({ at }) => inside(at))
        .map(({ at, label }) => el('i', 'notch', { style: { left: share(at) }, title: label })),
    ),
    el('span', 'ends', null, toneMark(tone), el('span', '', null, ends)),
    el('span', 'heard', null, said.join('. ')),
  );
}

/** What each look of a bar means, of those that are there. */
function tones(bars: readonly TimelineBar[]): VNode {
  const there = new Map(bars.map(({ tone, toneWord }) => [tone, toneWord]));
  return el(
    'ul',
    'legend',
    null,
    [...there].map(([tone, word]) =>
      el('li', tone, { key: tone }, el('i', 'swatch', { 'aria-hidden': 'true' }), toneMark(tone), word),
    ),
  );
}

function details(bar: TimelineBar, { timelineColumns }: PageWords, host: Host): VNode {
  const { cells, act, policyEnd } = bar;
  return el(
    'div',
    `detail ${bar.tone}`,
    null,
    el('div', 'who', null, toneMark(bar.tone), name(bar.name), act && actButton(host, act, 'second')),
    el(
      'dl',
      '',
      null,
      cells.map((cell, at) =>
        el('div', '', null, el('dt', '', null, timelineColumns[at + 1] ?? ''), el('dd', '', null, cell)),
      ),
    ),
    policyEnd && el('p', 'soft', null, policyEnd.label),
  );
}

export function timelineTable(bars: readonly TimelineBar[], words: PageWords, host: Host): VNode {
  const rows = bars.map(({ id, name: who, cells, act }) => {
    const last = cells.length - 1;
    const filled = cells.map((cell, at) =>
      at === last && act ? [cell, ' ', actButton(host, act, 'quiet')] : cell,
    );
    return { id, cells: [name(who), ...filled] };
  });
  return twin(words.timeline, words.timelineColumns, rows);
}
