import * as vscode from 'vscode';
import type { GuardFact } from '../../preflight/judgeWorkflowsGuard.ts';
import type { Check, HistoryFile, Need, PermissionCheck, Remedy } from '../../preflight/preflight.ts';
import type { Entry } from '../../tokens/entry.ts';
import { permissionWords } from '../askPurpose.ts';
import { withoutLinks } from '../notify.ts';
import { moment } from './dates.ts';

/** What speaks against a push, and from where we know it. */
export interface BlockedLine {
  readonly what: string;
  readonly known: string;
}

export function blockedLine(check: Check, entry: Entry): BlockedLine {
  const { t } = vscode.l10n;
  switch (check.id) {
    case 'contents':
    case 'pull-requests':
    case 'workflows':
      return { what: neededWhat(check, entry), known: lackingKnown(check, entry) };
    case 'drift': {
      const { behind = 0 } = check.data;
      const what =
        check.remedy.kind === 'fetch'
          ? t('The branch on GitHub has commits that are not here.')
          : behind === 1
            ? t('The branch on GitHub has 1 commit that is not in yours.')
            : t('The branch on GitHub has {0} commits that are not in yours.', behind);
      return { what, known: check.evidence === 'probed' ? t('asked just now') : t('as of the last fetch') };
    }
    case 'file-size':
      return { what: tooLargeWhat(check.data.tooLarge), known: t('from the commits to push') };
    case 'signatures':
      return {
        what:
          check.data.unsigned.length === 1
            ? t('The branch asks for signed commits, and 1 commit has no signature.')
            : t(
                'The branch asks for signed commits, and {0} commits have no signature.',
                check.data.unsigned.length,
              ),
        known: t('{0}, by GitHub’s rules', shortened(check.data.unsigned).join(', ')),
      };
    case 'branch-rules':
      return {
        what: t(
          'GitHub’s rules for this branch speak against the push: {0}.',
          ruleWords(check.data.blocking),
        ),
        known: t('Who may bypass them is not shown to a token'),
      };
    case 'lfs':
      return { what: lfsWhat(check.data.pointers), known: '' };
  }
}

function neededWhat({ id, data, remedy }: PermissionCheck, entry: Entry): string {
  const { t } = vscode.l10n;
  if (data.why === 'owner' && remedy.kind === 'grant') {
    return t(
      '{0} acts for {1}, and the push goes to {2}.',
      entry.name,
      entry.owner?.value ?? '',
      remedy.owner,
    );
  }
  const [first = '', ...more] = data.need.paths;
  if (id === 'workflows') {
    // The names are the repository's.
    const path = withoutLinks(first);
    return more.length === 0
      ? t('The push changes {0}.', path)
      : t('The push changes {0} and more workflow files ({1}).', path, data.need.paths.length);
  }
  return id === 'contents'
    ? t('A push needs {0}.', permissionWords(data.need.permissions))
    : t('A pull request needs {0}.', permissionWords(data.need.permissions));
}

function lackingKnown({ evidence, data }: PermissionCheck, { name }: Entry): string {
  const { t } = vscode.l10n;
  const { need, why, at } = data;
  switch (why) {
    case 'seen':
      return t('GitHub refused {0} here on {1}', name, moment(at ?? 0));
    case 'owner':
      return evidence === 'declared'
        ? t('A fine-grained token acts for one owner; this one you declared')
        : t('A fine-grained token acts for one owner');
    case 'scopes':
      return t('GitHub does not list the scope {0} for {1}', need.scopes[0] ?? '', name);
    case 'permissions':
      return evidence === 'listed'
        ? t('GitHub lists no {0} for the App’s installation', permissionWords(need.permissions))
        : t('{0} has no {1}, as you declared it', name, permissionWords(need.permissions));
    case 'probe':
      return t('GitHub refused {0} just now', name);
    case 'identical':
    case 'nothing':
      return t('Nothing is known about it');
  }
}

function tooLargeWhat(files: readonly HistoryFile[]): string {
  const { t } = vscode.l10n;
  const [first] = files;
  if (first === undefined) return '';
  const size = megabytes(first.bytes);
  const path = withoutLinks(first.path);
  const one = first.inTip
    ? t('{0} has {1} MB; GitHub takes no file above 100 MB.', path, size)
    : t(
        '{0} has {1} MB and is still in the commits, though a later one removes it; GitHub takes no file above 100 MB.',
        path,
        size,
      );
  return files.length === 1 ? one : `${one} ${t('{0} such files in all.', files.length)}`;
}

export function lfsWhat(pointers: readonly string[]): string {
  return vscode.l10n.t(
    'Git LFS keeps {0} of the files; their content goes beside the push.',
    pointers.length,
  );
}

/** What to do where trying is of no use. */
export function nextDetail(check: Check): string {
  const { t } = vscode.l10n;
  switch (check.remedy.kind) {
    case 'fetch':
      return t('Fetch them, then merge or rebase, then push');
    case 'integrate':
      return t('Merge or rebase them, then push');
    case 'takeOutOfCommits':
      return t('Take the file out of the commits that hold it, or move it to Git LFS, then push');
    default:
      return '';
  }
}

