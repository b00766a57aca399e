import * as vscode from 'vscode';
import type { JournalMode } from '../../journal/journalRecord.ts';
import type { FindingEvidence } from '../../shared/finding.ts';
import type { Observation, PurposeId } from '../../tokens/entry.ts';
import type { TokenKind } from '../../tokens/kind.ts';
import { modeOf, type Origin } from '../../tokens/origin.ts';

/** A kind of credential in the words GitHub's pages use. */
export function kindWord(kind: TokenKind): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<TokenKind, string>> = {
    'classic-pat': t('classic token'),
    'fine-grained-pat': t('fine-grained token'),
    'oauth-token': t('OAuth token'),
    'app-user-token': t('App user token'),
    'installation-token': t('App installation token'),
    'refresh-token': t('refresh token'),
    'app-key': t('GitHub App key'),
    'legacy-hex': t('token in the form used before 2021'),
    unknown: t('token of an unknown kind'),
  };
  return words[kind];
}

/** How a credential was obtained. */
export function modeWord(mode: JournalMode): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<JournalMode, string>> = {
    vault: t('from the vault'),
    login: t('from a login on this machine'),
    environment: t('from the environment'),
    app: t('minted by your GitHub App'),
    broker: t('from your token broker'),
    found: t('found where it should not lie'),
  };
  return words[mode];
}

/** A token's kind, and where it comes from if that is not the vault. */
export function kindAndMode(entry: {
  readonly kind: TokenKind;
  readonly origin?: Origin | undefined;
}): string {
  const mode = modeOf(entry);
  return mode === 'vault' ? kindWord(entry.kind) : `${kindWord(entry.kind)}, ${modeWord(mode)}`;
}

/** How we know a thing, as it stands behind the thing. */
export function evidenceWord(evidence: FindingEvidence): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<FindingEvidence, string>> = {
    declared: t('declared by you'),
    listed: t('listed by GitHub'),
    worked: t('seen to work'),
    refused: t('seen refused'),
    probed: t('probed, likely'),
    stored: t('noted here'),
  };
  return words[evidence];
}

/** What a token is used for at a repository. */
export function operationWord(operation: Observation['operation']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Observation['operation'], string>> = {
    read: t('read'),
    push: t('push'),
    'open-draft-pr': t('draft pull request'),
  };
  return words[operation];
}

export function purposeWord(purpose: PurposeId): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<PurposeId, string>> = {
    'push-and-draft': t('Push and draft pull requests'),
    'push-with-workflows': t('Push and drafts, with workflow files'),
    'draft-only': t('Draft pull requests only'),
    'read-only': t('Read only'),
    'triage-bot': t('Triage bot'),
    'release-notes': t('Release notes bot'),
    'release-notes-with-discussions': t('Release notes bot, with discussions'),
    'tagging-bot': t('Tagging bot'),
    broader: t('More than these'),
  };
  return words[purpose];
}
