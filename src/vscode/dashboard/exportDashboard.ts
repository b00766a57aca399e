import * as vscode from 'vscode';
import type { DashboardPage } from '../../dashboard/dashboardPage.ts';
import { pageMarkdown } from '../../dashboard/pageMarkdown.ts';
import { pagePrint } from '../../dashboard/pagePrint.ts';
import { sweepText } from '../../journal/sweepText.ts';
import { moment } from '../messages/dates.ts';
import { saveText } from '../saveText.ts';
import { sayUnclean } from '../sayUnclean.ts';
import type { Services } from '../services.ts';

/** What is drawn, as a text that is saved where the person says, or not at all. */
export async function exportDashboard(services: Services, page: DashboardPage): Promise<void> {
  const swept = sweepText(pageMarkdown(page, lookedAt(services)), services.redactor);
  if (swept.kind === 'unclean') return sayUnclean(services);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: swept.text });
  await vscode.window.showTextDocument(document);
}

/** No window of VS Code can print: a file can, in the person's browser. */
export async function printDashboard(services: Services, page: DashboardPage): Promise<void> {
  const { t } = vscode.l10n;
  const swept = sweepText(pagePrint(page, lookedAt(services)), services.redactor);
  if (swept.kind === 'unclean') return sayUnclean(services);
  await saveText(services, swept.text, {
    name: 'token-warden-dashboard.html',
    label: t('Page to print in a browser'),
    ending: 'html',
  });
}

function lookedAt({ clock }: Pick<Services, 'clock'>): string {
  return vscode.l10n.t('Looked at {0}, from what is known here. GitHub was not asked.', moment(clock.now()));
}
