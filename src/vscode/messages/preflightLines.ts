import * as vscode from 'vscode';
import type { Have } from '../../preflight/haves.ts';
import type { Check, PermissionCheck, Preflight } from '../../preflight/preflight.ts';
import type { Entry } from '../../tokens/entry.ts';
import { permissionWord, permissionWords } from '../askPurpose.ts';
import { withoutLinks } from '../notify.ts';
import { moment } from './dates.ts';
import { blockedLine, lfsWhat, megabytes, ruleWords } from './preflight.ts';
import { evidenceWord } from './words.ts';

/** Whether it will work, in one sentence. */
export function verdictLine({ verdict }: Pick<Preflight, 'verdict'>): string {
  const { t } = vscode.l10n;
  const words = {
    yes: t('Nothing is known that speaks against it.'),
    no: t('Something speaks against it.'),
    unknown: t('Nothing speaks against it, but not everything is known.'),
  } as const;
  return words[verdict];
}

/** One line for each check: yes, no or unknown, what was looked at, and how it is known. */
export function checkLine(check: Check, entry: Entry): string {
  const { t } = vscode.l10n;
  const words = { yes: t('yes'), no: t('no'), unknown: t('unknown') } as const;
  return `${words[check.verdict]}: ${check.verdict === 'no' ? blocked(check, entry) : said(check)}`;
}

/** `scopes repo (listed by GitHub)`: one thing the credential is known to have. */
export function haveLine(have: Have): string {
  const { t } = vscode.l10n;
  switch (have.kind) {
    case 'scopes':
      return have.scopes.length === 0
        ? t('no scopes ({0})', evidenceWord('listed'))
        : t('scopes {0} ({1})', have.scopes.join(', '), evidenceWord('listed'));
    case 'permissions':
      return `${permissionWords(have.permissions)} (${evidenceWord(have.evidence)})`;
    case 'seen': {
      const operations = { push: t('push'), read: t('read'), 'open-draft-pr': t('pull request') } as const;
      return t(
        '{0} here: {1} on {2}',
        operations[have.operation],
        evidenceWord(have.evidence),
        moment(have.at),
      );
    }
    case 'probed': {
      const word = permissionWord(have.permission, have.level);
      return have.verdict === 'likely'
        ? t('{0} here: {1} on {2}', word, evidenceWord('probed'), moment(have.at))
        : t('{0} here: {1} on {2}', word, t('probed, refused'), moment(have.at));
    }
  }
}

function blocked(check: Check, entry: Entry): string {
  const { what, known } = blockedLine(check, entry);
  return known === '' ? what : `${what} (${known})`;
}

function said(check: Check): string {
  const { t } = vscode.l10n;
  switch (check.id) {
    case 'contents':
    case 'workflows':
    case 'pull-requests':
      return permissionSaid(check);
    case 'drift':
      if (check.evidence === 'probed')
        return t('GitHub’s branch has nothing that yours has not (asked just now)');
      return check.verdict === 'yes'
        ? t('GitHub’s branch has nothing that yours has not (as of the last fetch)')
        : t('whether the branch moved on at GitHub');
    case 'file-size': {
      const { tooLarge, large } = check.data;
      const names = [...tooLarge, ...large].map(
        ({ path, bytes }) => `${withoutLinks(path)} (${megabytes(bytes)} MB)`,
      );
      if (tooLarge.length > 0)
        return t('files above 100 MB, which this server may refuse: {0}', names.join(', '));
      if (large.length > 0) return t('no file above 100 MB; above 50 MB: {0}', names.join(', '));
      return check.verdict === 'yes' ? t('no file above 50 MB') : t('not every file was looked at');
    }
    case 'signatures':
      if (check.data.required === false) return t('signed commits are not asked for');
      return check.data.unsigned.length === 0
        ? t('every commit has a signature; whether GitHub can verify it shows there')
        : t('whether signed commits are asked for; without a signature: {0}', check.data.unsigned.length);
    case 'lfs':
      return check.data.pointers.length === 0 ? t('no file of Git LFS') : lfsWhat(check.data.pointers);
    case 'branch-rules':
      return check.data.rules === undefined
        ? t('GitHub’s rules for the branch')
        : check.data.rules.length === 0
          ? noRuleset(check.data.isProtected)
          : t('rules for the branch: {0}', ruleWords(check.data.rules));
  }
}

/** Rulesets are shown to any token that may read; whether the branch is protected in the older way often is not. */
function noRuleset(isProtected: boolean | undefined): string {
  const { t } = vscode.l10n;
  if (isProtected === true) return t('no ruleset covers the branch, but branch protection does');
  return isProtected === false
    ? t('no ruleset covers the branch')
    : t('no ruleset covers the branch; whether branch protection does is not known');
}

function permissionSaid({ evidence, data }: PermissionCheck): string {
  const { t } = vscode.l10n;
  if (data.why === 'identical') {
    return t(
      'another branch has the same workflow files already: {0}',
      data.identical.map(withoutLinks).join(', '),
    );
  }
  const words = permissionWords(data.need.permissions);
  const isKnown =
    evidence === 'declared' || evidence === 'listed' || evidence === 'worked' || evidence === 'probed';
  return isKnown ? `${words} (${evidenceWord(evidence)})` : words;
}
