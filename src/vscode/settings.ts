import * as vscode from 'vscode';
import type { Settings } from '../manifest.ts';
import type { EditorGit } from '../shadows/gitAlone.ts';
import { type HostList, readHostList } from '../tokens/hostList.ts';

/**
 * A setting as the user chose it. Only the user-level value counts: a workspace file that names a host, a program or
 * silence is ignored here even if VS Code should hand it out.
 */
export function readSetting<K extends keyof Settings>(id: K): Settings[K] {
  const found = vscode.workspace.getConfiguration().inspect<Settings[K]>(id);
  return (found?.globalValue ?? found?.defaultValue) as Settings[K];
}

/** Whether the person chose a value themselves. */
export function isChosen(id: keyof Settings): boolean {
  return vscode.workspace.getConfiguration().inspect(id)?.globalValue !== undefined;
}

/** The hosts a token may belong to: github.com and what the user's setting names; what it names in vain, with the reason. */
export function readHosts(): HostList {
  return readHostList(readSetting('tokenWarden.hosts'));
}

/**
 * Where VS Code's own sign-in for GitHub Enterprise goes, as the person set it. Undefined where a workspace says another
 * address: VS Code follows that one, so its sessions are not of the host that the person meant.
 */
export function readEnterpriseAddress(): string | undefined {
  const found = vscode.workspace.getConfiguration().inspect<unknown>('github-enterprise.uri');
  if (found === undefined) return undefined;
  const { key, defaultValue, globalValue, ...levels } = found;
  const others = Object.values(levels).filter((value) => typeof value === 'string' && value !== globalValue);
  return typeof globalValue === 'string' && others.length === 0 ? globalValue : undefined;
}

/**
 * What VS Code does for its own git, as it does it here: a workspace's word counts for that. Its session is that of its
 * GitHub sign-in; the one for enterprise servers is another.
 */
export function readEditorGit(isGitHub: boolean): EditorGit {
  const isOn = (id: string) => vscode.workspace.getConfiguration().get<boolean>(id, true);
  return { answers: isOn('git.useIntegratedAskPass'), session: isGitHub && isOn('github.gitAuthentication') };
}

/** What the person leaves out of the Explorer, as globs. What a workspace says hides nothing from a search (A16). */
export function readExcluded(): readonly string[] {
  const found = vscode.workspace
    .getConfiguration()
    .inspect<Readonly<Record<string, unknown>>>('files.exclude');
  return Object.entries({ ...found?.defaultValue, ...found?.globalValue }).flatMap(([glob, is]) =>
    is === true ? [glob] : [],
  );
}

/** Whether VS Code itself keeps copies of what stood in files: of each saved text, and of what is not saved yet. */
export function readEditorCopies(): { readonly localHistory: boolean; readonly hotExit: boolean } {
  const settings = vscode.workspace.getConfiguration();
  return {
    localHistory: settings.get<boolean>('workbench.localHistory.enabled', true),
    hotExit: settings.get<string>('files.hotExit') !== 'off',
  };
}
