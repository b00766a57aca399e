import * as vscode from 'vscode';
import { learnFromRefusal } from '../../rotation/learnFromRefusal.ts';
import type { RotationHints } from '../../rotation/planRotation.ts';
import type { RotationProblem } from '../../rotation/problems.ts';
import { type NewNotStored, problemsOfResult, type RotationResult } from '../../rotation/rotationResult.ts';
import type { BusyEntry } from '../../rotation/rotationsInFlight.ts';
import type { Problem } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import type { Keeping } from '../../vault/judgeStore.ts';
import { adviseProblem } from './adviseFailure.ts';
import { dateAndDistance } from './dates.ts';
import { differenceLines, isProof, proofSummary } from './differences.ts';
import { explainOld } from './endingOld.ts';
import { lifeLong } from './status.ts';

/** What is said at the end of a rotation, and the buttons that make sense then. */
export interface RotationStep {
  /** `error` stays until it is closed: for what holds something the person would lose. */
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly StepButton[];
}

/** `another`: a new paste. `same`: the token pasted before, once more. `finish`: the other ways to end the old one. */
export type StepButton =
  | 'oldPage'
  | 'newPage'
  | 'check'
  | 'another'
  | 'same'
  | 'finish'
  | 'clear'
  | 'used'
  | 'log';

type Told = Exclude<RotationResult, NewNotStored | { readonly kind: 'cancelled' }>;

/** The end of a rotation in words. `now` in ms since the epoch. */
export function explainRotation(entry: Entry, result: Told, now: number, keeping: Keeping): RotationStep {
  const { t } = vscode.l10n;
  switch (result.kind) {
    case 'refused':
      return {
        severity: 'warning',
        text: `${refusal(entry, result.problem)} ${t('Nothing changed.')}`,
        buttons: ['another'],
      };
    case 'keptOld': {
      const learned = problemsOfResult(result).some(shapesNext);
      const waits = result.differences.some((one) => one.kind === 'worksNowhere');
      const kept = t(
        '{0} keeps its old token. The new one is not stored here: end it on its page.',
        entry.name,
      );
      return {
        severity: 'info',
        // Only here it can be asked about again without a new paste: GitHub shows a token once.
        text: waits ? `${kept} ${t('If it waits for an approval, ask again once that is given.')}` : kept,
        buttons: learned ? ['another', 'newPage', 'same'] : ['newPage', 'same'],
      };
    }
    case 'notProved':
      return {
        severity: 'error',
        text: notProved(result.cause),
        buttons: shapesNext(result.cause) ? ['another', 'same'] : ['same', 'log'],
      };
    case 'rotated': {
      const { severity, text, buttons } = explainOld(entry, result.old, keeping);
      // What was agreed to before the swap is not said again.
      const rest = result.differences.filter((one) => !one.notable && one.kind !== 'expiry' && !isProof(one));
      // The proof first: a notification shows one line until it is opened.
      const said = [
        t('Rotated {0}.', entry.name),
        text,
        newLife(entry, result.entry, now),
        proofSummary(result.differences),
        ...differenceLines(rest).map((line) => line.text),
      ];
      const next = buttons.length === 0 ? (['used'] as const) : buttons;
      return { severity, text: said.filter((one) => one !== undefined).join(' '), buttons: next };
    }
  }
}

/** Whether the refusal says how the next token must be made. */
function shapesNext(problem: Problem): boolean {
  return learnFromRefusal(noHints, problem) !== noHints;
}

const noHints: RotationHints = Object.freeze({});

/** What was learned of an organisation on the way, for the next attempt. */
export function hintLines(
  before: RotationHints,
  { maxDays, forbidden = [] }: RotationHints,
): readonly string[] {
  const { t } = vscode.l10n;
  const lines: string[] = [];
  if (maxDays !== undefined && maxDays !== before.maxDays) {
    lines.push(t('The next one is to live at most {0} days.', maxDays));
  }
  if (forbidden.length > (before.forbidden ?? []).length) {
    lines.push(
      forbidden.length > 1
        ? t('An owner of the organization must allow personal tokens first.')
        : forbidden[0] === 'classic-pat'
          ? t('The next one is to be fine-grained.')
          : t('The next one is to be a classic one, unless an owner allows fine-grained tokens.'),
    );
  }
  return lines;
}

