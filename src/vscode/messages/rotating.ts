import * as vscode from 'vscode';
import type { FinishResult } from '../../rotation/finishRotation.ts';
import type { Difference } from '../../rotation/judgeNewToken.ts';
import type { RotationProblem } from '../../rotation/problems.ts';
import type { OldToken } from '../../rotation/proveOld.ts';
import type { RotationResult } from '../../rotation/rotateToken.ts';
import type { Entry } from '../../tokens/entry.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import { adviseProblem } from './adviseFailure.ts';
import { dateAndDistance } from './dates.ts';
import { lifeLong } from './status.ts';
import { kindWord } from './words.ts';

/** What is said at the end of a rotation, and the buttons that make sense then. */
export interface RotationStep {
  readonly severity: 'info' | 'warning';
  readonly text: string;
  readonly buttons: readonly ('page' | 'check' | 'copy' | 'again')[];
}

/** The end of a rotation in words; undefined when the person cancelled. */
export function explainRotation(entry: Entry, result: RotationResult, now: number): RotationStep | undefined {
  const { t } = vscode.l10n;
  switch (result.kind) {
    case 'cancelled':
      return undefined;
    case 'refused':
      return {
        severity: 'warning',
        text: `${refusal(entry, result.problem)} ${t('Nothing changed.')}`,
        buttons: ['again'],
      };
    case 'notProved':
      return {
        severity: 'warning',
        text: t(
          'The new token could not be proved good, so nothing changed. {0}',
          adviseProblem(result.cause, 'api').text,
        ),
        buttons: ['again'],
      };
    case 'newNotStored':
      return {
        severity: 'warning',
        text: result.oldStored
          ? t(
              'The new token is good, but it could not be stored. {0} still has the old one. Copy the new one before it is lost.',
              entry.name,
            )
          : t(
              'The new token is good, but the store can no longer be read. Copy the new one before it is lost.',
            ),
        buttons: ['copy', 'again'],
      };
    case 'rotated': {
      const end = result.entry.expiry;
      const until =
        end.kind === 'at'
          ? t('The new one expires {0}.', dateAndDistance(end.at, now))
          : t('The new one {0}.', lifeLong(lifeLeft(result.entry, now)));
      const { severity, text, buttons } = explainOld(entry, result.old);
      // The proof first: a notification shows one line until it is opened.
      return { severity, text: `${t('Rotated {0}.', entry.name)} ${text} ${until}`, buttons };
    }
  }
}

/** What came of the kept old token. */
export function explainFinish(entry: Entry, result: FinishResult): RotationStep {
  const { t } = vscode.l10n;
  switch (result.kind) {
    case 'nothingKept':
      return { severity: 'info', text: t('No older token of {0} is kept.', entry.name), buttons: [] };
    case 'alreadyRotating':
      return { severity: 'info', text: t('{0} is being rotated already.', entry.name), buttons: [] };
    case 'stoppedKeeping':
      return {
        severity: 'warning',
        text: t(
          'The older token of {0} is no longer kept here. Whether it lives at GitHub was not asked: end it there.',
          entry.name,
        ),
        buttons: ['page'],
      };
    case 'notDropped':
      return { severity: 'warning', text: adviseProblem(result.cause, 'vault').text, buttons: [] };
    case 'checked':
      return explainOld(entry, result.old);
  }
}

function explainOld(entry: Entry, old: OldToken): RotationStep {
  const { t } = vscode.l10n;
  switch (old.kind) {
    case 'ended':
      return {
        severity: 'info',
        text: old.stillKept
          ? t(
              'The old token is dead. Removing it from the store failed; that is tried again at the next rotation.',
            )
          : t('The old token is dead.'),
        buttons: [],
      };
    case 'lives':
      return {
        severity: 'warning',
        text: t('The old token of {0} still works. Delete it on its page, then check again.', entry.name),
        buttons: ['page', 'check'],
      };
    case 'unknown':
      return {
        severity: 'warning',
        text: t(
          'Whether the old token still works could not be asked. {0}',
          adviseProblem(old.cause, 'api').text,
        ),
        buttons: ['check', 'page'],
      };
  }
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
      return t('{0} is being rotated already.', entry.name);
    case 'finishFirst':
      return t('The token before this one is still kept for {0}. Finish that rotation first.', entry.name);
    case 'changedMeanwhile':
      return t('Another window changed {0} meanwhile.', entry.name);
  }
}

/** Each difference as one sentence. */
export function differenceLines(differences: readonly Difference[]): readonly string[] {
  return differences.filter((one) => one.notable).map(differenceLine);
}

function differenceLine(difference: Difference): string {
  const { t } = vscode.l10n;
  switch (difference.kind) {
    case 'tokenKind':
      return t('It is a {0}, the old one a {1}.', kindWord(difference.to), kindWord(difference.from));
    case 'scopesAdded':
      return t('It may do more: {0}.', difference.scopes.join(', '));
    case 'scopesRemoved':
      return t('It may do less: without {0}.', difference.scopes.join(', '));
    case 'expiry': {
      const words = {
        earlier: t('It expires sooner than the old one.'),
        later: t('It expires later than the old one.'),
        tooLong: t('It lives longer than 30 days.'),
        never: t('It never expires.'),
        notReported: t('GitHub reports no expiry for it.'),
      };
      return words[difference.why];
    }
    case 'ownerNotShown':
      return t('GitHub does not show whether it acts for {0}.', difference.expected);
    case 'loginFirstSeen':
      return t('It belongs to {0}; whose the old one is was never seen.', difference.login);
    case 'ssoBlocked':
      return t('It is not authorized for single sign-on yet.');
  }
}
