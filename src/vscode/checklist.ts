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
): string {
  const { t } = vscode.l10n;
  const line = (label: string, value: string) => `- [ ] ${label}: ${value}`;
  const repositories =
    checklist.repositories.length === 0
      ? t('only the ones you push to')
      : t('only {0}', checklist.repositories.join(', '));
  return [
    `# ${t('A new token for {0}', entry.name)}`,
    // The prompt lies over the first lines of the editor, so nothing stands there.
    '',
    '',
    '',
    line(t('Token name'), checklist.tokenName),
    line(t('Resource owner'), checklist.owner ?? t('the one that owns the repositories')),
    line(t('Expiration'), t('{0} days', checklist.lifetimeDays)),
    line(t('Repository access'), repositories),
    line(
      t('Permissions'),
      checklist.permissions === undefined
        ? t('what the job needs, no more')
        : permissionWords(checklist.permissions),
    ),
    '',
    page.prefilled
      ? t(
          'The button for GitHub’s page is in the title of the prompt. Most values are filled in there; check each one.',
        )
      : t('The button for GitHub’s page is in the title of the prompt. Fill in each value there.'),
    '',
    t(
      'For: {0}. In classic scopes that would be: {1}.',
      purposeWord(checklist.purpose),
      checklist.classicScopes.join(', '),
    ),
    '',
    ...(guard === undefined ? [] : [...guardLines(guard), '']),
    t('An organization may have to approve the token before it works. Paste it after the approval.'),
    '',
  ].join('\n');
}
