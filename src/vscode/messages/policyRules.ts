import * as vscode from 'vscode';
import { policyRules, type RuleKey, type RuleShape } from '../../policy/policyRules.ts';
import type { RuleProblem } from '../../policy/readPolicyRules.ts';

/** What is wrong with a rule and what would be right, in one or two sentences. `clean`: for what a person wrote. */
export function explainRuleProblem(problem: RuleProblem, clean: (text: string) => string): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'notRules':
      return t('It must hold rules by their names.');
    case 'unknownRule':
      return problem.meant === undefined
        ? t('There is no rule {0}.', clean(problem.key))
        : t('There is no rule {0}. It may be meant as {1}.', clean(problem.key), problem.meant);
    case 'wrongValue':
      return wrongValue(problem.key, problem.index);
    case 'unknownName':
      return t(
        'Line {0} of {1} is no permission or scope that is known. It counts as it is written.',
        problem.index + 1,
        problem.key,
      );
  }
}

function wrongValue(key: RuleKey, index: number | undefined): string {
  const { t } = vscode.l10n;
  const right = rightValue(policyRules[key]);
  return index === undefined
    ? t('{0} must be {1}.', key, right)
    : t('Line {0} of {1} is not used: it must be {2}.', index + 1, key, right);
}

/** The same for a whole list and for a line of it. */
function rightValue(shape: RuleShape): string {
  const { t } = vscode.l10n;
  switch (shape.kind) {
    case 'days':
      return t('a whole number of days from {0} to {1}', shape.from, shape.to);
    case 'flag':
      return t('true or false');
    case 'kinds':
      return t('one or more of {0}', shape.values.join(', '));
    case 'grants':
      return t('a permission such as administration or actions:write, or a classic scope');
  }
}
