import * as vscode from 'vscode';
import type { BarTone, Timeline, TimelineBar } from '../../dashboard/dashboardPage.ts';
import type { Bar, TimelinePicture } from '../../dashboard/summariseTimeline.ts';
import type { Offer } from '../../dashboard/tickets.ts';
import type { Tick } from '../../dashboard/timeAxis.ts';
import { keyShort } from './appKeys.ts';
import { dateAndDistance, shortDate } from './dates.ts';
import { shown } from './shown.ts';
import { lifeLong } from './status.ts';
import { placeLine, watchedLife } from './watched.ts';
import { kindWord } from './words.ts';

/** Words for the lives of tokens. */

export function timelineColumns(): readonly string[] {
  const { t } = vscode.l10n;
  return [t('Token'), t('Kind'), t('Stored since'), t('Ends'), t('Life against your rules'), t('State')];
}

export function timelineWords(picture: TimelinePicture, now: number, offer: Offer): Timeline {
  const { t } = vscode.l10n;
  return {
    ticks: picture.ticks.map((tick) => ({ at: placeOf(tick, picture), label: tickWord(tick) })),
    today: picture.today,
    todayLabel: t('today'),
    bars: picture.bars.map((bar) => barWords(bar, now, offer)),
  };
}

function placeOf({ time }: Tick, { axis }: TimelinePicture): number {
  return (time - axis.from) / (axis.to - axis.from);
}

/** The year where a new one begins. */
function tickWord({ time, unit }: Tick): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(vscode.env.language, options).format(time);
  switch (unit) {
    case 'day':
    case 'week':
      return format({ day: 'numeric', month: 'short' });
    case 'month':
      return new Date(time).getMonth() === 0
        ? format({ month: 'short', year: 'numeric' })
        : format({ month: 'short' });
    case 'year':
      return format({ year: 'numeric' });
  }
}

function barWords(bar: Bar, now: number, offer: Offer): TimelineBar {
  const { t } = vscode.l10n;
  const { of, tone, from, to, opensLeft, opensRight, policyEnd } = bar;
  const toneWord = toneWords()[tone];
  const ends = endWords(bar, now);
  const about = aboutWords(bar);
  const wish =
    of.kind === 'entry'
      ? ({ kind: 'entry', id: of.entry.id } as const)
      : ({ kind: 'watched', id: of.token.id } as const);
  return {
    id: `${of.kind}:${wish.id}`,
    name: nameOf(bar),
    about,
    tone,
    toneWord,
    from,
    to,
    opensLeft,
    opensRight,
    thresholds: bar.thresholds.map(({ at, days }) => ({
      at,
      label: days === 1 ? t('one day before its end') : t('{0} days before its end', days),
    })),
    policyEnd:
      policyEnd?.at === undefined
        ? undefined
        : {
            at: policyEnd.at,
            label: t('your rules would have ended it {0}', shortDate(policyEnd.time, now)),
          },
    ends,
    cells: [about, shortDate(bar.since, now), ends, lifeWords(bar, now), toneWord],
    act: offer(t('What can be done with {0}', nameOf(bar)), wish),
  };
}

function nameOf({ of }: Bar): string {
  return shown(of.kind === 'entry' ? of.entry.name : of.token.name);
}

function toneWords(): Readonly<Record<BarTone, string>> {
  const { t } = vscode.l10n;
  return {
    over: t('over'),
    soon: t('ends soon'),
    later: t('ends in the next weeks'),
    fine: t('has time left'),
    unknown: t('end not known'),
    never: t('never ends'),
  };
}

function aboutWords({ of }: Bar): string {
  if (of.kind === 'watched')
    return [placeLine(of.token.place), of.token.owner ?? ''].filter(Boolean).map(shown).join(' · ');
  const { kind, host, owner, login } = of.entry;
  return [kindWord(kind), host, owner?.value ?? login ?? ''].filter(Boolean).map(shown).join(' · ');
}

function endWords({ of, life, end }: Bar, now: number): string {
  const { t } = vscode.l10n;
  if (of.kind === 'watched') return watchedLife(of.token.expiry, now);
  if (of.entry.kind === 'app-key') return keyShort(of.entry, now) || toneWords().never;
  if (life.kind === 'dead' || end === undefined) return lifeLong(life);
  return life.kind === 'expired'
    ? t('expired {0}', dateAndDistance(end, now))
    : t('expires {0}', dateAndDistance(end, now));
}

/** How long it lives, and whether that is longer than the person's rules let it. */
function lifeWords({ lifeDays, policyEnd, tone }: Bar, now: number): string {
  const { t } = vscode.l10n;
  const whole = lifeDays === undefined ? (tone === 'never' ? t('no end') : t('not known')) : days(lifeDays);
  return policyEnd === undefined
    ? whole
    : t('{0}, longer than your rules: they end it {1}', whole, shortDate(policyEnd.time, now));
}

function days(count: number): string {
  const { t } = vscode.l10n;
  return count === 1 ? t('one day') : t('{0} days', count);
}
