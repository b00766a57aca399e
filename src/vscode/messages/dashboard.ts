import * as vscode from 'vscode';
import type {
  DashboardPage,
  EmptyPage,
  FindingLine,
  JournalStrip,
  PageWords,
} from '../../dashboard/dashboardPage.ts';
import { judgeHealth, type StoreHealth } from '../../dashboard/judgeHealth.ts';
import { type RankedFindings, rankFindings } from '../../dashboard/rankFindings.ts';
import { stripDays, stripRecords } from '../../dashboard/stripRecords.ts';
import { summariseMatrix } from '../../dashboard/summariseMatrix.ts';
import { summariseTimeline } from '../../dashboard/summariseTimeline.ts';
import type { Offer } from '../../dashboard/tickets.ts';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import type { Policy } from '../../policy/policy.ts';
import type { PolicyFinding } from '../../policy/policyFinding.ts';
import type { Severity } from '../../shared/finding.ts';
import type { Entry } from '../../tokens/entry.ts';
import { judgeEmptiness } from '../../vault/judgeEmptiness.ts';
import type { VaultView } from '../../vault/judgeStore.ts';
import type { WhereKept } from '../../vault/whereKept.ts';
import type { WatchedToken } from '../../watched/watchedToken.ts';
import { healthWords } from './dashboardHealth.ts';
import { matrixLegend, matrixWords } from './dashboardMatrix.ts';
import { timelineColumns, timelineWords } from './dashboardTimeline.ts';
import { dateAndDistance } from './dates.ts';
import { explainFinding, nextStepWord } from './findings.ts';
import { ago, recordSentence } from './journal.ts';
import { shown } from './shown.ts';
import { explainWatched } from './watched.ts';
import { evidenceWord } from './words.ts';

export interface DashboardFacts {
  readonly view: VaultView;
  readonly watched: readonly WatchedToken[];
  /** About stored and watched tokens. */
  readonly findings: readonly PolicyFinding[];
  readonly usedHere: string | undefined;
  readonly records: readonly JournalRecord[];
  readonly policy: Policy;
  readonly kept: WhereKept;
  /** ms since the epoch. */
  readonly now: number;
}

/** Everything the page draws, in words. `offer` makes its buttons. */
export function dashboardPage(facts: DashboardFacts, offer: Offer): DashboardPage {
  const { view, watched, findings, policy, now } = facts;
  const ranked = rankFindings(findings, facts.usedHere);
  const timeline = summariseTimeline({ entries: view.entries, watched, findings, policy, now });
  const health = judgeHealth(view);
  return {
    v: 1,
    language: vscode.env.language,
    words: pageWords(),
    summary: summaryWords(facts, ranked, timeline.bars),
    empty: view.entries.length + watched.length === 0 ? emptyWords(facts, health, offer) : undefined,
    health: healthWords(health, facts.kept, offer),
    add: offer(vscode.l10n.t('Add Token…'), { kind: 'add' }),
    ...findingLines(facts, ranked, offer),
    timeline: timelineWords(timeline, now, offer),
    matrix: matrixWords(summariseMatrix(view.entries, policy.neverGrant)),
    journal: journalWords(facts, offer),
  };
}

function pageWords(): PageWords {
  const { t } = vscode.l10n;
  return {
    title: t('Token Dashboard'),
    findings: t('What to Do First'),
    findingColumns: [t('Severity'), t('Token'), t('Finding'), t('How we know'), t('Next step')],
    noFindings: t('Nothing needs you now.'),
    timeline: t('What Ends When'),
    timelineColumns: timelineColumns(),
    matrix: t('What Each May Do'),
    notKnown: t('unknown'),
    matrixLegend: matrixLegend(),
    journal: t('What Was Done in 30 Days'),
    noJournal: t('Nothing was recorded in the last 30 days.'),
    journalColumns: [t('When'), t('What was done')],
    health: t('The Store'),
    showAll: t('Show All'),
    asTable: t('As a Table'),
    asPicture: t('As a Picture'),
    refresh: t('Refresh'),
    add: t('Add Token…'),
    exportMarkdown: t('Export as Markdown'),
    print: t('Save for Printing…'),
    loading: t('Reading what is stored…'),
    filter: t('Filter by name'),
    nothingMatches: t('No token here.'),
  };
}

