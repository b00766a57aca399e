import * as vscode from 'vscode';
import type { RefusedPush, RuleId } from '../../push/problems.ts';

type Forbidden = Extract<RefusedPush, { readonly kind: 'tokenForbidden' }>;

/** What an organisation's policy says about kinds of token. */
export function forbiddenWords({ why, days }: Forbidden): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'classic':
      return t('The organization does not allow classic tokens. Use a fine-grained one.');
    case 'fine-grained':
      return t('The organization does not allow fine-grained tokens. Ask an owner to allow them.');
    case 'oauth-app':
      return t('The organization has not approved the app behind this token. Ask an owner to approve it.');
    case 'lifetime':
      return days === undefined
        ? t('The token lives longer than the organization allows. Make one that expires sooner.')
        : t('The organization allows tokens that live at most {0} days. Make one that expires sooner.', days);
  }
}

/** The rules that were named, each as a sentence. */
export function ruleWords(rules: readonly RuleId[]): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<RuleId, string>> = {
    'pull-request': t('Changes must come through a pull request.'),
    'force-push': t('The branch’s history must not be rewritten.'),
    'protected-ref': t('The branch must not be changed directly.'),
    'status-checks': t('Checks must pass first.'),
    signatures: t('Commits must be signed.'),
    'linear-history': t('The history must be linear, without merges.'),
    other: t('The details name the rule.'),
  };
  return rules.length === 0 ? words.other : rules.map((rule) => words[rule]).join(' ');
}

/** The branch a ref stands for; it comes from a server, so it is bounded. */
export function shortRef(ref: string): string {
  const name = ref.replace(/^refs\/heads\//, '').slice(0, 250);
  return name === '' ? vscode.l10n.t('The branch') : name;
}
