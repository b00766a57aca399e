import * as vscode from 'vscode';
import { remotesFromText } from '../push/remotesFromText.ts';
import type { RepositoryAddress } from '../push/remoteUrl.ts';
import { parseRemoteUrl } from '../push/remoteUrl.ts';
import type { HostName } from '../tokens/host.ts';
import type { Memory } from './memory.ts';
import { readHosts } from './settings.ts';

/** The repository the person is working in, as its configuration's text names it. No git runs for it. */
export interface Place {
  /** Root folder on disk, or in the virtual file system. */
  readonly root: vscode.Uri;
  /** Undefined when no remote leads to a known GitHub. */
  readonly address: RepositoryAddress | undefined;
}

/**
 * Where we are: the repository of the active editor, else the first one open. Reads `.git/config` as text, so that it
 * works in Restricted Mode and before the git extension is up. Nothing is sent on its word: a push asks git itself.
 */
export class Whereabouts {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  async current(): Promise<Place | undefined> {
    for (const folder of this.#startFolders()) {
      const found = await this.#walkUp(folder.from, folder.stop);
      if (found) return found;
    }
    return undefined;
  }

  #startFolders(): readonly { readonly from: vscode.Uri; readonly stop: vscode.Uri }[] {
    const active = vscode.window.activeTextEditor?.document.uri;
    const activeFolder = active && vscode.workspace.getWorkspaceFolder(active);
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ from: uri, stop: uri }));
    if (!active || !activeFolder) return folders;
    return [{ from: vscode.Uri.joinPath(active, '..'), stop: activeFolder.uri }, ...folders];
  }

  async #walkUp(from: vscode.Uri, stop: vscode.Uri): Promise<Place | undefined> {
    for (let at = from; ; at = vscode.Uri.joinPath(at, '..')) {
      const text = await readConfig(at);
      if (text !== undefined) return { root: at, address: this.#addressIn(text) };
      if (at.path === stop.path || !at.path.startsWith(stop.path)) return undefined;
    }
  }

  /** `origin` if it leads to a known GitHub, else the first remote that does. */
  #addressIn(text: string): RepositoryAddress | undefined {
    const aliases = this.#memory.sshAliases as Readonly<Record<string, HostName>>;
    const known = { hosts: readHosts().hosts, aliases };
    const remotes = (remotesFromText(text) ?? []).toSorted(
      (a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'),
    );
    for (const remote of remotes) {
      const address = parseRemoteUrl(remote.urls[0] ?? '', known);
      if (address.kind === 'https' || address.kind === 'ssh') return address;
    }
    return undefined;
  }
}

const longestPointer = 4096;

/** The text of a repository's configuration; in a linked worktree (trusted only) `.git` is a file that points to it. */
async function readConfig(folder: vscode.Uri): Promise<string | undefined> {
  const direct = await readText(vscode.Uri.joinPath(folder, '.git', 'config'));
  if (direct !== undefined || !vscode.workspace.isTrusted || folder.scheme !== 'file') return direct;
  const pointer = await readText(vscode.Uri.joinPath(folder, '.git'));
  const target = /^gitdir: (.+)$/m.exec(pointer?.slice(0, longestPointer) ?? '')?.[1]?.trim();
  if (target === undefined) return undefined;
  const gitDir = absolute(folder, target);
  const common = (await readText(vscode.Uri.joinPath(gitDir, 'commondir')))?.trim();
  return readText(vscode.Uri.joinPath(common ? absolute(gitDir, common) : gitDir, 'config'));
}

function absolute(base: vscode.Uri, path: string): vscode.Uri {
  return /^(?:[/\\]|[A-Za-z]:)/.test(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(base, path);
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
