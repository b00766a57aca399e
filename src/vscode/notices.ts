import * as vscode from 'vscode';
import { type PlannedNotification, planNotifications } from '../policy/judgeNotifications.ts';
import { emptyMemory, neverAgain, rememberShown, snooze } from '../policy/notificationMemory.ts';
import { isAcceptable } from '../policy/policyFinding.ts';
import { dayMs } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { explainFinding } from './messages/findings.ts';
import { inform, warn } from './notify.ts';
import type { Services } from './services.ts';
import { readSetting } from './settings.ts';
import type { State } from './stateKeeper.ts';

const snoozeDays = 7;

/** What a person may answer to a notice about one or more tokens. */
export interface NoticeActs {
  readonly rotate: (entryId: string) => Promise<void>;
  readonly accept: (entryId: string) => Promise<void>;
  readonly list: () => Promise<void>;
}

/**
 * Shows what is due, combined into one notification, and remembers it as said the moment it is on the screen. Nothing
 * is repeated; VS Code holds it back under Do Not Disturb.
 */
export async function noticeDue(services: Services, state: State, acts: NoticeActs): Promise<void> {
  if (!readSetting('tokenWarden.notifications') || !vscode.window.state.focused) return;
  const { memory, clock } = services;
  const planned = planNotifications(state.findings, memory.notices(emptyMemory), clock.now());
  if (planned === undefined) return;
  await memory.rememberNotices(rememberShown(memory.notices(emptyMemory), planned));
  const answer = await show(planned, state);
  await answer?.(services, planned, acts);
}

type Answer = (services: Services, planned: PlannedNotification, acts: NoticeActs) => Promise<void>;

async function show(planned: PlannedNotification, state: State): Promise<Answer | undefined> {
  const { t } = vscode.l10n;
  const entries = [...new Set(planned.findings.map((finding) => finding.entryId))].flatMap(
    (id) => state.view.entries.find((entry) => entry.id === id) ?? [],
  );
  const [first] = entries;
  if (first === undefined) return undefined;
  const buttons = new Map<string, Answer>();
  if (entries.length === 1) {
    buttons.set(t('Rotate'), (_services, _planned, acts) => acts.rotate(first.id));
    const acceptable = planned.findings.some(isAcceptable);
    if (acceptable) buttons.set(t('Accept…'), (_services, _planned, acts) => acts.accept(first.id));
  } else {
    buttons.set(t('Show Tokens'), (_services, _planned, acts) => acts.list());
  }
  buttons.set(t('Snooze {0} Days', snoozeDays), async ({ memory, clock }, { topics }) => {
    const until = clock.now() + snoozeDays * dayMs;
    await memory.rememberNotices(snooze(memory.notices(emptyMemory), topics, until));
  });
  buttons.set(t('Don’t Show Again'), async ({ memory }, { topics }) => {
    await memory.rememberNotices(neverAgain(memory.notices(emptyMemory), topics));
  });
  const text = sentence(planned, entries, state.now);
  const display = planned.severity === 'info' ? inform : warn;
  const chosen = await display(text, ...buttons.keys());
  return chosen === undefined ? undefined : buttons.get(chosen);
}

function sentence(planned: PlannedNotification, entries: readonly Entry[], now: number): string {
  const { t } = vscode.l10n;
  const parts = entries.map((entry) => {
    const titles = planned.findings
      .filter((finding) => finding.entryId === entry.id)
      .map((finding) => explainFinding(finding, entry, now).title);
    return t('{0}: {1}.', entry.name, titles.join('; '));
  });
  const [only] = planned.findings;
  const [entry] = entries;
  if (planned.findings.length === 1 && only && entry)
    return `${parts[0]} ${explainFinding(only, entry, now).why}`;
  return parts.join(' ');
}
