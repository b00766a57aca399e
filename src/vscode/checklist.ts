import * as vscode from 'vscode';
import type { PageLink } from '../github/links.ts';
import type { RotationChecklist } from '../rotation/planRotation.ts';
import type { Entry } from '../tokens/entry.ts';
import { permissionWords } from './askPurpose.ts';
import { purposeWord } from './messages/words.ts';
import { guardLines, type WorkflowsGuard } from './preflightGuard.ts';

const scheme = 'token-warden';

/** Read-only documents of our own: a checklist, a preview, a record, a report. They hold no secret. */
export class Checklists implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #shown = 0;

  static register(context: Pick<vscode.ExtensionContext, 'subscriptions'>): Checklists {
    const checklists = new Checklists();
    context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(scheme, checklists));
    return checklists;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A tab that a reload brought back has no prompt beside it any more.
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t('This document is closed. Run its command again to see it.')
    );
  }

  /** Shows a text beside the prompt without taking the focus; `close` closes its tab again. */
  async show(name: string, text: string): Promise<{ readonly close: () => Promise<void> }> {
    // A new address each time: VS Code keeps a document a while after its tab is closed, and would show its old text;
    // and of two rotations of one entry the first to end would close the other's checklist.
    this.#shown += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#shown}/${name.replaceAll('/', '-')}.md` });
    const key = uri.toString();
    this.#texts.set(key, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    return {
      close: async () => {
        this.#texts.delete(key);
        const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
        const mine = tabs.filter(
          ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key,
        );
        if (mine.length > 0) await vscode.window.tabGroups.close(mine, true);
      },
    };
  }
}

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
