import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { DashboardPage, EmptyPage } from '../dashboard/dashboardPage.ts';
import { el } from './el.ts';
import { Findings } from './findings.ts';
import type { Host, PictureId } from './host.ts';
import { JournalPicture, journalTable } from './journal.ts';
import { severityMark } from './marks.ts';
import { MatrixPicture, matrixTable } from './matrix.ts';
import { actButton, part, pictured } from './parts.ts';
import { TimelinePicture, timelineTable } from './timeline.ts';

export interface DashboardProps {
  readonly page: DashboardPage;
  /** Why what is drawn is old. */
  readonly trouble: string | undefined;
  readonly host: Host;
}

/** From how many tokens on they can be filtered by name. */
const many = 10;

export function Dashboard({ page, trouble, host }: DashboardProps): VNode {
  const [tables, setTables] = useState(host.state.tables);
  const [filter, setFilter] = useState(host.state.filter);
  const { words, timeline, matrix, journal, findings, empty } = page;
  const filtering = timeline.bars.length > many;
  const wanted = filtering ? filter.trim().toLocaleLowerCase() : '';
  const fits = (...texts: readonly string[]) =>
    wanted === '' || texts.some((text) => text.toLocaleLowerCase().includes(wanted));
  const bars = useMemo(() => timeline.bars.filter((bar) => fits(bar.name, bar.about)), [timeline, wanted]);
  const rows = useMemo(() => matrix.rows.filter(({ name }) => fits(name)), [matrix, wanted]);
  const due = useMemo(() => findings.filter(({ entry }) => fits(entry)), [findings, wanted]);
  const count = (shown: number, of: number) => (shown === of ? `${of}` : `${shown} / ${of}`);
  const turn = (id: PictureId) => {
    const turned = tables.includes(id) ? tables.filter((each) => each !== id) : [...tables, id];
    setTables(turned);
    host.keep({ tables: turned });
  };
  const face = (id: PictureId) => ({ id, words, turn, asTable: tables.includes(id) });
  const none = wanted !== '' && bars.length === 0;
  const matrixParts = { columns: matrix.columns, more: matrix.more, rows, words };
  return el(
    'div',
    'page',
    null,
    header(page, trouble, host),
    el(
      'main',
      '',
      null,
      empty && emptyPage(empty, host),
      filtering &&
        el(
          'div',
          'filter',
          null,
          el('label', 'heard', { for: 'filter' }, words.filter),
          el('input', '', {
            id: 'filter',
            type: 'search',
            value: filter,
            maxLength: 100,
            placeholder: words.filter,
            autocomplete: 'off',
            spellcheck: false,
            onInput: ({ currentTarget: { value } }: { readonly currentTarget: HTMLInputElement }) => {
              setFilter(value);
              host.keep({ filter: value });
            },
          }),
        ),
      el(
        'p',
        none ? 'nothing' : 'heard',
        { role: 'status' },
        none ? words.nothingMatches : wanted === '' ? '' : count(bars.length, timeline.bars.length),
      ),
      (empty === undefined || findings.length > 0) &&
        part(
          'findings',
          words.findings,
          findings.length === 0 ? undefined : count(due.length, findings.length),
          null,
          findings.length === 0
            ? el('p', 'calm', null, severityMark('none'), words.noFindings)
            : el(Findings as never, '', { findings: due, more: page.moreFindings, words, host }),
        ),
      bars.length > 0 &&
        pictured({
          ...face('timeline'),
          title: words.timeline,
          count: count(bars.length, timeline.bars.length),
          picture: () => el(TimelinePicture as never, '', { timeline, bars, words, host }),
          table: () => timelineTable(bars, words, host),
        }),
      rows.length > 0 &&
        matrix.columns.length > 0 &&
        pictured({
          ...face('matrix'),
          title: words.matrix,
          count: count(rows.length, matrix.rows.length),
          picture: () => el(MatrixPicture as never, '', matrixParts),
          table: () => matrixTable(matrixParts),
        }),
      journal.marks.length > 0
        ? pictured({
            ...face('journal'),
            title: words.journal,
            picture: () => [
              el(JournalPicture as never, '', { journal, words }),
              journal.more && actButton(host, journal.more, 'quiet'),
            ],
            table: () => journalTable({ journal, words }),
          })
        : empty === undefined &&
            part('journal', words.journal, undefined, null, el('p', 'calm', null, words.noJournal)),
    ),
  );
}

function header(page: DashboardPage, trouble: string | undefined, host: Host): VNode {
  const { words, summary, health, add } = page;
  const button = (label: string, onClick: () => void) =>
    el('button', 'quiet', { type: 'button', key: label, onClick }, label);
  return el(
    'header',
    '',
    null,
    el(
      'div',
      'bar-of-title',
      null,
      el('h1', '', { tabIndex: -1 }, words.title),
      el(
        'div',
        'tools',
        null,
        add && actButton(host, { ...add, label: words.add }, 'quiet'),
        button(words.refresh, () => host.send({ kind: 'refresh' })),
        button(words.exportMarkdown, () => host.send({ kind: 'export' })),
        words.print && button(words.print, () => host.send({ kind: 'print' })),
      ),
    ),
    el('p', 'summary', { 'aria-live': 'polite' }, summary),
    el(
      'div',
      'trouble',
      { role: 'status' },
      trouble && [severityMark('warning'), el('span', '', null, trouble)],
    ),
    el(
      'section',
      `health ${health.severity}`,
      { 'aria-label': words.health },
      severityMark(health.severity),
      el('p', '', null, el('b', '', null, health.label), ' ', el('span', 'soft', null, health.detail)),
      health.act && actButton(host, health.act, 'second'),
    ),
  );
}

/** What an empty page would look like with something on it: three lives, drawn faintly, and the ways on. */
function emptyPage({ title, text, acts }: EmptyPage, host: Host): VNode {
  return el(
    'section',
    'empty',
    { 'aria-labelledby': 'empty' },
    el('div', 'ghost', { 'aria-hidden': 'true' }, el('i', '', null), el('i', '', null), el('i', '', null)),
    el('h2', '', { id: 'empty', tabIndex: -1 }, title),
    el('p', '', null, text),
    el(
      'div',
      'ways',
      null,
      acts.map((act, at) => actButton(host, act, at === 0 ? '' : 'second')),
    ),
  );
}