export function grantDetail(grant: Extract<Remedy, { readonly kind: 'grant' }>, entry: Entry): string {
  const { t } = vscode.l10n;
  const words = permissionWords(grant.permissions);
  // A line of a list is cut after some eighty characters: the name of the entry is not said again.
  return entry.kind === 'fine-grained-pat'
    ? t('A new token that also has {0}: page filled in, checklist beside it', words)
    : t('A fine-grained token in its place, with {0}: page filled in', words);
}

/** What then happens. Beside *Use Another Token* the reason is said there already. */
export function anywayDetail(check: Check, known: string, grant: Remedy | undefined): string {
  const { t } = vscode.l10n;
  if (check.id === 'workflows')
    return t('GitHub refuses the push if the token may not change workflow files');
  if (check.id === 'branch-rules') return t('GitHub refuses the push unless you may bypass its rules');
  if (check.id === 'signatures')
    return t('GitHub refuses the push unless you may bypass its rules; {0}', known);
  return grant === undefined ? known : t('GitHub refuses the push if the token may not do it');
}

/** How an entry stands to what is needed, behind its name. */
export function markOf(checks: readonly PermissionCheck[]): string {
  const { t } = vscode.l10n;
  const lacking = checks.filter(({ verdict }) => verdict === 'no');
  if (lacking.length > 0) {
    return t('lacks {0}', lacking.map(({ data }) => permissionWords(data.need.permissions)).join(', '));
  }
  return checks.every(({ verdict }) => verdict === 'yes')
    ? t('has what is needed')
    : t('not known to lack anything');
}

/** GitHub's rules in our words; one we do not know by GitHub's name for it. */
export function ruleWords(types: readonly string[]): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<string, string>> = {
    pull_request: t('changes come by pull request'),
    update: t('nobody updates it'),
    creation: t('nobody creates it'),
    required_status_checks: t('checks must have passed'),
    required_deployments: t('a deployment must have succeeded'),
    required_signatures: t('commits are signed'),
    required_linear_history: t('no merge commits'),
    merge_queue: t('changes come by merge queue'),
    non_fast_forward: t('no force push'),
    deletion: t('nobody deletes it'),
  };
  return types.map((type) => words[type] ?? type.replaceAll('_', ' ')).join(', ');
}

/** `Contents: write, for the push`: what the commits and the pull request ask for. */
export function needLine(need: Need): string {
  const { t } = vscode.l10n;
  const reasons: Readonly<Record<Need['reasons'][number], string>> = {
    push: t('the push'),
    'workflow-files': t('workflow files'),
    'pull-request': t('the pull request'),
    labels: t('labels'),
    assignees: t('assignees'),
    reviewers: t('reviewers'),
    milestone: t('milestone'),
  };
  const what = t(
    '{0}, for {1}',
    permissionWords(need.permissions),
    need.reasons.map((reason) => reasons[reason]).join(', '),
  );
  return need.paths.length === 0 ? what : `${what}: ${need.paths.map(withoutLinks).join(', ')}`;
}

/** The sentence over the four facts: what they are good for (S3-07). */
export function guardIntro(slug: string, branch: string | undefined): string {
  const { t } = vscode.l10n;
  return branch === undefined
    ? t(
        'With these four in {0}, such a token can propose changes to workflows and not merge them unreviewed.',
        slug,
      )
    : t(
        'With these four on {0} of {1}, such a token can propose changes to workflows and not merge them unreviewed.',
        withoutLinks(branch),
        slug,
      );
}

/** The same where only a short line fits; the place stands beside the facts. */
export function guardQuestion(): string {
  return vscode.l10n.t('With these four, it can propose changes to workflows, not merge them unreviewed.');
}

export function guardPlace(slug: string, branch: string | undefined): string {
  const { t } = vscode.l10n;
  return branch === undefined ? t('in {0}', slug) : t('on {0} of {1}', withoutLinks(branch), slug);
}

export function guardLine({ id, verdict }: GuardFact, asked: boolean): string {
  const { t } = vscode.l10n;
  const facts: Readonly<Record<GuardFact['id'], string>> = {
    covered: t('A rule covers the branch'),
    'pull-request': t('Changes need a pull request'),
    approval: t('At least 1 approval'),
    'no-bypass': t('Nobody may bypass it'),
  };
  const unknown = asked
    ? t('unknown: this token may not see it')
    : t('unknown: not asked with this token yet');
  const verdicts = { yes: t('yes'), no: t('no'), unknown } as const;
  return `${facts[id]}: ${verdicts[verdict]}`;
}

export function megabytes(bytes: number): number {
  return Math.floor(bytes / (1024 * 1024));
}

function shortened(shas: readonly string[]): readonly string[] {
  const shown = shas.slice(0, 3).map((sha) => sha.slice(0, 7));
  return shas.length > shown.length ? [...shown, '…'] : shown;
}