/** What a person with twenty tokens wants to know first, in one sentence. */
function summaryWords(
  { view, watched, now }: DashboardFacts,
  { count }: RankedFindings,
  bars: ReturnType<typeof summariseTimeline>['bars'],
): string {
  const { t } = vscode.l10n;
  const all = view.entries.length + watched.length;
  // Lost is never the same as none (F02).
  if (all === 0 && judgeEmptiness(view)?.kind !== 'noToken') return t('No token can be read now.');
  if (all === 0) return t('No token is stored or watched yet.');
  const next = bars.find(({ end, tone }) => end !== undefined && end > now && tone !== 'over');
  const name = next && (next.of.kind === 'entry' ? next.of.entry.name : next.of.token.name);
  const parts = [
    all === 1 ? t('one token') : t('{0} tokens', all),
    count.error === 1
      ? t('one needs action now')
      : count.error > 1
        ? t('{0} need action now', count.error)
        : '',
    count.warning === 1 ? t('one warning') : count.warning > 1 ? t('{0} warnings', count.warning) : '',
    count.error + count.warning === 0 ? t('nothing is urgent') : '',
    next?.end === undefined || name === undefined
      ? t('no end ahead is known')
      : t('next to end is {0}: {1}', shown(name), dateAndDistance(next.end, now)),
  ];
  const sentence = parts.filter(Boolean).join('; ');
  return `${sentence.charAt(0).toLocaleUpperCase(vscode.env.language)}${sentence.slice(1)}.`;
}

function emptyWords({ view, kept }: DashboardFacts, health: StoreHealth, offer: Offer): EmptyPage {
  const { t } = vscode.l10n;
  if (judgeEmptiness(view)?.kind !== 'noToken') {
    const { label, detail, act } = healthWords(health, kept, offer);
    return { title: label, text: detail, acts: act === undefined ? [] : [act] };
  }
  return {
    title: t('No token yet'),
    text: t('Add the one you push with, and see here what it may do and when it ends.'),
    acts: [
      offer(t('Add Token…'), { kind: 'add' }),
      offer(t('Get Started'), { kind: 'start' }),
      offer(t('Find Tokens on This Machine'), { kind: 'find' }),
    ],
  };
}

function findingLines(
  { view, watched, now }: DashboardFacts,
  { shown: most, left }: RankedFindings,
  offer: Offer,
): Pick<DashboardPage, 'findings' | 'moreFindings'> {
  const { t } = vscode.l10n;
  const entries = new Map(view.entries.map((entry) => [entry.id, entry]));
  const tokens = new Map(watched.map((token) => [token.id, token]));
  const findings = most.flatMap((finding, at): FindingLine[] => {
    const [entry, token] = [entries.get(finding.entryId), tokens.get(finding.entryId)];
    const words = entry ? ownFinding(finding, entry, now) : token && watchedFinding(finding, token, now);
    if (words === undefined) return [];
    const wish = entry
      ? ({ kind: 'answer', finding } as const)
      : ({ kind: 'watched', id: finding.entryId } as const);
    return [
      {
        id: `${finding.entryId}/${finding.id}#${at}`,
        severity: finding.severity,
        severityWord: severityWord(finding.severity),
        entry: shown((entry ?? token)?.name ?? ''),
        text: words.text,
        evidence: evidenceWord(finding.evidence),
        act: offer(words.step, wish),
      },
    ];
  });
  const moreFindings =
    left === 0
      ? undefined
      : left === 1
        ? t('One more, less urgent, stands in the Tokens view.')
        : t('{0} more, less urgent, stand in the Tokens view.', left);
  return { findings, moreFindings };
}

function ownFinding(finding: PolicyFinding, entry: Entry, now: number) {
  const { title, why } = explainFinding(finding, entry, now);
  return { text: `${title}. ${why}`, step: nextStepWord(finding) || vscode.l10n.t('Accept…') };
}

function watchedFinding(finding: PolicyFinding, token: WatchedToken, now: number) {
  const { title, why } = explainWatched(finding, token, now);
  return { text: `${title}. ${why}`, step: vscode.l10n.t('Mark as Replaced…') };
}

function severityWord(severity: Severity): string {
  const { t } = vscode.l10n;
  return { error: t('error'), warning: t('warning'), info: t('information') }[severity];
}

function journalWords({ records, now }: DashboardFacts, offer: Offer): JournalStrip {
  const marks = stripRecords(records, now).map(({ record, at, result }, index) => ({
    id: `${record.time}/${index}`,
    at,
    result,
    text: recordSentence(record),
    when: ago(record.time, now),
  }));
  const more = records.length === 0 ? undefined : offer(vscode.l10n.t('Show Journal'), { kind: 'journal' });
  return { ends: [vscode.l10n.t('{0} days ago', stripDays), vscode.l10n.t('today')], marks, more };
}

/** What stands there is old: why, and since when it is. `at` in ms since the epoch; undefined: nothing was drawn yet. */
export function troubleText(at: number | undefined, now: number): string {
  const { t } = vscode.l10n;
  return at === undefined
    ? t('The tokens cannot be read now. The log says why. Refresh to try again.')
    : t(
        'The tokens cannot be read now: this is how they were {0}. The log says why. Refresh to try again.',
        ago(at, now),
      );
}
