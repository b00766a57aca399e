import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { Finding, FindingId } from '../../shared/finding.ts';
import type { Entry } from '../../tokens/entry.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import { adviseProblem } from './adviseFailure.ts';
import { dateAndDistance } from './dates.ts';
import { explainFinding } from './findings.ts';
import { lifeLong } from './status.ts';

/** What is said after a token was stored: its name, its end, and whether GitHub could be asked. */
export function storedSentence(entry: Entry, now: number, unreached: unknown): string {
  const { t } = vscode.l10n;
  const stored = t('Stored as {0}.', entry.name);
  if (unreached !== undefined) {
    const why = Failure.is(unreached) ? adviseProblem(unreached.problem, 'api').text : '';
    return `${stored} ${t('It could not be checked.')} ${why}`.trim();
  }
  const { expiry } = entry;
  const left = lifeLeft(entry, now);
  if (expiry.kind === 'at' && left.kind !== 'renews')
    return `${stored} ${t('It expires {0}.', dateAndDistance(expiry.at, now))}`;
  const life = lifeLong(left);
  return `${stored} ${life.charAt(0).toUpperCase()}${life.slice(1)}.`;
}

/** Findings that say when it ends: then the sentence about the storing does not say it too. */
const aboutItsEnd: readonly FindingId[] = Object.freeze([
  'expired',
  'expires-soon',
  'expires-later',
  'no-expiry',
  'long-lifetime',
]);

/** What is said of a stored token against which there is something: for one finding its reason too. */
export function addedText(stored: string, findings: readonly Finding[], entry: Entry, now: number): string {
  const words = findings.map((finding) => explainFinding(finding, entry, now));
  const told = findings.some(({ id }) => aboutItsEnd.includes(id));
  const first = told ? vscode.l10n.t('Stored as {0}.', entry.name) : stored;
  const why = words.length === 1 ? [words[0]?.why ?? ''] : [];
  return [first, ...words.map(({ title }) => `${title}.`), ...why].join(' ');
}
