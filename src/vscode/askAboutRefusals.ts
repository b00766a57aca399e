import * as vscode from 'vscode';
import type { Refusal } from '../guardrails/refusal.ts';
import { teamFilePath } from '../teamPolicy/teamFile.ts';
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
  /** `line`: counted from 1. */
  | { readonly kind: 'file'; readonly path: string; readonly line?: number }
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
  const settings = [...new Set(refusals.flatMap((refusal) => settingOf(refusal) ?? []))];
  const team = refusals.map(teamFileOf).find((found) => found !== undefined);
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
      ...(team === undefined
        ? []
        : [{ label: t('Open the Rules of This Repository'), description: teamFilePath, value: team }]),
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
  if (answer?.kind === 'file') await show(folder, answer.path, answer.line);
  return answer?.kind === 'pass';
}

function seeing(refusal: Refusal): Answer {
  const path = fileOf(refusal);
  if (path !== undefined) return { kind: 'file', path };
  if (refusal.source.kind === 'teamFile') return teamFileOf(refusal) ?? { kind: 'leave' };
  const setting = settingOf(refusal);
  return setting === undefined ? { kind: 'leave' } : { kind: 'setting', setting };
}

/** The line of the repository's own file that asks for it; one that only stands on the remote has no file here. */
function teamFileOf({ source }: Refusal): Answer | undefined {
  if (source.kind !== 'teamFile' || source.branch !== undefined) return undefined;
  return { kind: 'file', path: teamFilePath, line: source.line };
}

/** As it is now; one that a later commit took away is only in the history, and then nothing opens. */
async function show(folder: string, path: string, line?: number): Promise<void> {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), path);
  if (!uri.fsPath.startsWith(vscode.Uri.file(folder).fsPath)) return;
  await vscode.workspace.openTextDocument(uri).then(
    (document) => {
      const at = line === undefined ? undefined : new vscode.Position(line - 1, 0);
      return vscode.window.showTextDocument(document, at && { selection: new vscode.Range(at, at) });
    },
    () => undefined,
  );
}
