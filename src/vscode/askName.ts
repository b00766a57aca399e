import * as vscode from 'vscode';
import { judgeName } from '../tokens/suggestName.ts';
import { nameFault } from './messages/vault.ts';
import { askText } from './prompts.ts';

/** Asks for a name no other entry has. `existing` are the names of the other entries. */
export async function askName(
  title: string,
  present: string,
  existing: readonly string[],
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const name = await askText({
    title,
    prompt: t('A name for the token. It is shown; the token is not.'),
    value: present,
    refuse: (value) => {
      const verdict = judgeName(value, existing);
      switch (verdict.kind) {
        case 'ok':
          return undefined;
        case 'taken':
          return t(
            'A token named {0} exists. To replace it, rotate it. Otherwise choose another name.',
            verdict.name,
          );
        case 'holdsToken':
          return nameFault('looksLikeToken');
        default:
          return nameFault(verdict.kind);
      }
    },
  });
  return name?.trim();
}
