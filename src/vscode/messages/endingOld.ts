import * as vscode from 'vscode';
import type { FinishResult } from '../../rotation/finishRotation.ts';
import type { KeepVerdict } from '../../rotation/keepUntil.ts';
import type { OldToken } from '../../rotation/proveOld.ts';
import type { Problem } from '../../shared/failure.ts';
import type { FindingData, FindingId } from '../../shared/finding.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { Keeping } from '../../vault/judgeStore.ts';
import { adviseProblem } from './adviseFailure.ts';
import { dateAndDistance } from './dates.ts';
import { busyText, type RotationStep } from './rotating.ts';

/** What came of the kept old token. `now` in ms since the epoch. */
export function explainFinish(
  entry: Entry,
  result: FinishResult,
  keeping: Keeping,
  now: number,
): RotationStep {
  const { t } = vscode.l10n;
  switch (result.kind) {
    case 'nothingKept':
      return { severity: 'info', text: t('No old token of {0} is kept.', entry.name), buttons: [] };
    case 'alreadyRotating':
    case 'rotatingElsewhere':
    case 'rotationUnseen':
      return { severity: 'info', text: busyText(entry, result), buttons: [] };
    case 'keptUntil':
      return {
        severity: 'info',
        text: t(
          'The rotation of {0} is finished: its old token is kept on purpose until {1}. You are reminded then.',
          entry.name,
          dateAndDistance(result.at, now),
        ),
        buttons: [],
      };
    case 'dateOver':
      return {
        severity: 'warning',
        text: t('That day is over, or the old token ends before it. Nothing changed.'),
        buttons: ['finish'],
      };
    case 'stoppedKeeping':
      return {
        severity: 'warning',
        text: t(
          'The old token of {0} is no longer kept here. Whether it lives at GitHub was not asked: end it there.',
          entry.name,
        ),
        buttons: ['oldPage'],
      };
    case 'notDropped':
      return { severity: 'error', text: whyNot(entry, result.cause, 'vault'), buttons: ['log'] };
    case 'checked':
      return explainOld(entry, result.old, keeping);
    default:
      return explainGoneBack(entry, result);
  }
}

function explainGoneBack(
  entry: Entry,
  result: Extract<FinishResult, { readonly kind: 'wentBack' | `stayed${string}` }>,
): RotationStep {
  const { t } = vscode.l10n;
  switch (result.kind) {
    case 'wentBack':
      return {
        severity: 'info',
        text: t(
          '{0} uses its old token again: it works. The newer one is kept aside now. End it when you are sure.',
          entry.name,
        ),
        buttons: ['finish'],
      };
    case 'stayed':
      return {
        severity: 'warning',
        text: t(
          '{0} keeps its new token: the old one was not put back. {1}',
          entry.name,
          whyNot(entry, result.cause, 'api'),
        ),
        buttons: ['finish', 'log'],
      };
    case 'stayedOtherLogin':
      return {
        severity: 'warning',
        text: t(
          '{0} keeps its new token: the old one answers as {1}, and the entry belongs to {2}.',
          entry.name,
          result.now,
          result.was,
        ),
        buttons: ['oldPage'],
      };
    case 'stayedRevoking':
      return {
        severity: 'warning',
        text: t(
          'The old token of {0} is to be revoked, so it is not put back. Choose Do Not Revoke first.',
          entry.name,
        ),
        buttons: ['finish'],
      };
  }
}

function whyNot({ name }: Entry, cause: Problem, area: 'vault' | 'api'): string {
  return cause.kind === 'changedMeanwhile'
    ? vscode.l10n.t('The token of {0} was replaced meanwhile.', name)
    : adviseProblem(cause, area).text;
}

/** What is known about the old token after it was asked about, or after it was revoked. */
export function explainOld(entry: Entry, old: OldToken, keeping: Keeping): RotationStep {
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
        text: `${t('The old token of {0} still works.', entry.name)} ${howToEnd(keeping)}`,
        buttons: ['oldPage', 'check', 'finish'],
      };
    case 'unknown':
      return {
        severity: 'warning',
        text:
          old.cause.kind === 'cancelled'
            ? t('The old token is kept. Whether it still works was not asked.')
            : t(
                'Whether the old token still works could not be asked. {0}',
                adviseProblem(old.cause, 'api').text,
              ),
        buttons: ['check', 'oldPage', 'finish'],
      };
  }
}

/** A store that never gave anything back after a restart may hold the new token in memory only (F04). */
function howToEnd(keeping: Keeping): string {
  const { t } = vscode.l10n;
  switch (keeping) {
    case 'proved':
      return t('Delete it on its page, then check again.');
    case 'notYet':
      return t(
        'Restart VS Code once before you delete it: that proves that the store keeps the new one. Then check again.',
      );
    case 'memoryOnly':
      return t(
        'Do not delete it yet: this secret storage forgets tokens when VS Code closes. Set up the system’s keyring first.',
      );
  }
}

/** The same beside a button that opens the page, as short as it must be there. */
export function beforeEnding(keeping: Keeping): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Keeping, string>> = {
    proved: t('to delete it there'),
    notYet: t('restart VS Code once before you delete it'),
    memoryOnly: t('do not delete it yet: this store forgets'),
  };
  return words[keeping];
}

/** Why a day is not taken. */
export function keepDateRefusal(verdict: KeepVerdict, now: number): string | undefined {
  const { t } = vscode.l10n;
  switch (verdict.kind) {
    case 'until':
      return undefined;
    case 'past':
      return t('That day has begun or is over. Choose a later one.');
    case 'tooLate':
      return t(
        'Choose a day before {0}: then it ends, or has to be looked at.',
        dateAndDistance(verdict.latest, now),
      );
  }
}

/** Title and reason of the two findings about what is still to be done at GitHub. */
export function endingWords(
  id: Extract<FindingId, 'old-token-kept' | 'not-yet-revoked'>,
  { at = 0, old, chosen, acceptedAt }: FindingData,
  now: number,
): { readonly title: string; readonly why: string } {
  const { t } = vscode.l10n;
  const when = dateAndDistance(at, now);
  if (id === 'not-yet-revoked') {
    return {
      title: old ? t('The old token is not yet revoked') : t('Not yet revoked'),
      why:
        acceptedAt === undefined
          ? t('You wanted it revoked {0}, and until GitHub does that whoever has it can use it.', when)
          : t(
              'GitHub took the request {0}, and the token was not seen dead since.',
              dateAndDistance(acceptedAt, now),
            ),
    };
  }
  if (!chosen) {
    return {
      title: t('The old token is still kept'),
      why: t('It was replaced {0} and not seen dead, so it may still be used.', when),
    };
  }
  return {
    title: t('The old token is kept until {0}', when),
    why:
      at > now
        ? t('You keep it on purpose, and are reminded on that day, because it still works at GitHub.')
        : t('That day has come, and as far as is known the old token still works.'),
  };
}