function notProved(cause: Parameters<typeof adviseProblem>[0]): string {
  return vscode.l10n.t(
    'The new token could not be proved good, so nothing changed. {0}',
    adviseProblem(cause, 'api').text,
  );
}

/** How long the new one lives, and whether that is longer than before. */
function newLife(before: Entry, after: Entry, now: number): string {
  const { t } = vscode.l10n;
  const [from, to] = [before.expiry, after.expiry];
  if (to.kind !== 'at') return t('The new one {0}.', lifeLong(lifeLeft(after, now)));
  const when = dateAndDistance(to.at, now);
  if (from.kind !== 'at' || from.at === to.at) return t('The new one expires {0}.', when);
  return to.at > from.at
    ? t('The new one expires {0}, later than the old one.', when)
    : t('The new one expires {0}, sooner than the old one.', when);
}

/** Why a good new token is not stored, for the offer that stays until it is. */
export function explainUnsaved(entry: Entry, unsaved: NewNotStored, lastTry?: RotationResult): string {
  const { t } = vscode.l10n;
  const { cause, oldStored } = unsaved;
  if (lastTry?.kind === 'refused') return refusal(entry, lastTry.problem);
  if (lastTry?.kind === 'notProved') return adviseProblem(lastTry.cause, 'vault').text;
  if (cause.kind === 'changedMeanwhile') return t('The token of {0} was replaced meanwhile.', entry.name);
  if (isBusy(cause)) return busyText(entry, cause);
  const why = adviseProblem(cause, 'vault').text;
  return oldStored ? `${why} ${t('{0} still has the old one.', entry.name)}` : why;
}

function refusal(entry: Entry, problem: RotationProblem): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'notAToken':
      return t('That is not a GitHub token.');
    case 'refreshToken':
      return t('That is a refresh token: it opens nothing itself.');
    case 'sameToken':
      return t('That is the token {0} already has. Make a new one on GitHub’s page.', entry.name);
    case 'otherHost':
      return t(
        'The pasted address names {0}, and {1} belongs to {2}. The token was sent to neither.',
        problem.got,
        entry.name,
        problem.expected,
      );
    case 'dead':
      return t('GitHub does not accept the new token. Copy it again from the page, right after making it.');
    case 'otherLogin':
      return t(
        'The new token belongs to {0}, and {1} belongs to {2}. Sign in as {2} on GitHub and make it there.',
        problem.got,
        entry.name,
        problem.expected,
      );
    case 'loginNotShown':
      return t(
        'GitHub named no account for the new token, so it cannot be shown to be {0}’s.',
        problem.expected,
      );
    case 'alreadyRotating':
    case 'rotatingElsewhere':
    case 'rotationUnseen':
      return busyText(entry, problem);
    case 'finishFirst':
      return t('The old token of {0} is still kept. Finish that rotation first.', entry.name);
  }
}

/** Why nothing of a rotation begins now. */
export function busyText(entry: Entry, busy: BusyEntry): string {
  const { t } = vscode.l10n;
  switch (busy.kind) {
    case 'alreadyRotating':
      return t('{0} is being rotated already. Finish that first, or leave its prompt.', entry.name);
    case 'rotatingElsewhere':
      return t(
        '{0} is being rotated in another window. Finish it there, or leave the prompt there.',
        entry.name,
      );
    case 'rotationUnseen':
      return t(
        'The extension’s storage folder cannot be written, so other windows would not see this rotation. Free some space, or check its permissions.',
      );
  }
}

function isBusy(problem: Problem): problem is BusyEntry {
  return ['alreadyRotating', 'rotatingElsewhere', 'rotationUnseen'].includes(problem.kind);
}
