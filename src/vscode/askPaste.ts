import * as vscode from 'vscode';
import type { PageLink } from '../github/links.ts';
import type { Secret } from '../shared/secret.ts';
import type { AskedToken } from '../tokens/entry.ts';
import { type Identified, looksMistyped } from '../tokens/identify.ts';
import { type Paste, readPaste } from '../tokens/paste.ts';
import { explainPaste } from './messages/paste.ts';
import { askHidden, type TitleButton } from './prompts.ts';

export interface Pasted {
  readonly token: Secret;
  readonly identified: Identified;
  /** The host of a URL the token stood in; a suggestion only. */
  readonly host: string | undefined;
}

export interface PasteQuestion {
  readonly title: string;
  readonly prompt: string;
  /** The page where a new token is made, opened from the title bar. */
  readonly newTokenPage: () => PageLink;
  /** Told before that page is opened. Must not reject. */
  readonly beforePage?: () => Promise<unknown>;
  readonly buttons?: readonly TitleButton[];
  /** Fine-grained unless said otherwise. */
  readonly kind?: AskedToken['kind'];
}

/** Asks for a token in a password box and understands what was pasted. What is no token is named and nothing is kept. */
export async function askPaste(question: PasteQuestion): Promise<Pasted | undefined> {
  const paste = await askHidden({
    title: question.title,
    prompt: question.prompt,
    placeholder: question.kind === 'classic-pat' ? 'ghp_…' : 'github_pat_…',
    buttons: [
      ...(question.buttons ?? []),
      {
        icon: 'link-external',
        tooltip: pageTooltip(question),
        act: () => {
          const open = () => vscode.env.openExternal(vscode.Uri.parse(question.newTokenPage().url, true));
          void Promise.resolve(question.beforePage?.()).then(open);
        },
      },
    ],
    read: readPaste,
    refuse: judge,
  });
  if (paste === undefined || paste.kind !== 'token') return undefined;
  return { token: paste.token, identified: paste.identified, host: paste.host };
}

function pageTooltip({ kind, newTokenPage }: PasteQuestion): string {
  const { t } = vscode.l10n;
  const { prefilled } = newTokenPage();
  if (kind === 'classic-pat') {
    return prefilled
      ? t('Open GitHub’s page for a new classic token, with the scopes filled in')
      : t('Open GitHub’s page for a new classic token');
  }
  return prefilled
    ? t('Open GitHub’s page for a new fine-grained token, with the values filled in')
    : t('Open GitHub’s page for a new fine-grained token');
}

function judge(paste: Paste) {
  const { t } = vscode.l10n;
  if (paste.kind !== 'token') return explainPaste(paste);
  if (paste.identified.kind === 'refresh-token') {
    return t('This is a refresh token: it renews others and opens nothing itself. Paste the access token.');
  }
  if (looksMistyped(paste.identified)) {
    return {
      text: t(
        'One character seems wrong: the token’s own checksum does not match. Press Enter again to use it anyway.',
      ),
      canGoOn: true,
    };
  }
  return undefined;
}
