import * as vscode from 'vscode';
import type { UsableApp } from '../../policy/judgeApp.ts';
import type { Works } from '../../shadows/judgeWorks.ts';
import type { Shadow } from '../../shadows/shadow.ts';
import type { CandidateUse, UseReport } from '../../shadows/useReport.ts';
import { stripControl } from '../../shared/text.ts';
import type { SourceTrouble } from '../../sources/source.ts';
import type { Breadth } from '../../tokens/breadth.ts';
import type { Entry } from '../../tokens/entry.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import { adviseProblem } from './adviseFailure.ts';
import { adviseNone } from './remedy.ts';
import { obstacleWord, reasonWord } from './selection.ts';
import { ghLine, shadowLine, wayLines } from './shadows.ts';
import { grantWord } from './sources.ts';
import { breadthWord, lifeLong } from './status.ts';
import { evidenceWord, kindAndMode, operationWord } from './words.ts';

/** One line of the answer, for the list and for the text alike. */
export interface UseLine {
  readonly icon: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly about:
    | { readonly kind: 'candidate'; readonly entry: Entry }
    | { readonly kind: 'app'; readonly entry: Entry; readonly app: UsableApp }
    | { readonly kind: 'shadow'; readonly shadow: Shadow }
    | { readonly kind: 'add' }
    | { readonly kind: 'nothing' };
}

export interface UseGroup {
  readonly heading: string;
  readonly lines: readonly UseLine[];
}

export interface UseWords {
  readonly now: number;
  readonly breadthOf: (entry: Entry) => Breadth;
}

