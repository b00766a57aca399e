import * as vscode from 'vscode';
import { kindOfTarget } from '../../rotation/revocationNotes.ts';
import type { Revoked, RevokeResult, RevokeTarget } from '../../rotation/revokePorts.ts';
import type { Problem } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { Keeping } from '../../vault/judgeStore.ts';
import { adviseProblem } from './adviseFailure.ts';
import { moment } from './dates.ts';
import { kindWord } from './words.ts';

/** "work", or "the old token of work". */
export function targetName({ entry, which }: RevokeTarget): string {
  return which === 'present' ? entry.name : vscode.l10n.t('the old token of {0}', entry.name);
}

export interface RevokeQuestion {
  readonly question: string;
  readonly detail: string;
  readonly go: string;
  /** What has to be typed after the question was answered. */
  readonly word: string;
}

/** The one question before anything is revoked: what, and everything that cannot be taken back. */
export function revokeQuestion(
  targets: readonly RevokeTarget[],
  keeping: Keeping,
  byProgram: boolean,
): RevokeQuestion {
  const { t } = vscode.l10n;
  const [first] = targets;
  const single = targets.length === 1 && first !== undefined;
  const word = single ? first.entry.name : revokeWord(targets.length);
  const lines = [
    ...(byProgram ? [t('Another program asked for this.')] : []),
    ...forGood(),
    ...(targets.some(({ which }) => which === 'previous') ? endingTooEarly(keeping) : []),
    t('Next you type {0} to confirm.', word),
    // Last, because a long message is cut: what cannot be taken back must stay.
    ...(single ? [] : [targets.map(targetName).join(', ')]),
  ];
  return {
    question: single
      ? t('Revoke {0} at GitHub?', targetName(first))
      : t('Revoke {0} tokens at GitHub?', targets.length),
    detail: lines.join('\n\n'),
    go: t('Go On'),
    word,
  };
}

/** What nobody can take back, of any token. */
export function forGood(): readonly string[] {
  const { t } = vscode.l10n;
  return [
    t('This cannot be undone by anyone. Whatever uses it stops working at once.'),
    t(
      'GitHub mails the owner and writes it into the security log. Access to organizations ends at once. Deploy keys that were made with it are deleted.',
    ),
  ];
}

/** The new token may be kept in memory only, and then the old one is the last that survives a restart (F04). */
function endingTooEarly(keeping: Keeping): readonly string[] {
  const { t } = vscode.l10n;
  switch (keeping) {
    case 'proved':
      return [];
    case 'notYet':
      return [t('Restart VS Code once before: that proves that the store keeps the new token.')];
    case 'memoryOnly':
      return [t('This secret storage forgets tokens when VS Code closes: the new one would be gone.')];
  }
}

/** What is typed for several at once. Not translated: it is the same word in every language. */
function revokeWord(count: number): string {
  return `REVOKE ${count}`;
}

/** A button under what came of one token. */
export type RevokeButton = 'again' | 'check' | 'page' | 'withdraw' | 'rotate' | 'forget';

export interface RevokeStepWords {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly RevokeButton[];
}

/** What came of one token, with what can be done now. */
export function explainRevoked({ target, revoked }: RevokeResult): RevokeStepWords {
  const { t } = vscode.l10n;
  const name = targetName(target);
  const old = target.which === 'previous';
  const text = resultText(target, revoked);
  switch (revoked.kind) {
    case 'dead':
      return old
        ? { severity: 'info', text: `${text} ${t('The rotation is finished.')}`, buttons: [] }
        : {
            severity: 'info',
            text: `${text} ${t('It stays on your list as what it was. This cannot be undone.')}`,
            buttons: ['rotate', 'forget'],
          };
    case 'accepted':
      return { severity: 'warning', text, buttons: ['check', 'page'] };
    case 'acceptedForGood':
      return { severity: 'info', text, buttons: old ? [] : ['forget'] };
    case 'notYet':
      return {
        severity: 'error',
        text,
        buttons: revoked.unnoted ? ['again', 'page'] : ['again', 'page', 'withdraw'],
      };
    case 'cancelled':
      return { severity: 'warning', text, buttons: ['again', 'withdraw'] };
    case 'onItsPage':
      return {
        severity: 'info',
        text: t('{0} can only be revoked on its page at GitHub, which is open now.', name),
        buttons: [],
      };
    case 'busy':
      return { severity: 'warning', text, buttons: ['again'] };
    case 'changedMeanwhile':
      return { severity: 'warning', text, buttons: [] };
  }
}

