import * as vscode from 'vscode';
import type { Finding } from '../../shared/finding.ts';
import type { ReadPlace } from '../../watched/readPlace.ts';
import type { TextFault } from '../../watched/refuseText.ts';
import type { PlaceKind, WatchedExpiry, WatchedPlace, WatchedToken } from '../../watched/watchedToken.ts';
import { dateAndDistance } from './dates.ts';

/** Words for tokens that live elsewhere. */

function placeWord(kind: PlaceKind): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<PlaceKind, string>> = {
    'actions-secret': t('Actions secret'),
    server: t('server'),
    bot: t('bot'),
    other: t('elsewhere'),
  };
  return words[kind];
}

/** Where a token is: the kind of place and what the person called it. */
export function placeLine(place: WatchedPlace): string {
  const word = placeWord(place.kind);
  // People write the kind themselves: "Actions secret DEPLOY".
  const said = place.kind === 'other' || place.text.toLowerCase().startsWith(word.toLowerCase());
  return said ? place.text : `${word} · ${place.text}`;
}

/** A date as the person gave it, with its distance. */
export function watchedLife(expiry: WatchedExpiry, now: number): string {
  const { t } = vscode.l10n;
  if (expiry.kind === 'unknown') return t('expiry not known');
  const when = dateAndDistance(expiry.at, now);
  return expiry.at <= now ? t('expired {0}', when) : t('expires {0}', when);
}

/** A finding about a watched token: a short title, and what to do about it in one sentence. */
export function explainWatched(
  finding: Finding,
  { place }: WatchedToken,
  now: number,
): { readonly title: string; readonly why: string } {
  const { t } = vscode.l10n;
  const when = finding.data.at === undefined ? '' : dateAndDistance(finding.data.at, now);
  const title = finding.id === 'expired' ? t('Expired {0}', when) : t('Expires {0}', when);
  return { title, why: t('Replace it where it lives ({0}), then mark it as replaced.', placeLine(place)) };
}

/** Why a line about a watched token is not kept. */
export function textFault(fault: TextFault, most: number): string {
  const { t } = vscode.l10n;
  switch (fault) {
    case 'holdsToken':
      return t('That holds a token. What is watched is shown, and the token itself is never needed here.');
    case 'tooLong':
      return t('Keep it under {0} characters.', most);
    case 'controlCharacters':
      return t('It holds characters that cannot be shown. Type it again, in one line.');
  }
}

export function placeFault(why: Extract<ReadPlace, { kind: 'refused' }>['why'], most: number): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'empty':
      return t('Say where the token lives, for example “Actions secret DEPLOY in acme/app”.');
    case 'linkElsewhere':
      return t(
        'A link must be one https address on a GitHub host of yours. Leave it out, or add the host in the settings.',
      );
    default:
      return textFault(why, most);
  }
}
