import * as vscode from 'vscode';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { remotesFromText } from '../push/remotesFromText.ts';
import { parseRemoteUrl } from '../push/remoteUrl.ts';
import type { HostName } from '../tokens/host.ts';
import { BoundedReader, within } from './boundedRead.ts';
import { readHosts } from './settings.ts';
import type { StandingChoices } from './standingChoices.ts';

/** The repository the person is working in, as its configuration's text names it. No git runs for it. */
export interface Place {
  /** Root folder on disk, or in the virtual file system. */
  readonly root: vscode.Uri;
  /** Undefined when no remote leads to a known GitHub. */
  readonly address: RepositoryAddress | undefined;
}

/** Where to begin, and how far up to go. */
interface Start {
  readonly from: vscode.Uri;
  readonly stop: vscode.Uri;
}

/**
 * The root folder (a path) of the repository that the git extension has open around a folder; without a folder, of the
 * only one. Where the workspace is a folder inside a repository, no `.git` is found by walking up in it.
 */
export type OpenRoot = (holding?: vscode.Uri) => string | undefined;

/** How long one look may take (ms), however slow the file system is. Everything waits for it. */
const longestLook = 2000;
const longestPointer = 4096;

/**
 * Where we are: the repository of the active editor, else the first one open. Reads `.git/config` as text, so that it
 * works in Restricted Mode and before the git extension is up. Nothing is sent on its word: a push asks git itself.
 */
export class Whereabouts {
  readonly #memory: StandingChoices;
  readonly #starts: () => readonly Start[];
  readonly #reader = new BoundedReader<vscode.Uri>(vscode.workspace.fs, longestLook);
  #openRoot: OpenRoot = () => undefined;

  /** `starts` is injected so that a test can stand in a folder without a repository around it. */
  constructor(memory: StandingChoices, starts: () => readonly Start[] = startFolders) {
    this.#memory = memory;
    this.#starts = starts;
  }

  /** Comes with the lazily loaded part; must neither wait nor wake anything. */
  setOpenRoot(openRoot: OpenRoot): void {
    this.#openRoot = openRoot;
  }

  async current(): Promise<Place | undefined> {
    return within(longestLook, this.#look());
  }

  async #look(): Promise<Place | undefined> {
    for (const { from, stop } of this.#starts()) {
      const found = (await this.#walkUp(from, stop)) ?? (await this.#open(from));
      if (found) return found;
    }
    return this.#open();
  }

  async #walkUp(from: vscode.Uri, stop: vscode.Uri): Promise<Place | undefined> {
    for (let at = from; ; at = vscode.Uri.joinPath(at, '..')) {
      const found = await this.#at(at);
      if (found || at.path === stop.path || !at.path.startsWith(stop.path)) return found;
    }
  }

  async #open(holding?: vscode.Uri): Promise<Place | undefined> {
    const root = this.#openRoot(holding);
    return root === undefined ? undefined : this.#at(vscode.Uri.file(root));
  }

  async #at(root: vscode.Uri): Promise<Place | undefined> {
    const text = await this.#config(root);
    return text === undefined ? undefined : { root, address: this.#addressIn(text) };
  }

  /** The text of a repository's configuration; in a linked worktree (trusted only) `.git` is a file that points to it. */
  async #config(folder: vscode.Uri): Promise<string | undefined> {
    const read = (uri: vscode.Uri, ...path: string[]) => this.#reader.text(vscode.Uri.joinPath(uri, ...path));
    const direct = await read(folder, '.git', 'config');
    if (direct !== undefined || !vscode.workspace.isTrusted || folder.scheme !== 'file') return direct;
    const pointer = await read(folder, '.git');
    const target = /^gitdir: (.+)$/m.exec(pointer?.slice(0, longestPointer) ?? '')?.[1]?.trim();
    if (target === undefined) return undefined;
    const gitDir = absolute(folder, target);
    const common = (await read(gitDir, 'commondir'))?.trim();
    return read(common ? absolute(gitDir, common) : gitDir, 'config');
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

function startFolders(): readonly Start[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const activeFolder = active && vscode.workspace.getWorkspaceFolder(active);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ from: uri, stop: uri }));
  if (!active || !activeFolder) return folders;
  return [{ from: vscode.Uri.joinPath(active, '..'), stop: activeFolder.uri }, ...folders];
}

function absolute(base: vscode.Uri, path: string): vscode.Uri {
  return /^(?:[/\\]|[A-Za-z]:)/.test(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(base, path);
}
