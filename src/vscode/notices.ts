import * as vscode from 'vscode';
import type { PlannedNotification } from '../policy/judgeNotifications.ts';
import { judgeReminder } from '../policy/judgeReminder.ts';
import { emptyMemory, neverAgain, rememberDay, rememberShown, snooze } from '../policy/notificationMemory.ts';
import { isAcceptable, type PolicyFinding } from '../policy/policyFinding.ts';
import { hourMs } from '../shared/clock.ts';
import { judgeWatched } from '../watched/judgeWatched.ts';
import type { WatchedToken } from '../watched/watchedToken.ts';
import { askSnooze } from './askSnooze.ts';
import { nextStepWord } from './messages/findings.ts';
import { reminderText, type Subject, subjectId } from './messages/reminders.ts';
import { inform, warn } from './notify.ts';
import type { Services } from './services.ts';
import { readSetting } from './settings.ts';
import type { State } from './stateKeeper.ts';
import { sinceTyping } from './typing.ts';

/** What a person may answer to a notice about one or more tokens. */
export interface NoticeActs {
  /** The one next step of a finding. */
  readonly step: (finding: PolicyFinding) => Promise<void>;
  readonly accept: (entryId: string) => Promise<void>;
  readonly replaced: (token: WatchedToken) => Promise<void>;
  readonly list: () => Promise<void>;
}

type Answer = () => Promise<void>;

/**
 * Reminds of what is due in entries, kept old tokens and watched tokens, as `judgeReminder` says when.
 *
 * Do Not Disturb: VS Code tells no extension whether it is on, for all or for this one. It then puts a notification
 * straight into its notification centre, where it stays with its buttons until it is answered or cleared; only errors
 * are shown all the same. So a reminder is never an error and never a modal, and it counts as said once VS Code has it.
 */
export class Reminders {
  readonly #services: Services;
  readonly #claim: (day: string) => Promise<boolean>;
  readonly #acts: NoticeActs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #speaking = false;
  /** A day that another window has. */
  #taken = '';

  /** `claim`: whether this window may speak on a day (`2026-12-03`), asked once. */
  constructor(services: Services, claim: (day: string) => Promise<boolean>, acts: NoticeActs) {
    this.#services = services;
    this.#claim = claim;
    this.#acts = acts;
  }

  /** Called with each new picture. Waits with a timer of its own only for what is due within the hour. */
  async look(state: State): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#speaking || !readSetting('tokenWarden.notifications')) return;
    const { memory, clock, policy } = this.#services;
    const now = clock.now();
    const findings = [...state.findings, ...judgeWatched(state.watched.tokens, now, policy())];
    const reminder = judgeReminder(findings, memory.notices(emptyMemory), {
      now,
      lastTyped: now - sinceTyping(),
      focused: vscode.window.state.focused,
    });
    if (reminder.kind === 'say') await this.#say(reminder.planned, reminder.day, state);
    // The next picture comes within the hour by itself.
    if (reminder.kind === 'wait' && reminder.until - now < hourMs) this.#lookAgain(reminder.until - now);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #lookAgain(ms: number): void {
    this.#timer = setTimeout(() => {
      void this.#services.state.refresh(Number.POSITIVE_INFINITY).catch(() => undefined);
    }, ms);
  }

  async #say(planned: PlannedNotification, day: string, state: State): Promise<void> {
    const { memory, clock } = this.#services;
    const subjects = subjectsOf(planned, state);
    if (subjects.length === 0 || day === this.#taken) return;
    this.#speaking = true;
    let answer: Promise<Answer | undefined>;
    try {
      if (!(await this.#mayClaim(day))) {
        this.#taken = day;
        return;
      }
      // On the screen first: what is remembered as said and was not would be lost.
      answer = this.#show(planned, subjects, state.now);
      const shown = rememberShown(memory.notices(emptyMemory), planned);
      await memory.rememberNotices(rememberDay(shown, day, clock.now()));
    } finally {
      this.#speaking = false;
    }
    await (await answer)?.();
  }

  /** A folder that cannot be written silences nobody: the memory that windows share still holds the day. */
  async #mayClaim(day: string): Promise<boolean> {
    try {
      return await this.#claim(day);
    } catch (error) {
      this.#services.log.failure('noting the day of a reminder', error);
      return true;
    }
  }

  async #show(
    planned: PlannedNotification,
    subjects: readonly Subject[],
    now: number,
  ): Promise<Answer | undefined> {
    const buttons = this.#buttons(planned, subjects);
    const display = planned.severity === 'info' ? inform : warn;
    const chosen = await display(reminderText(planned, subjects, now), ...buttons.keys());
    return chosen === undefined ? undefined : buttons.get(chosen);
  }

  #buttons(planned: PlannedNotification, subjects: readonly Subject[]): ReadonlyMap<string, Answer> {
    const { t } = vscode.l10n;
    const acts = this.#acts;
    const { memory, clock } = this.#services;
    const buttons = new Map<string, Answer>();
    const [subject, ...others] = subjects;
    if (subject === undefined || others.length > 0) {
      buttons.set(t('Show Tokens'), () => acts.list());
    } else if (subject.kind === 'watched') {
      buttons.set(t('Mark as Replaced…'), () => acts.replaced(subject.token));
    } else {
      const [urgent] = planned.findings;
      const step = urgent && nextStepWord(urgent);
      if (step) buttons.set(step, () => acts.step(urgent));
      if (planned.findings.some(isAcceptable)) buttons.set(t('Accept…'), () => acts.accept(subject.entry.id));
    }
    buttons.set(t('Snooze…'), async () => {
      const until = await askSnooze(planned, clock.now());
      if (until === undefined) return;
      await memory.rememberNotices(snooze(memory.notices(emptyMemory), planned.topics, until));
    });
    buttons.set(t('Don’t Show Again'), async () => {
      await memory.rememberNotices(neverAgain(memory.notices(emptyMemory), planned.topics));
    });
    return buttons;
  }
}

/** What the planned findings are about, most urgent first. */
function subjectsOf({ findings }: PlannedNotification, { view, watched }: State): readonly Subject[] {
  const subjects: readonly Subject[] = [
    ...view.entries.map((entry) => ({ kind: 'entry', entry }) as const),
    ...watched.tokens.map((token) => ({ kind: 'watched', token }) as const),
  ];
  const ids = [...new Set(findings.map(({ entryId }) => entryId))];
  return ids.flatMap((id) => subjects.find((subject) => subjectId(subject) === id) ?? []);
}
