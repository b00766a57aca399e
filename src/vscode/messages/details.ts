import * as vscode from 'vscode';
import type { Advice } from './advice.ts';
import type { Area } from './adviseFailure.ts';
import { moment } from './dates.ts';

/** Everything about one refusal, for the person who wants to know more or to pass it on. */
export interface Told {
  readonly area: Area;
  /** The cause as the code names it, for a report. */
  readonly cause: string;
  readonly advice: Advice;
  /** What the server or git said: already redacted and bounded; may be empty. */
  readonly words: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** The document's name: what was done, and when. */
export function detailsTitle({ area, at }: Told): string {
  return vscode.l10n.t('{0}, {1}', areaWord(area), moment(at));
}

/** Plain text, not Markdown: nothing in it can become a link. */
export function detailsText(told: Told): string {
  const { t } = vscode.l10n;
  const { advice, cause, words } = told;
  const more = advice.more ?? [];
  return [
    detailsTitle(told),
    '',
    advice.text,
    ...(more.length === 0 ? [] : ['', ...more.map((line) => `- ${line}`)]),
    '',
    t('Cause: {0}', cause),
    '',
    words === '' ? t('Nothing more was said.') : t('What was said, without secrets:'),
    ...(words === '' ? [] : ['', words]),
    '',
  ].join('\n');
}

function areaWord(area: Area): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Area, string>> = {
    api: t('GitHub'),
    push: t('Push Branch'),
    fetch: t('Fetch with Token'),
    pull: t('Create Draft Pull Request'),
    vault: t('Tokens'),
  };
  return words[area];
}
