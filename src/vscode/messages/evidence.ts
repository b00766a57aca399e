import * as vscode from 'vscode';
import { isWall, type Wall } from '../../permissions/sight.ts';
import type { Statement } from '../../permissions/statement.ts';
import { codeSpan } from '../../shared/markdown.ts';
import { moment } from './dates.ts';
import { evidenceWord, operationWord } from './words.ts';

/** One piece of evidence with its date: what was done or asked, how it ended, and why it may prove nothing. */
export function statementLine(statement: Statement): string {
  const { t } = vscode.l10n;
  const { says, at } = statement;
  const what = said(statement);
  const dated = at === undefined ? what : t('{0} on {1}', what, moment(at));
  const proof = says === 'nothing' ? proofWord(statement) : '';
  return proof === '' ? dated : t('{0}, which proves nothing: {1}', dated, proof);
}

function said({ source, evidence, says }: Statement): string {
  const { t } = vscode.l10n;
  switch (source.kind) {
    case 'action':
      return t('{0} {1}', operationWord(source.operation), evidenceWord(evidence));
    case 'call':
      return t('{0} {1}', codeSpan(source.operation), evidenceWord(evidence));
    case 'probe':
      return {
        yes: evidenceWord('probed'),
        likely: evidenceWord('probed'),
        no: t('probed, refused'),
        nothing: t('probed'),
      }[says];
    case 'scope':
      return t('scope {0}, {1}', codeSpan(source.scope), evidenceWord(evidence));
    case 'noScope':
      return t('no scope opens it, {0}', evidenceWord(evidence));
    case 'installation':
      return t('App at {0}, {1}', codeSpan(source.owner), evidenceWord(evidence));
    case 'person':
      return says === 'no' ? t('not among what was {0}', evidenceWord(evidence)) : evidenceWord(evidence);
    case 'sight':
      return t('the repository does not let it in, noticed');
    case 'otherOwner':
      return t('acts for {0} only, {1}', codeSpan(source.owner), evidenceWord(evidence));
  }
}

/** Why something that happened is no proof. */
function proofWord({ why }: Statement): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'public':
      return t('everyone may read a public repository');
    case 'unknownRepository':
      return t('whether the repository is public is not known');
    case 'oneOf':
      return t('another permission would do, or one more was asked for');
    case 'notVisible':
      return t('the repository is not visible to it');
    case undefined:
      return t('GitHub gave no answer about it');
    default:
      return wallWord(why);
  }
}

/** What whoever owns a repository, or the server, says to every token like this one. */
export function wallWord(why: string): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Wall, string>> = {
    ssoRequired: t('the owner asks for single sign-on with this token'),
    classicForbidden: t('the owner does not allow classic tokens'),
    fineGrainedForbidden: t('the owner does not allow fine-grained tokens'),
    lifetimeForbidden: t('the owner does not allow tokens that live this long'),
    ipAllowList: t('the owner does not let this network in'),
    oauthAppRestricted: t('the owner has not approved the app behind this token'),
    appSuspended: t('the owner suspended the App'),
    accountSuspended: t('GitHub suspended the account'),
    repositoryDisabled: t('GitHub disabled the repository'),
  };
  return isWall(why) ? words[why] : t('GitHub refused it for another reason');
}
