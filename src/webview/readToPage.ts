import type {
  DashboardPage,
  EmptyPage,
  FindingLine,
  Health,
  JournalMark,
  JournalStrip,
  Matrix,
  MatrixCell,
  MatrixRow,
  PageAct,
  PageWords,
  Timeline,
  TimelineBar,
} from '../dashboard/dashboardPage.ts';
import type { ToPage } from '../dashboard/pageMessages.ts';

type Check = (value: unknown) => boolean;
type Shape<T> = { readonly [K in keyof Required<T>]: Check };

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const finite: Check = (value) => Number.isFinite(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const one =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);

function shape<T>(fields: Shape<T>): Check {
  const checks = Object.entries<Check>(fields);
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    checks.every(([name, check]) => check((value as Record<string, unknown>)[name]));
}

const act = shape<PageAct>({ ticket: text, label: text });
const mark = shape<{ at: number; label: string }>({ at: finite, label: text });
const bar = shape<TimelineBar>({
  id: text,
  name: text,
  about: text,
  tone: one('fine', 'later', 'soon', 'over', 'unknown', 'never'),
  toneWord: text,
  from: finite,
  to: finite,
  opensLeft: flag,
  opensRight: flag,
  thresholds: list(mark),
  policyEnd: maybe(mark),
  ends: text,
  cells: list(text),
  act: maybe(act),
});
const need = one('needs', 'fine', 'surplus', 'never', 'unjudged');
const cell = shape<MatrixCell>({
  level: one('read', 'write', 'admin'),
  verdict: one('yes', 'no', 'likely', 'unknown'),
  need,
  mark: text,
  text,
});
const words = shape<PageWords>({
  title: text,
  findings: text,
  findingColumns: list(text),
  noFindings: text,
  timeline: text,
  timelineColumns: list(text),
  matrix: text,
  notKnown: text,
  matrixLegend: list(shape({ mark: text, label: text, need: maybe(need) })),
  journal: text,
  noJournal: text,
  journalColumns: list(text),
  health: text,
  showAll: text,
  asTable: text,
  asPicture: text,
  refresh: text,
  add: text,
  exportMarkdown: text,
  print: maybe(text),
  loading: text,
  filter: text,
  nothingMatches: text,
});
const page = shape<DashboardPage>({
  v: (value) => value === 1,
  language: text,
  words,
  summary: text,
  empty: maybe(shape<EmptyPage>({ title: text, text, acts: list(act) })),
  health: shape<Health>({
    severity: one('error', 'warning', 'info', 'none'),
    label: text,
    detail: text,
    act: maybe(act),
  }),
  add: maybe(act),
  findings: list(
    shape<FindingLine>({
      id: text,
      severity: one('error', 'warning', 'info'),
      severityWord: text,
      entry: text,
      text,
      evidence: text,
      act: maybe(act),
    }),
  ),
  moreFindings: maybe(text),
  timeline: shape<Timeline>({ ticks: list(mark), today: finite, todayLabel: text, bars: list(bar) }),
  matrix: shape<Matrix>({
    columns: list(shape({ id: text, label: text })),
    rows: list(shape<MatrixRow>({ id: text, name: text, cells: list(maybe(cell)) })),
    more: maybe(text),
  }),
  journal: shape<JournalStrip>({
    ends: list(text),
    marks: list(
      shape<JournalMark>({
        id: text,
        at: finite,
        result: one('done', 'refused', 'open'),
        text,
        when: text,
      }),
    ),
    more: maybe(act),
  }),
});

/** What the extension said, if it is that: anything else that is sent to the page is drawn by nobody. */
export function readToPage(data: unknown): ToPage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const said = data as { readonly kind?: unknown; readonly text?: unknown; readonly page?: unknown };
  const fits = (said.kind === 'draw' && page(said.page)) || (said.kind === 'trouble' && text(said.text));
  return fits ? (data as ToPage) : undefined;
}