/** One or two sentences: what happened, and what it means. */
function resultText(target: RevokeTarget, revoked: Revoked): string {
  const { t } = vscode.l10n;
  const name = targetName(target);
  switch (revoked.kind) {
    case 'dead':
      return revoked.unnoted
        ? t(
            'Revoked {0}: GitHub does not accept it any more. That could not be stored here; check it later.',
            name,
          )
        : t('Revoked {0}: GitHub does not accept it any more.', name);
    case 'accepted':
      return revoked.cause === undefined
        ? t('GitHub took the request to revoke {0}, and it still answers. Check again in a minute.', name)
        : t(
            'GitHub took the request to revoke {0}. Whether it is dead was not seen. {1}',
            name,
            whyNot(revoked.cause),
          );
    case 'acceptedForGood':
      return t(
        'GitHub took the request to revoke {0}. It opens nothing itself, so nothing more can be asked.',
        name,
      );
    case 'notYet':
      return revoked.unnoted
        ? t('{0} is not revoked, and that could not be stored here. {1}', name, whyNot(revoked.cause))
        : t('{0} is not yet revoked. You are reminded until it is. {1}', name, whyNot(revoked.cause));
    case 'cancelled':
      return t('{0} was not sent: you left before. It stays marked as not yet revoked.', name);
    case 'changedMeanwhile':
      return t('{0} was replaced or removed meanwhile. Nothing was sent for it. Choose it anew.', name);
    case 'busy':
      return t('{0} is being rotated. Nothing was sent for it. Finish or leave that, then try again.', name);
    case 'onItsPage':
      return t('{0} can only be revoked on its page at GitHub.', name);
  }
}

/** Where the usual words speak of a repository or of a token that was used, this is about neither. */
export function whyNot(cause: Problem): string {
  const { t } = vscode.l10n;
  switch (cause.kind) {
    case 'cancelled':
      return t('You left before that.');
    case 'signedInOnTheWay':
      return t(
        'GitHub takes this from no one who is signed in, and something on the way signed it in. Use its page.',
      );
    case 'notFoundOrHidden':
      return t('This GitHub does not offer it. Use its page.');
    case 'validation':
      return t('GitHub does not take this kind of token here. Use its page.');
    case 'rateLimited':
      return 'until' in cause && typeof cause.until === 'number'
        ? t(
            'GitHub takes 60 such requests an hour from one address. Try again after {0}.',
            moment(cause.until),
          )
        : adviseProblem(cause, 'api').text;
    default:
      return adviseProblem(cause, 'api').text;
  }
}

/** The notes of one action: what was ended, and where it was used, so that a person can repair what broke (S2-40). */
export function revokeNotes(
  results: readonly RevokeResult[],
  usedIn: (entry: Entry) => readonly string[],
  pageOf: (target: RevokeTarget) => string,
  now: number,
): string {
  const { t } = vscode.l10n;
  const parts = results.map(({ target, revoked }) => {
    const { entry } = target;
    const used = usedIn(entry);
    const lines = [
      targetName(target),
      `  ${resultText(target, revoked)}`,
      `  ${t('What it was: {0} on {1}', kindWord(kindOfTarget(target)), entry.host)}`,
      ...(entry.login === undefined ? [] : [`  ${t('Account: {0}', entry.login)}`]),
      used.length === 0
        ? `  ${t('Nothing was seen here that uses it. Look where else it may be: servers, secrets of workflows, other machines.')}`
        : `  ${t('Used here for: {0}', used.join(', '))}`,
      `  ${t('Its page: {0}', pageOf(target))}`,
    ];
    return lines.join('\n');
  });
  const intro = t(
    'What was revoked cannot be brought back. Where something stops working, give it a new token with what the old one was for.',
  );
  return `${[t('Revoked tokens, {0}', moment(now)), intro, ...parts].join('\n\n')}\n`;
}

/** The end of an action with several tokens, in one line. */
export function revokeCount(results: readonly RevokeResult[]): string {
  const { t } = vscode.l10n;
  const dead = results.filter(({ revoked }) => ['dead', 'acceptedForGood'].includes(revoked.kind)).length;
  return dead === results.length
    ? t('Revoked {0} tokens. The notes say where they were used.', dead)
    : t('Revoked {0} of {1} tokens. The notes say what is left to do.', dead, results.length);
}
