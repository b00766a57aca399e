import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { LeakPlace } from '../../leaks/leak.ts';
import type { LeakAct } from '../../leaks/leakAct.ts';
import { drawnLine } from '../../shared/text.ts';
import type { LeakNode, LeakPlaceNode, LeaksNode } from '../../tree/treeNode.ts';
import { kindWord } from './words.ts';

const longestName = 100;

/** What Problems says of a found token: what it is, whose, and the one next step. Never more of it than `masked`. */
export function leakDiagnosticText(judged: JudgedLeak, entryName: string | undefined): string {
  const { leak, weight } = judged;
  const { t } = vscode.l10n;
  const what =
    weight === 'warning'
      ? t('Leaked {0}: {1}.', kindWord(leak.kind), leak.masked)
      : t('This may be a leaked {0}: {1}.', kindWord(leak.kind), leak.masked);
  return [what, whoseSentence(judged, entryName), nextSentence(judged)].filter(Boolean).join(' ');
}

function whoseSentence({ ours, checked }: JudgedLeak, entryName: string | undefined): string {
  const { t } = vscode.l10n;
  const dead = checked?.kind === 'dead' ? t('GitHub does not accept it any more.') : '';
  if (ours !== undefined) {
    const name = nameOf(entryName);
    const whose = ours.old ? t('It is the old token of {0}.', name) : t('It is the token of {0}.', name);
    return dead === '' ? whose : `${whose} ${dead}`;
  }
  if (checked?.kind !== 'alive') return dead;
  return checked.login === undefined
    ? t('GitHub accepts it.')
    : t('GitHub accepts it, for {0}.', drawnLine(checked.login, longestName));
}

function nextSentence({ weight, ours, checked }: JudgedLeak): string {
  const { t } = vscode.l10n;
  if (checked?.kind === 'dead') return t('Replace it here.');
  if (ours !== undefined)
    return ours.old
      ? t('Replace it here, and make sure it is revoked.')
      : t('Rotate it, then replace it here.');
  return weight === 'warning'
    ? t('Revoke it, then replace it here.')
    : t('Check if it is alive, or mark it as test data.');
}

/** An entry can go while its token still lies somewhere. */
function nameOf(entryName: string | undefined): string {
  return entryName === undefined ? vscode.l10n.t('an entry') : drawnLine(entryName, longestName);
}

/** What can be done about a found token, as a line to choose. */
export function leakActWords(act: LeakAct): { readonly icon: string; readonly label: string } {
  const { t } = vscode.l10n;
  switch (act) {
    case 'replace':
      return { icon: 'replace', label: t('Replace or Remove It') };
    case 'stripRemote':
      return { icon: 'remove', label: t('Take It out of the Remote’s Address') };
    case 'moveToVault':
      return { icon: 'key', label: t('Move to the Vault…') };
    case 'check':
      return { icon: 'search', label: t('Check If It Is Alive…') };
    case 'rotate':
      return { icon: 'sync', label: t('Rotate…') };
    case 'revoke':
      return { icon: 'circle-slash', label: t('Revoke at GitHub…') };
    case 'markTestData':
      return { icon: 'beaker', label: t('Mark as Test Data…') };
    case 'unmarkTestData':
      return { icon: 'discard', label: t('Not Test Data') };
    case 'whatIsLeft':
      return { icon: 'checklist', label: t('What Is Left to Do') };
  }
}

interface Words {
  readonly label: string;
  readonly description: string;
  readonly spoken?: readonly string[];
}

/** The heading of the leaks in the Tokens view. What is marked as test data is counted, so that it hides nothing (I15). */
export function leaksWords({ tokens, places, possible, testData }: LeaksNode): Words {
  const { t } = vscode.l10n;
  const sure = tokens === 0 ? '' : countWords(tokens, places);
  return { label: t('Leaks'), description: joined(sure, ...otherCounts({ possible, testData })) };
}

/** Of what is not surely a token, what there is. */
export function otherCounts({
  possible,
  testData,
}: Pick<LeaksNode, 'possible' | 'testData'>): readonly string[] {
  const { t } = vscode.l10n;
  return [
    ...(possible === 0 ? [] : [t('{0} possible', possible)]),
    ...(testData === 0 ? [] : [t('{0} marked as test data', testData)]),
  ];
}

/** `3 tokens in 2 files`: different tokens, and the places they lie in. */
export function countWords(tokens: number, places: number): string {
  const { t } = vscode.l10n;
  const many = tokens === 1 ? t('one token') : t('{0} tokens', tokens);
  return places === 1 ? t('{0} in one place', many) : t('{0} in {1} places', many, places);
}

/** For the hover of the status bar item; empty where nothing was found. */
export function leakedHere(tokens: number): string {
  const { t } = vscode.l10n;
  if (tokens === 0) return '';
  return tokens === 1 ? t('One leaked token was found.') : t('{0} leaked tokens were found.', tokens);
}

export function leakPlaceWords({
  place,
  name,
  folder,
  ignored,
}: Pick<LeakPlaceNode, 'place' | 'name' | 'folder' | 'ignored'>): Words {
  const { t } = vscode.l10n;
  switch (place.kind) {
    case 'file':
      return { label: name, description: joined(ignored === true ? t('ignored by git') : '', folder) };
    case 'staged':
      return { label: name, description: joined(t('staged'), folder) };
    case 'commit':
      return {
        label: place.path === undefined ? t('Commit message') : name,
        description: joined(commitWords(place), folder),
      };
  }
}

const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(' · ');

function commitWords({ sha, outgoing }: Extract<LeakPlace, { readonly kind: 'commit' }>): string {
  const { t } = vscode.l10n;
  const id = sha.slice(0, 9);
  return outgoing ? t('commit {0}, not pushed', id) : t('commit {0}', id);
}

export function leakWords({ judged, entryName }: LeakNode): Words {
  const { t } = vscode.l10n;
  const { leak, weight, ours, testData, checked } = judged;
  // Of a message in a commit there is no line that could be gone to.
  const inMessage = leak.place.kind === 'commit' && leak.place.path === undefined;
  const line = inMessage ? '' : t('line {0}', leak.spot.line + 1);
  const sure = { warning: '', hint: t('possible'), quiet: t('test data') }[weight];
  const state =
    checked === undefined ? '' : checked.kind === 'alive' ? t('alive') : t('not accepted any more');
  const whose =
    ours === undefined
      ? ''
      : ours.old
        ? t('the old token of {0}', nameOf(entryName))
        : t('the token of {0}', nameOf(entryName));
  const reason = testData === undefined ? '' : drawnLine(testData.reason, longestName);
  const loud = { warning: t('warning'), hint: t('hint'), quiet: '' }[weight];
  const parts = [line, whose, state, sure, reason].filter(Boolean);
  return {
    label: leak.masked,
    description: parts.join(' · '),
    spoken: [loud, kindWord(leak.kind), ...parts],
  };
}

type At = Pick<LeakPlaceNode, 'place' | 'name' | 'folder'>;

/** Where a token lies, for the title of a list: `ghp_…abcd in notes.md`. */
export function leakTitle(masked: string, at: At): string {
  const where = at.place.kind === 'file' ? at.name : leakWhere(at);
  return vscode.l10n.t('{0} in {1}', masked, drawnLine(where, longestName));
}

/** A place as one line: `docs/notes.md`, or `notes.md, staged · docs`. */
export function leakWhere(at: At): string {
  if (at.place.kind === 'file') return at.folder === '' ? at.name : `${at.folder}/${at.name}`;
  const { label, description } = leakPlaceWords(at);
  return `${label}, ${description}`;
}
