import * as vscode from 'vscode';
import type { Difference } from '../../rotation/judgeNewToken.ts';
import type { RotationOperation } from '../../rotation/knownOperations.ts';
import type { Problem } from '../../shared/failure.ts';
import { adviseProblem } from './adviseFailure.ts';
import { kindWord, operationWord } from './words.ts';

export interface DifferenceLine {
  readonly text: string;
  /** Why, where something said so. */
  readonly why?: string;
}

/** What a new token differs in, each as one sentence: what must be agreed to first. */
export function differenceLines(differences: readonly Difference[]): readonly DifferenceLine[] {
  const asked = differences.filter((one) => one.notable);
  return [...asked, ...differences.filter((one) => !one.notable)].map((one) => {
    const why = 'problem' in one ? whyText(one.problem) : undefined;
    return { text: differenceLine(one), ...(why === undefined ? {} : { why }) };
  });
}

/** What the summary says of them all. */
export function isProof({ kind }: Difference): boolean {
  return ['worksIn', 'notProvedIn', 'breaksIn', 'worksNowhere'].includes(kind);
}

/** What was proved of the known repositories, in one sentence or none: for the end of a rotation. */
export function proofSummary(differences: readonly Difference[]): string | undefined {
  const { t } = vscode.l10n;
  const of = (kind: Difference['kind']) => differences.filter((one) => one.kind === kind).length;
  const [works, notProved] = [of('worksIn'), of('notProvedIn')];
  const all = works + notProved + of('breaksIn');
  if (works > 0 && works === all) {
    const [only] = differences.flatMap((one) => (one.kind === 'worksIn' ? one.repository : []));
    return works === 1
      ? t('It works in {0}, where the old one did.', only ?? '')
      : t('It works in all {0} repositories that are known.', works);
  }
  return notProved > 0 ? t('In {0} of {1} known repositories it was not proved.', notProved, all) : undefined;
}

function differenceLine(difference: Difference): string {
  const { t } = vscode.l10n;
  switch (difference.kind) {
    case 'tokenKind':
      return t('It is a {0}, the old one a {1}.', kindWord(difference.to), kindWord(difference.from));
    case 'kindNotAllowed':
      return t('Your rules do not allow a {0}.', kindWord(difference.to));
    case 'scopesAdded':
      return t('It may do more: {0}.', difference.scopes.join(', '));
    case 'scopesRemoved':
      return t('It may do less: without {0}.', difference.scopes.join(', '));
    case 'neverGrant':
      return t('It has what no token should have: {0}.', difference.scopes.join(', '));
    case 'expiry': {
      const words = {
        earlier: t('It expires sooner than the old one.'),
        later: t('It expires later than the old one.'),
        tooLong: t('It lives longer than your rules allow.'),
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
    case 'worksNowhere':
      return t('Nothing the old one did works. It may act for another owner, or wait for an approval.');
    case 'breaksIn':
      return t('Does not work in {0}: {1}.', difference.repository, operationWords(difference.fails));
    case 'notProvedIn':
      return t('Not proved in {0}: {1}.', difference.repository, operationWords(difference.unknown));
    case 'worksIn':
      return t('Works in {0}: {1}.', difference.repository, operationWords(difference.works));
  }
}

function operationWords(operations: readonly RotationOperation[]): string {
  return operations.map(operationWord).join(', ');
}

/** The cause in one sentence. What is done about it here is to keep the old one or to make another. */
function whyText(problem: Problem | undefined): string | undefined {
  return problem === undefined ? undefined : adviseProblem(problem, 'api').text;
}
