import * as vscode from 'vscode';
import type { Finding } from '../../shared/finding.ts';
import type { Entry } from '../../tokens/entry.ts';
import { dateAndDistance } from './dates.ts';
import { endingWords } from './endingOld.ts';
import { surplusReason } from './surplus.ts';
import { kindWord } from './words.ts';

/** What a finding means for the person: a short title, why in one sentence, and the next step's label. */
export interface FindingWords {
  readonly title: string;
  readonly why: string;
  readonly next: string;
}

/** Words for one finding. `now` in ms since the epoch, for distances. */
export function explainFinding(finding: Finding, entry: Entry, now: number): FindingWords {
  const { t } = vscode.l10n;
  const { data } = finding;
  const when = data.at === undefined ? '' : dateAndDistance(data.at, now);
  const next = nextStepWord(finding);
  switch (finding.id) {
    case 'dead':
      return {
        title: t('GitHub no longer accepts it'),
        why: t('It expired, was revoked, or was never right: GitHub gives one answer for all three.'),
        next,
      };
    case 'expired':
      return { title: t('Expired {0}', when), why: t('Pushes with it fail.'), next };
    case 'expires-soon':
    case 'expires-later':
      return {
        title: t('Expires {0}', when),
        why: t('After that, pushes and pull requests with it fail.'),
        next,
      };
    case 'classic':
      return {
        title: t('Classic token'),
        why: t(
          'A {0} reaches every repository you can reach. A fine-grained one can be limited to single repositories.',
          kindWord(entry.kind),
        ),
        next,
      };
    case 'over-scoped':
      return {
        title: t('Broader than its job: {0}', (data.surplus ?? []).join(', ')),
        why: (data.surplus ?? []).map((scope) => `${scope}: ${surplusReason(scope)}`).join(' '),
        next,
      };
    case 'broader-than-purpose':
      return {
        title: t('Broader than its purpose: {0}', (data.surplus ?? []).join(', ')),
        why: (data.surplus ?? []).map((name) => `${name}: ${surplusReason(name)}`).join(' '),
        next,
      };
    case 'no-expiry':
      return { title: t('Never expires'), why: t('If it leaks, it works until someone notices.'), next };
    case 'long-lifetime':
      return {
        title: t('Lives {0} days', data.days ?? 0),
        why: t('30 days is the advice: a token that leaks then stops by itself soon.'),
        next,
      };
    case 'sso-blocked':
      return {
        title: data.organisation
          ? t('Not authorized for single sign-on in {0}', data.organisation)
          : t('Not authorized for single sign-on'),
        why: t('The organization refuses it until you authorize it on its page.'),
        next,
      };
    case 'lost':
      return {
        title: t('The secret is gone from the store'),
        why: t('The keyring changed or was reset. Nothing happened to the token at GitHub.'),
        next,
      };
    case 'old-token-kept':
    case 'not-yet-revoked':
      return { ...endingWords(finding.id, data, now), next };
  }
}

function nextStepWord(finding: Finding): string {
  const { t } = vscode.l10n;
  const words = {
    rotate: t('Rotate'),
    narrow: t('Replace by a Narrower One'),
    'authorise-sso': t('Authorize'),
    add: t('Add It Again'),
    'end-old': t('End the Old Token'),
    revoke: t('Try Again'),
    none: '',
  };
  return words[finding.next];
}