/** Everything that is known, in groups. No colour and no icon says what the words do not. */
export function useGroups(report: UseReport, words: UseWords): readonly UseGroup[] {
  const { t } = vscode.l10n;
  const { candidates, instead, shadows, git, gh, troubles } = report;
  const served = candidates.filter(
    ({ standing }) => standing.push !== 'also' || standing['open-draft-pr'] !== 'also',
  );
  const others = candidates.filter((one) => !served.includes(one));
  const groups: readonly UseGroup[] = [
    {
      heading: servedHeading(report),
      lines: [
        ...served.map((one) => candidateLine(one, words)),
        ...(instead === undefined ? [] : [insteadLine(instead)]),
        ...noneLines(report),
      ],
    },
    { heading: t('Also there'), lines: others.map((one) => candidateLine(one, words)) },
    { heading: t('In the way'), lines: shadows.map(shadowLine) },
    { heading: t('What git alone would use'), lines: git === undefined ? [] : wayLines(git) },
    { heading: t('What gh alone would use'), lines: gh === undefined ? [] : [ghLine(gh)] },
    { heading: t('Gave nothing'), lines: troubles.map(troubleLine) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function servedHeading({ unsettled, candidates }: UseReport): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<NonNullable<UseReport['unsettled']>, string>> = {
    none: t('Would be used: nothing'),
    tie: t('You would be asked: none is known to be narrower'),
    broader: t('You would be asked: the one that belongs here is broader than another'),
    'no-match': t('You would be asked: none belongs here'),
    borrowed: t('You would be asked once: it was meant for something else'),
  };
  if (unsettled !== undefined) return words[unsettled];
  return candidates.some(({ standing }) => standing.push === 'blocked')
    ? t('Belongs here, and cannot be used')
    : t('Would be used');
}

function candidateLine(use: CandidateUse, { now, breadthOf }: UseWords): UseLine {
  const { entry, reason, obstacle, works } = use;
  const why = obstacle === undefined ? reasonWord(reason) : obstacleWord(obstacle);
  const { verdict } = works.push;
  return {
    icon: verdict === 'yes' ? 'pass' : verdict === 'no' ? 'error' : 'question',
    label: entry.name,
    description: [...worksWords(use), lostWord(use) ?? why].join(' · '),
    detail: [
      knownWords(use),
      kindAndMode(entry),
      entry.login,
      entry.origin === undefined ? breadthWord(breadthOf(entry)) : grantWord(entry),
      lifeLong(lifeLeft(entry, now)),
    ]
      .filter(Boolean)
      .join(' · '),
    about: { kind: 'candidate', entry },
  };
}

function insteadLine({ entry, app }: NonNullable<UseReport['instead']>): UseLine {
  const { t } = vscode.l10n;
  return {
    icon: 'robot',
    label: t('Use the App'),
    description: t('{0} can do this for {1}', app.name, app.owner),
    detail: t(
      'It makes a token for each action, for one repository and one hour; {0} stays as it is.',
      entry.name,
    ),
    about: { kind: 'app', entry, app },
  };
}

/** Both jobs in one where their answer is the same. What decides comes first: the end of a line is cut. */
function worksWords({ works }: CandidateUse): readonly string[] {
  const { t } = vscode.l10n;
  const words = { yes: t('yes'), no: t('no'), unknown: t('unknown') };
  const [push, pull] = [words[works.push.verdict], words[works['open-draft-pr'].verdict]];
  if (push === pull) return [t('will work: {0}', push)];
  return [`${operationWord('push')}: ${push}`, `${operationWord('open-draft-pr')}: ${pull}`];
}

/** How the verdicts are known, the push's first. */
function knownWords({ works }: CandidateUse): string {
  const known = [works.push, works['open-draft-pr']].map(knownWord);
  return [...new Set(known)].filter((word) => word !== '').join('; ');
}

function knownWord({ verdict, evidence, why }: Works): string {
  if (why === 'over') return obstacleWord('over');
  if (why === 'owner') return obstacleWord('other-owner');
  const isKnown =
    evidence === 'declared' ||
    evidence === 'listed' ||
    evidence === 'worked' ||
    evidence === 'refused' ||
    evidence === 'probed';
  return isKnown && verdict !== 'unknown' ? evidenceWord(evidence) : '';
}

function lostWord({ lostTo, reason, standing }: CandidateUse): string | undefined {
  const { t } = vscode.l10n;
  if (lostTo === undefined || standing['open-draft-pr'] !== 'also') return undefined;
  return lostTo.reason === reason
    ? t('{0} is narrower', lostTo.entry.name)
    : t('after {0}, {1}', lostTo.entry.name, reasonWord(lostTo.reason));
}

/** What is missing, and the one next step (S3-37). */
function noneLines({ unsettled, address, troubles }: UseReport): readonly UseLine[] {
  if (unsettled !== 'none' || address === undefined) return [];
  const { t } = vscode.l10n;
  return [
    {
      icon: 'add',
      label: t('Nothing is stored or found for {0}', address.host.name),
      detail: adviseNone(address.host, troubles).text,
      about: { kind: 'add' },
    },
  ];
}

function troubleLine({ from, problem }: SourceTrouble): UseLine {
  const { t } = vscode.l10n;
  const names: Readonly<Record<SourceTrouble['from'], string>> = {
    gh: 'gh',
    vscode: t('VS Code’s GitHub session'),
    git: t('git’s credential helpers'),
    environment: t('the environment'),
    app: t('your GitHub App'),
    broker: t('your token broker'),
  };
  return {
    icon: 'warning',
    label: names[from],
    detail: adviseProblem(problem, 'api').text,
    about: { kind: 'nothing' },
  };
}

/** The same as a text: a list cuts its lines, and a screen reader reads a text better. */
export function useText(title: string, groups: readonly UseGroup[]): string {
  return [title, ...groups.flatMap(({ heading, lines }) => ['', heading, ...lines.flatMap(textOf)]), ''].join(
    '\n',
  );
}

function textOf({ label, description, detail }: UseLine): readonly string[] {
  const first = [label, description].filter(Boolean).join(': ');
  return [`- ${plain(first)}`, ...(detail ? [`  ${plain(detail)}`] : [])];
}

/** A name of a repository cannot begin a line of its own. */
function plain(text: string): string {
  return stripControl(text).replace(/\s+/g, ' ');
}
