import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import type {
  PermissionNeed,
  PermissionRow,
  PermissionTable,
  PermissionVerdict,
} from '../../permissions/permissionTable.ts';
import { withoutProbe } from '../../permissions/probes.ts';
import { scopeGrants } from '../../permissions/scopeGrants.ts';
import type { Sight } from '../../permissions/sight.ts';
import { covers } from '../../policy/permissionSets.ts';
import { codeSpan } from '../../shared/markdown.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import { permissionWord, permissionWords } from '../askPurpose.ts';
import { moment } from './dates.ts';
import { statementLine, wallWord } from './evidence.ts';
import { lifeLong } from './status.ts';
import { surplusReason } from './surplus.ts';
import { evidenceWord, kindWord, purposeWord } from './words.ts';

export interface PermissionsPage {
  readonly entry: Entry;
  /** What holds whatever the repository. */
  readonly general: PermissionTable;
  /** One for each repository something is known about. */
  readonly places: readonly PermissionTable[];
  readonly now: number;
}

/** What a token may do, how we know, and whether it needs to, as one Markdown text that reads well aloud. */
export function permissionsText({ entry, general, places, now }: PermissionsPage): string {
  const { t } = vscode.l10n;
  return [
    `# ${t('What {0} may do', codeSpan(entry.name))}`,
    '',
    ...headLines(entry, now),
    '',
    ...summaryLines([general, ...places]),
    ...scopeLines(entry),
    `## ${t('Whatever the repository')}`,
    '',
    ...rowLines(general.rows),
    ...placeLines(places),
    ...dangerLines([general, ...places]),
    ...unknownLines(general.rows),
  ].join('\n');
}

function headLines(entry: Entry, now: number): readonly string[] {
  const { t } = vscode.l10n;
  const { owner, health } = entry;
  const page = managePage(hostOf(entry.host), entry.kind).url;
  return [
    line(t('Token'), `${kindWord(entry.kind)}, ${entry.host}`),
    line(t('Account'), entry.login === undefined ? t('GitHub has not named it yet') : codeSpan(entry.login)),
    ...(owner === undefined
      ? []
      : [line(t('Acts for'), `${codeSpan(owner.value)} (${evidenceWord(owner.evidence)})`)]),
    line(
      t('Is for'),
      entry.purpose === undefined
        ? t('not said; judged as {0}', purposeWord('push-and-draft'))
        : purposeWord(entry.purpose),
    ),
    line(
      t('Life'),
      health.kind === 'dead'
        ? t('GitHub did not accept it on {0}', moment(health.at))
        : lifeLong(lifeLeft(entry, now)),
    ),
    line(t('Its page'), page),
    line(t('Looked at'), t('{0}, from what is known here. GitHub was not asked.', moment(now))),
  ];
}

/** The answer at a glance, before any table. */
function summaryLines(tables: readonly PermissionTable[]): readonly string[] {
  const { t } = vscode.l10n;
  const rows = tables.flatMap((table) => table.rows);
  const named = (keep: (row: PermissionRow) => boolean) => {
    const words = rows.filter(keep).map((row) => permissionWord(row.permission, row.level));
    return [...new Set(words)].join(', ');
  };
  const held = named((row) => row.need === 'needs' && isHeld(row.verdict));
  const lacking = named((row) => row.need === 'needs' && row.verdict === 'no');
  const beyond = named((row) => (row.need === 'surplus' || row.need === 'never') && isHeld(row.verdict));
  const said = (label: string, words: string) => (words === '' ? [] : [`- ${label}: ${words}`]);
  return [
    `## ${t('At a glance')}`,
    '',
    ...said(t('Needs, and has'), held),
    ...said(t('Needs, and does not have somewhere'), lacking),
    ...said(t('Has, and does not need'), beyond),
    ...(held + lacking + beyond === ''
      ? [`- ${t('Nothing is known yet. Probe Permissions asks GitHub.')}`]
      : []),
    '',
  ];
}

/** Both vocabularies side by side (S0-05): the scope, the permissions it stands for, and what it includes. */
function scopeLines({ scopes }: Entry): readonly string[] {
  const { t } = vscode.l10n;
  if (scopes.kind !== 'listed') return [];
  const heading = [`## ${t('Scopes, as GitHub lists them')}`, ''];
  if (scopes.scopes.length === 0) return [...heading, t('None: it reads what is public.'), ''];
  return [
    ...heading,
    ...table(
      [t('Scope'), t('As permissions'), t('Includes')],
      scopeGrants(scopes.scopes).map((grant) => [
        codeSpan(grant.scope),
        grant.publicOnly
          ? t('{0}, in public repositories only', permissionWords(grant.permissions))
          : permissionWords(grant.permissions) || t('nothing that a fine-grained token could have'),
        grant.includes.map(codeSpan).join(', ') || t('nothing more'),
      ]),
    ),
    '',
  ];
}

