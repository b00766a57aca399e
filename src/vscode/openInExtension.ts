import * as vscode from 'vscode';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import { githubCom } from '../tokens/host.ts';

const extension = 'github.vscode-pull-request-github';

/**
 * Whether the GitHub Pull Requests extension can show this pull request: it is installed, and the pull request is on
 * github.com, because its address names an owner, a repository and a number, and no host.
 */
export function opensInExtension(pull: PullRequest): boolean {
  const installed = vscode.extensions.getExtension(extension) !== undefined;
  return installed && pull.url.startsWith(`${githubCom.web}/`);
}

/** Hands it over by that extension's own address, the one it gives out itself. On GitHub's page where that fails. */
export async function openInExtension(pull: PullRequest): Promise<void> {
  const [owner, repo] = pull.repository.split('/');
  const address = vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extension,
    path: '/open-pull-request-webview',
    query: JSON.stringify({ owner, repo, pullRequestNumber: pull.number }),
  });
  const opened = await Promise.resolve(vscode.env.openExternal(address)).catch(() => false);
  if (!opened) await openOnGitHub(pull);
}

export async function openOnGitHub(pull: PullRequest): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(pull.url, true));
}
