import * as vscode from 'vscode';
import type { Settings } from '../manifest.ts';
import { type GitHubHost, githubCom, parseHost } from '../tokens/host.ts';

/**
 * A setting as the user chose it. Only the user-level value counts: a workspace file that names a host, a program or
 * silence is ignored here even if VS Code should hand it out.
 */
export function readSetting<K extends keyof Settings>(id: K): Settings[K] {
  const found = vscode.workspace.getConfiguration().inspect<Settings[K]>(id);
  return (found?.globalValue ?? found?.defaultValue) as Settings[K];
}

/** The hosts a token may belong to: github.com and what the user's setting names. Malformed names are left out and returned. */
export function readHosts(): { readonly hosts: readonly GitHubHost[]; readonly refused: readonly string[] } {
  const given: unknown = readSetting('tokenWarden.hosts');
  const hosts = new Map<string, GitHubHost>([[githubCom.name, githubCom]]);
  const refused: string[] = [];
  for (const text of Array.isArray(given) ? given : []) {
    const parsed = parseHost(String(text));
    if (parsed.kind === 'host') hosts.set(parsed.host.name, parsed.host);
    else refused.push(String(text).slice(0, 100));
  }
  return { hosts: [...hosts.values()], refused };
}
