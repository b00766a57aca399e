import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
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
  if (expiry.kind === 'at') return `${stored} ${t('It expires {0}.', dateAndDistance(expiry.at, now))}`;
  const life = lifeLong(lifeLeft(entry, now));
  return `${stored} ${life.charAt(0).toUpperCase()}${life.slice(1)}.`;
}

/** The same with what is held against the token: for one finding its reason too. */
export function addedText(stored: string, findings: readonly Finding[], entry: Entry, now: number): string {
  const words = findings.map((finding) => explainFinding(finding, entry, now));
  const titles = vscode.l10n.t('{0} {1}.', stored, words.map(({ title }) => title).join('; '));
  return words.length === 1 ? `${titles} ${words[0]?.why ?? ''}` : titles;
}
