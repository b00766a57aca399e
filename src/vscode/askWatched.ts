import * as vscode from 'vscode';
import { endOfDay } from '../shared/calendar.ts';
import { judgeName, longestName } from '../tokens/suggestName.ts';
import { longestPlace, readPlace } from '../watched/readPlace.ts';
import { refuseText } from '../watched/refuseText.ts';
import type { WatchedExpiry, WatchedPlace, WatchedToken } from '../watched/watchedToken.ts';
import { askDay } from './askDay.ts';
import { nameFault, ownerFault } from './messages/vault.ts';
import { placeFault, textFault } from './messages/watched.ts';
import { askText } from './prompts.ts';
import { readHosts } from './settings.ts';

const longestOwner = 100;
const longestNote = 300;

/** The questions about a token that lives elsewhere. Each gives undefined when the person leaves. */

/** `others`: the watched tokens it must be told apart from. */
export async function askWatchedName(
  title: string,
  present: string,
  others: readonly WatchedToken[],
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const name = await askText({
    title,
    prompt: t('A name for it. Only what you say about the token is kept, never the token.'),
    value: present,
    refuse: (value) => {
      const fault = refuseText(value.trim(), longestName);
      if (fault === 'holdsToken') return textFault(fault, longestName);
      const verdict = judgeName(
        value,
        others.map((other) => other.name),
      );
      switch (verdict.kind) {
        case 'ok':
          return undefined;
        case 'taken':
          return t('{0} is watched already. Choose another name, or change that one.', verdict.name);
        case 'holdsToken':
          return textFault('holdsToken', longestName);
        default:
          return nameFault(verdict.kind);
      }
    },
  });
  return name?.trim();
}

export async function askPlace(title: string, present = ''): Promise<WatchedPlace | undefined> {
  const { t } = vscode.l10n;
  const { hosts } = readHosts();
  const text = await askText({
    title,
    prompt: t('Where does it live? Words, the link of its page on GitHub, or both.'),
    placeholder: t('Actions secret DEPLOY in acme/app'),
    value: present,
    refuse: (value) => {
      const read = readPlace(value, hosts);
      return read.kind === 'refused' ? placeFault(read.why, longestPlace) : undefined;
    },
  });
  const read = text === undefined ? undefined : readPlace(text, hosts);
  return read?.kind === 'place' ? read.place : undefined;
}

/** A date means the end of that day where the person is. */
export async function askExpiry(title: string, now: number): Promise<WatchedExpiry | undefined> {
  const { t } = vscode.l10n;
  const day = await askDay({
    title,
    prompt: t('When does it expire? GitHub shows the date where the token was made.'),
    now,
    without: t('unknown'),
  });
  if (day === undefined) return undefined;
  return day === 'without' ? { kind: 'unknown' } : { kind: 'at', at: endOfDay(day) };
}

/** An empty string when the person does not say. */
export async function askWatchedOwner(title: string, present: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const owner = await askText({
    title,
    prompt: t('The user or organization it acts for. It is shown again when a token of theirs is replaced.'),
    placeholder: t('Leave it empty if you do not know'),
    value: present,
    refuse: (value) => {
      const name = value.trim();
      if (name === '') return undefined;
      const fault = refuseText(name, longestOwner);
      if (fault !== undefined) return textFault(fault, longestOwner);
      return ownerFault(name);
    },
  });
  return owner?.trim();
}

/** An empty string takes the note away. */
export async function askNote(title: string, present: string): Promise<string | undefined> {
  const note = await askText({
    title,
    prompt: vscode.l10n.t('A note for yourself, for example who can replace it and how.'),
    value: present,
    refuse: (value) => {
      const fault = refuseText(value.trim(), longestNote);
      return fault && textFault(fault, longestNote);
    },
  });
  return note?.trim();
}