function placeLines(places: readonly PermissionTable[]): readonly string[] {
  const { t } = vscode.l10n;
  const lines: string[] = [];
  let last: string | undefined;
  for (const place of places) {
    const [owner = ''] = (place.repository ?? '').split('/');
    if (owner.toLowerCase() !== last) lines.push(`## ${t('In {0}', codeSpan(owner))}`, '');
    last = owner.toLowerCase();
    lines.push(`### ${codeSpan(place.repository ?? '')}`, '', sightLine(place.sight), '');
    if (place.sight.kind === 'notVisible' || place.sight.kind === 'wall') continue;
    // What holds anywhere stands above: here only what the job needs, and what was seen in this repository.
    const rows = place.rows.filter(
      ({ need, evidence }) => need === 'needs' || evidence.some(({ at }) => at !== undefined),
    );
    lines.push(...rowLines(rows));
  }
  return lines;
}

function sightLine(sight: Sight): string {
  const { t } = vscode.l10n;
  switch (sight.kind) {
    case 'seen':
      return t('The token sees this repository, last noticed on {0}.', moment(sight.at));
    case 'notVisible':
      return t(
        'The token does not see this repository, or there is none of this name. Noticed on {0}.',
        moment(sight.at),
      );
    case 'wall':
      return t('The token is turned away there, noticed on {0}: {1}.', moment(sight.at), wallWord(sight.why));
    case 'unknown':
      return t('Whether the token sees this repository is not known.');
  }
}

function rowLines(rows: readonly PermissionRow[]): readonly string[] {
  const { t } = vscode.l10n;
  if (rows.length === 0) return [t('Nothing is known.'), ''];
  return [
    ...table(
      [t('Permission'), t('May it?'), t('How we know'), t('Does it need to?')],
      rows.map((row) => [
        permissionWord(row.permission, row.level),
        verdictWord(row),
        [...new Set(row.evidence.map(statementLine))].join('; ') || t('nothing is known'),
        needWord(row.need),
      ]),
    ),
    '',
  ];
}

/** What is known of a permission, in one word. */
export function verdictWord({ verdict }: Pick<PermissionRow, 'verdict'>): string {
  const { t } = vscode.l10n;
  const words = { yes: t('yes'), no: t('no'), likely: t('likely'), unknown: t('unknown') } as const;
  return words[verdict];
}

/** Whether what the token is for asks for it. */
export function needWord(need: PermissionNeed): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<PermissionNeed, string>> = {
    needs: t('needed'),
    fine: t('not needed, harmless beside it'),
    surplus: t('not needed'),
    never: t('no token should hold it'),
    unjudged: t('not judged: it is for more than the presets'),
  };
  return words[need];
}

/** Why what is not needed is dangerous, one sentence each: of each permission only the most that is held. */
function dangerLines(tables: readonly PermissionTable[]): readonly string[] {
  const { t } = vscode.l10n;
  const held = tables
    .flatMap(({ rows }) => rows)
    .filter(({ need, verdict }) => (need === 'surplus' || need === 'never') && isHeld(verdict));
  const most = new Map<string, PermissionRow>();
  for (const row of held) {
    const known = most.get(row.permission);
    if (known === undefined || covers(row.level, known.level)) most.set(row.permission, row);
  }
  if (most.size === 0) return [];
  const lines = [...most.values()].map(
    ({ permission, level }) =>
      `- ${permissionWord(permission, level)} ${surplusReason(`${permission}:${level}`)}`,
  );
  return [`## ${t('Why the rest is a risk')}`, '', ...lines, ''];
}

function isHeld(verdict: PermissionVerdict): boolean {
  return verdict === 'yes' || verdict === 'likely';
}

/** What no request shows without a risk, where nobody has said it either. */
function unknownLines(rows: readonly PermissionRow[]): readonly string[] {
  const { t } = vscode.l10n;
  const names = withoutProbe.filter((name) =>
    rows.some(({ permission, verdict }) => permission === name && verdict === 'unknown'),
  );
  if (names.length === 0) return [];
  const words = names.map((name) => permissionWord(name)).join(', ');
  return [
    `## ${t('What stays unknown')}`,
    '',
    t(
      'No safe request shows {0}. It stays unknown until you declare it, or GitHub names it in a refusal.',
      words,
    ),
    '',
  ];
}

/** A Markdown table. A bar in a cell would begin the next one. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = (row: readonly string[]) =>
    `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [cells(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(cells)];
}

function line(label: string, value: string): string {
  return `- ${label}: ${value}`;
}
