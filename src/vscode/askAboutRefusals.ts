import * as vscode from 'vscode';
import type { Refusal } from '../guardrails/refusal.ts';
import { settingOf } from './guardrailSettings.ts';
import { fileOf, nextText, placeholderOf, refusalText, sourceText } from './messages/guardrails.ts';
import { type Choice, pick, separator } from './prompts.ts';

interface Asking {
  readonly folder: string;
  readonly mayPass: boolean;
  readonly title?: string;
}

type Answer =
  | { readonly kind: 'pass' }
  | { readonly kind: 'setting'; readonly setting: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'leave' };

/**
 * What is refused, by which rule and whose, and what can be done. The refusals come first: Enter shows the first of
 * them and never pushes. True only for the override.
 */
export async function askAboutRefusals(
  refusals: readonly Refusal[],
  { folder, mayPass, title }: Asking,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const settings = [...new Set(refusals.flatMap(({ rule }) => settingOf[rule] ?? []))];
  const pass: Choice<Answer> = {
    label: t('Push Anyway, This Once'),
    detail: t('Asked again the next time'),
    value: { kind: 'pass' },
  };
  const answer = await pick<Answer>({
    title: title ?? t('Push Branch'),
    placeholder: placeholderOf(refusals),
    choices: [
      ...refusals.map((refusal) => ({
        label: refusalText(refusal),
        description: sourceText(refusal),
        detail: nextText(refusal),
        value: seeing(refusal),
      })),
      separator(t('What to do')),
      ...(mayPass ? [pass] : []),
      ...settings.map(
        (setting): Choice<Answer> => ({
          label: t('Open Setting'),
          description: setting,
          value: { kind: 'setting', setting },
        }),
      ),
    ],
  });
  if (answer?.kind === 'setting')
    await vscode.commands.executeCommand('workbench.action.openSettings', answer.setting);
  if (answer?.kind === 'file') await show(folder, answer.path);
  return answer?.kind === 'pass';
}

function seeing(refusal: Refusal): Answer {
  const path = fileOf(refusal);
  if (path !== undefined) return { kind: 'file', path };
  const setting = settingOf[refusal.rule];
  return setting === undefined ? { kind: 'leave' } : { kind: 'setting', setting };
}

/** As it is now; one that a later commit took away is only in the history, and then nothing opens. */
async function show(folder: string, path: string): Promise<void> {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), path);
  if (!uri.fsPath.startsWith(vscode.Uri.file(folder).fsPath)) return;
  await vscode.workspace.openTextDocument(uri).then(
    (document) => vscode.window.showTextDocument(document),
    () => undefined,
  );
}
