import * as vscode from 'vscode';
import { diagnosticsReport } from '../../journal/diagnosticsReport.ts';
import { sweepText } from '../../journal/sweepText.ts';
import { gatherDiagnostics } from '../diagnostics.ts';
import { inform } from '../notify.ts';
import { pick } from '../prompts.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import { saveText } from '../saveText.ts';
import { sayUnclean } from '../sayUnclean.ts';
import type { Services } from '../services.ts';

/**
 * A report for someone who helps. It opens as a read-only document first, so that the person sees what would be shared;
 * exactly that text is then saved or copied.
 */
export async function exportDiagnostics(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const swept = sweepText(diagnosticsReport(await gatherDiagnostics(services)), services.redactor);
  if (swept.kind === 'unclean') return sayUnclean(services);
  await services.documents.show(t('Diagnostics'), swept.text, pageLook);
  const answer = await pick<'save' | 'copy'>({
    title: t('Export Diagnostics'),
    placeholder: t('This is all that would be shared. It holds no token'),
    choices: [
      { label: `$(save) ${t('Save…')}`, value: 'save' },
      { label: `$(copy) ${t('Copy')}`, value: 'copy' },
    ],
  });
  if (answer === 'save') {
    return saveText(services, swept.text, {
      name: 'token-warden-diagnostics.md',
      label: t('Markdown'),
      ending: 'md',
    });
  }
  if (answer === 'copy') {
    await vscode.env.clipboard.writeText(swept.text);
    void inform(t('The report is in the clipboard.'));
  }
}
