import * as vscode from 'vscode';
import { newsOf } from '../shared/newsOf.ts';
import type { Clean } from './log.ts';
import { explainRuleProblem } from './messages/policyRules.ts';
import { policyProblems } from './policySettings.ts';
import { warnOfSetting } from './settingNotice.ts';

const longestKey = 60;
/** A notification holds few sentences; the settings editor marks every one. */
const toldTogether = 3;

/** Tells which of the person's rules are not used, each once: silence would look as if they were in force. */
export class PolicyNotice {
  readonly #clean: Clean;
  #told: readonly string[] = [];

  constructor(clean: Clean) {
    this.#clean = clean;
  }

  async tell(): Promise<void> {
    const { t } = vscode.l10n;
    const { news, told } = newsOf(policyProblems(), this.#told, (problem) => JSON.stringify(problem));
    this.#told = told;
    if (news.length === 0) return;
    const why = news
      .slice(0, toldTogether)
      .map((problem) => explainRuleProblem(problem, (text) => this.#clean(text, longestKey)));
    const more = news.length - why.length;
    if (more === 1) why.push(t('One more rule needs a look.'));
    if (more > 1) why.push(t('{0} more rules need a look.', more));
    const text = t('The setting tokenWarden.policy needs a look. {0}', why.join(' '));
    await warnOfSetting('tokenWarden.policy', text);
  }
}
