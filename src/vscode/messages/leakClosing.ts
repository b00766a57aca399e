import * as vscode from 'vscode';
import type { Checked, Leak } from '../../leaks/leak.ts';
import type { LeakAct } from '../../leaks/leakAct.ts';
import { mayHaveArrived } from '../../pulls/mayHaveArrived.ts';
import type { Revoked } from '../../rotation/revokePorts.ts';
import type { Problem } from '../../shared/failure.ts';
import type { Expiry } from '../../tokens/expiry.ts';
import { dateAndDistance, moment } from './dates.ts';
import { forGood, type RevokeQuestion, whyNot } from './revoking.ts';
import { kindWord } from './words.ts';

/** It was mended, moved away or replaced since it was found. */
export function goneText({ masked }: Leak): string {
  return vscode.l10n.t('{0} is not there any more. Nothing was changed, and nothing was sent.', masked);
}

export interface LeakWords {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  /** What can be done next, where it is offered; `page`: the page of its kind at GitHub. */
  readonly buttons: readonly (LeakAct | 'page')[];
}

/** What GitHub said, with the next step. `others`: there are hosts that were not asked. */
export function explainChecked(
  { masked }: Pick<Leak, 'masked'>,
  checked: Checked,
  expiry: Expiry | undefined,
  now: number,
  others: boolean,
): LeakWords {
  const { t } = vscode.l10n;
  if (checked.kind === 'dead') {
    const text = t(
      '{0} does not accept {1}. It expired, was revoked, or never belonged there.',
      checked.host,
      masked,
    );
    return others
      ? {
          severity: 'info',
          text: `${text} ${t('Another of your GitHubs may know it.')}`,
          buttons: ['check', 'whatIsLeft'],
        }
      : {
          severity: 'info',
          text: `${text} ${t('Only cleaning up is left.')}`,
          buttons: ['replace', 'whatIsLeft'],
        };
  }
  const whose =
    checked.login === undefined
      ? t('{0} is alive on {1}.', masked, checked.host)
      : t('{0} is alive on {1}, for {2}.', masked, checked.host, checked.login);
  const ends = expiry?.kind === 'at' ? [t('It expires {0}.', dateAndDistance(expiry.at, now))] : [];
  const next = t('Whoever read it can use it until it is revoked.');
  return { severity: 'warning', text: [whose, ...ends, next].join(' '), buttons: ['revoke', 'whatIsLeft'] };
}

/** It is stored, and still lies where it was found. */
export function explainMoved({ masked }: Leak, name: string): LeakWords {
  const text = vscode.l10n.t('{0} is now kept as {1}. It is still where it was found.', masked, name);
  return { severity: 'info', text, buttons: ['replace', 'whatIsLeft'] };
}

/** GitHub could not be asked: nothing was sent. */
export function explainUnasked(
  { masked }: Pick<Leak, 'masked'>,
  why: 'needsRepository' | 'doesNotAuthenticate',
): LeakWords {
  const { t } = vscode.l10n;
  return {
    severity: 'info',
    text:
      why === 'needsRepository'
        ? t(
            'GitHub can be asked about {0} only from a repository it serves. Open one and check again, or revoke it.',
            masked,
          )
        : t('{0} opens nothing by itself, so GitHub cannot be asked about it.', masked),
    buttons: ['revoke', 'whatIsLeft'],
  };
}

/** The one question before a token that no entry holds is revoked. */
export function foundQuestion({ masked, kind }: Leak, host: string): RevokeQuestion {
  const { t } = vscode.l10n;
  // Its last four where they may be shown: whoever types them has looked which token it is.
  const word = masked.split('…')[1] || 'REVOKE';
  return {
    question: t('Revoke {0} on {1}?', masked, host),
    detail: [
      t('No entry of yours holds this {0}. It may be somebody else’s.', kindWord(kind)),
      ...forGood(),
      t('Next you type {0} to confirm.', word),
    ].join('\n\n'),
    go: t('Go On'),
    word,
  };
}

/** What came of it. What is not known is said as not known: an answer that was lost may have been a yes. */
export function explainFoundRevoked({ masked }: Leak, host: string, revoked: Revoked): LeakWords {
  const { t } = vscode.l10n;
  switch (revoked.kind) {
    case 'dead':
      return {
        severity: 'info',
        text: t('Revoked {0}: {1} does not accept it any more.', masked, host),
        buttons: ['replace'],
      };
    case 'accepted':
      return {
        severity: 'warning',
        text:
          revoked.cause === undefined
            ? t(
                '{0} accepted the request to revoke {1}, but the token still works. Check again in a minute.',
                host,
                masked,
              )
            : t(
                '{0} accepted the request to revoke {1}. Whether it is dead is not known. {2}',
                host,
                masked,
                whyNot(revoked.cause),
              ),
        buttons: ['check', 'whatIsLeft'],
      };
    case 'acceptedForGood':
      return {
        severity: 'info',
        text: t(
          '{0} accepted the request to revoke {1}. It opens nothing by itself, so there is nothing to check.',
          host,
          masked,
        ),
        buttons: ['replace'],
      };
    case 'notYet':
      return unrevoked(masked, revoked.cause);
    case 'busy':
      return {
        severity: 'warning',
        text: t('{0} is being revoked in another window. Nothing was sent from here.', masked),
        buttons: ['check'],
      };
    case 'cancelled':
    case 'changedMeanwhile':
      return {
        severity: 'warning',
        text: t('{0} was not revoked: nothing was sent.', masked),
        buttons: ['revoke'],
      };
    case 'onItsPage':
      return {
        severity: 'info',
        text: t('{0} can only be revoked on its page, which is open now. Its owner has to do it.', masked),
        buttons: ['whatIsLeft'],
      };
  }
}

function unrevoked(masked: string, cause: Problem): LeakWords {
  const { t } = vscode.l10n;
  return mayHaveArrived(cause as Parameters<typeof mayHaveArrived>[0])
    ? {
        severity: 'error',
        text: t(
          'Whether {0} is revoked is not known: no answer came. {1} Check whether it is alive.',
          masked,
          whyNot(cause),
        ),
        buttons: ['check', 'revoke'],
      }
    : {
        severity: 'error',
        text: t('{0} is not revoked. {1}', masked, whyNot(cause)),
        buttons: ['revoke', 'page'],
      };
}

/** As in a checklist: "github.com, 21 Nov 2026, 23:14". */
export function checkedWhen({ host, at }: Checked): string {
  return vscode.l10n.t('{0}, {1}', host, moment(at));
}
