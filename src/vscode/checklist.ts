import * as vscode from 'vscode';
import type { PageLink } from '../github/links.ts';
import type { RotationChecklist } from '../rotation/planRotation.ts';
import type { Entry } from '../tokens/entry.ts';
import { permissionWords } from './askPurpose.ts';
import { purposeWord } from './messages/words.ts';
import { guardLines, type WorkflowsGuard } from './preflightGuard.ts';

/** Every value of the new token's form: GitHub has ignored the filled-in link before, and repositories it never takes. */
export function checklistText(
  entry: Entry,
  checklist: RotationChecklist,
  page: PageLink,
  guard: WorkflowsGuard | undefined,
  lack?: string,
): string {
  const { t } = vscode.l10n;
  const classic = checklist.kind === 'classic-pat';
  return [
    `# ${t('A new token for {0}', entry.name)}`,
    // The prompt lies over the first lines of the editor, so nothing stands there.
    '',
    '',
    '',
    ...(classic ? classicValues(checklist) : fineGrainedValues(checklist)),
    '',
    page.prefilled
      ? t(
          'The button for GitHub’s page is in the title of the prompt. Most values are filled in there; check each one.',
        )
      : t('The button for GitHub’s page is in the title of the prompt. Fill in each value there.'),
    '',
    classic
      ? t('For: {0}. A classic token reaches everything that you reach.', purposeWord(checklist.purpose))
      : t(
          'For: {0}. In classic scopes that would be: {1}.',
          purposeWord(checklist.purpose),
          checklist.classicScopes.join(', '),
        ),
    '',
    ...(lack === undefined ? [] : [lack, '']),
    ...(guard === undefined ? [] : [...guardLines(guard), '']),
    t('An organization may have to approve the token before it works. Paste it after the approval.'),
    '',
  ].join('\n');
}

function line(label: string, value: string): string {
  return `- [ ] ${label}: ${value}`;
}

/** Repositories one by one: the link cannot choose them, and "all repositories" is what a token should not have. */
function fineGrainedValues(checklist: RotationChecklist): readonly string[] {
  const { t } = vscode.l10n;
  const { repositories, permissions } = checklist;
  const only = t('Only select repositories');
  return [
    line(t('Token name'), checklist.tokenName),
    line(t('Resource owner'), checklist.owner ?? t('the one that owns the repositories')),
    line(t('Expiration'), t('{0} days', checklist.lifetimeDays)),
    line(t('Repository access'), repositories.length === 0 ? t('only the ones you push to') : only),
    ...repositories.map((name) => `  - [ ] ${name}`),
    line(
      t('Permissions'),
      permissions === undefined ? t('what the job needs, no more') : permissionWords(permissions),
    ),
  ];
}

function classicValues({ tokenName, lifetimeDays, classicScopes }: RotationChecklist): readonly string[] {
  const { t } = vscode.l10n;
  return [
    line(t('Note'), tokenName),
    line(t('Expiration'), t('{0} days', lifetimeDays)),
    line(t('Scopes, and no others'), classicScopes.join(', ')),
  ];
}
