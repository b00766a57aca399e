import * as vscode from 'vscode';
import { interrupted } from '../rotation/beginRotation.ts';
import { dayMs } from '../shared/clock.ts';
import type { BegunRotation, Entry } from '../tokens/entry.ts';
import type { Memory } from './memory.ts';
import { ago } from './messages/journal.ts';
import { inform } from './notify.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';
import { readSetting } from './settings.ts';
import type { State } from './stateKeeper.ts';

/** `paste`: the new token exists. `again`: as if nothing had been begun. `drop`: no new token is wanted now. */
export type ResumeChoice = 'paste' | 'again' | 'drop';

/** What was broken off longer ago is only offered when the entry is rotated. */
const mostDays = 7;

/** A crash, a kill or a reload broke a rotation off: what becomes of it is the person's to say. */
export function askToGoOn(
  entry: Entry,
  begun: BegunRotation,
  now: number,
): Promise<ResumeChoice | undefined> {
  const { t } = vscode.l10n;
  return pick<ResumeChoice>({
    title: t('Rotate {0}', entry.name),
    placeholder: begunText(entry, begun, now),
    choices: [
      {
        label: t('Paste It'),
        description: t('with the values it was to be made with beside'),
        value: 'paste',
      },
      {
        label: t('Start Again'),
        description: begun.pageOpened
          ? t('if one was made and is not to be seen any more, delete it on its page')
          : t('its page was not opened'),
        value: 'again',
      },
      { label: t('Stop This Rotation'), description: t('the present token stays'), value: 'drop' },
    ],
  });
}

/** Another window is at it, or the process that was has not ended yet: after a reload that takes a moment. */
export const attended = 'attended';

/** Offers once, in one window that is in front, to go on with what a crash or a reload broke off. */
export async function noticeInterrupted(
  services: Pick<Services, 'session' | 'clock' | 'rotations'> & {
    readonly memory: Pick<Memory, 'offeredRotations' | 'rememberOffered'>;
  },
  { view }: Pick<State, 'view'>,
  mayTell = readSetting('tokenWarden.notifications') && vscode.window.state.focused,
): Promise<Entry | typeof attended | undefined> {
  if (!mayTell) return undefined;
  let waiting: typeof attended | undefined;
  for (const entry of view.entries) {
    const begun = interrupted(entry, services.session.id);
    // Where the page was never opened no token can be lost.
    if (begun === undefined || !begun.pageOpened) continue;
    if (services.memory.offeredRotations.includes(keyOf(entry, begun))) continue;
    const age = services.clock.now() - begun.at;
    // The clock was set back, or it was long ago: not ours to speak of.
    if (age < 0 || age > mostDays * dayMs) continue;
    if (await services.rotations.isAttended(entry.id)) {
      waiting = attended;
      continue;
    }
    await services.memory.rememberOffered(keyOf(entry, begun));
    const goOn = vscode.l10n.t('Go On');
    return (await inform(begunText(entry, begun, services.clock.now()), goOn)) === goOn ? entry : undefined;
  }
  return waiting;
}

function keyOf(entry: Entry, begun: BegunRotation): string {
  return `${entry.id} ${begun.at} ${begun.session}`;
}

function begunText(entry: Entry, begun: BegunRotation, now: number): string {
  return vscode.l10n.t(
    'A new token was being made for {0}, {1}. Paste it, or start again.',
    entry.name,
    ago(begun.at, now),
  );
}
