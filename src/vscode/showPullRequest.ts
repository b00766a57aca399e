import * as vscode from 'vscode';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import { inform, type warn } from './notify.ts';
import { openInExtension, openOnGitHub, opensInExtension } from './openInExtension.ts';

/** A button of a message, and what it does. */
export interface PullAct {
  readonly label: string;
  readonly act: () => Promise<void>;
}

/** Tells something about a pull request, with the ways to look at it behind the message's own buttons. */
export async function showPullRequest(
  text: string,
  pull: PullRequest,
  { acts = [], say = inform }: { readonly acts?: readonly PullAct[]; readonly say?: typeof warn } = {},
): Promise<void> {
  const { t } = vscode.l10n;
  const all: readonly PullAct[] = [
    ...acts,
    { label: t('Open on GitHub'), act: () => openOnGitHub(pull) },
    { label: t('Copy Link'), act: async () => vscode.env.clipboard.writeText(pull.url) },
    ...(opensInExtension(pull)
      ? [{ label: t('Open in Pull Requests'), act: () => openInExtension(pull) }]
      : []),
  ];
  const answer = await say(text, ...all.map(({ label }) => label));
  await all.find(({ label }) => label === answer)?.act();
}

export function titleOf(pull: PullRequest): string {
  return `#${pull.number} ${pull.title}`;
}
