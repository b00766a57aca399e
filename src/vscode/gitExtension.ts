import type * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';

/** The part of the built-in git extension's API (version 1) that we use. */
export interface GitApi {
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  readonly onDidOpenRepository: vscode.Event<unknown>;
}

export interface GitRepository {
  readonly rootUri: Pick<vscode.Uri, 'scheme' | 'fsPath'>;
  status(): Promise<void>;
}

/** What the git extension exports. `getAPI` throws while `git.enabled` is off. */
export interface GitExports {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** VS Code's git extension is disabled, or its setting `git.enabled` is off: no repository is known. */
export interface GitExtensionProblem {
  readonly kind: 'gitExtensionOff';
}

/** How long a large workspace may take to be searched for repositories (ms). */
const longestSearch = 10_000;

/** The built-in git extension: which repositories are open. Absent in Restricted Mode and where it is off. */
export class GitExtension {
  readonly #exported: GitExports | undefined;
  readonly #api: GitApi | undefined;

  /** `exported` is undefined where there is no such extension. */
  constructor(exported: GitExports | undefined) {
    this.#exported = exported;
    this.#api = apiOf(exported);
  }

  /** False also when it was turned off after it was found. */
  get isOn(): boolean {
    return this.#api !== undefined && this.#exported?.enabled === true;
  }

  /** What the extension answers as its git; may be the bare word `git`, so it is a candidate and never run as it is. */
  get path(): string | undefined {
    return this.#api?.git.path;
  }

  /** Told when another repository is open. */
  onDidOpen(listener: () => void): vscode.Disposable | undefined {
    return this.#api?.onDidOpenRepository(listener);
  }

  /** Root folders of the repositories on disk that are open at this moment. */
  get openRoots(): readonly string[] {
    if (!this.isOn) return [];
    return (this.#api?.repositories ?? [])
      .filter((repository) => repository.rootUri.scheme === 'file')
      .map((repository) => repository.rootUri.fsPath);
  }

  /** The same once the extension has looked for them. Throws `Failure<GitExtensionProblem>`. */
  async roots(): Promise<readonly string[]> {
    if (!this.isOn) throw new Failure<GitExtensionProblem>({ kind: 'gitExtensionOff' });
    await this.#searched();
    return this.openRoots;
  }

  /** Just after a start no repository is open yet, and "there is none" would be a lie. */
  async #searched(): Promise<void> {
    const api = this.#api;
    if (api === undefined || api.state === 'initialized') return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestSearch);
      const listening = api.onDidChangeState(() => {
        clearTimeout(timer);
        listening.dispose();
        resolve();
      });
    });
  }

  /** Lets the Source Control view see what a push changed. */
  async refresh(root: string): Promise<void> {
    await this.#api?.repositories.find((repository) => repository.rootUri.fsPath === root)?.status();
  }
}

function apiOf(exported: GitExports | undefined): GitApi | undefined {
  try {
    return exported?.getAPI(1);
  } catch {
    return undefined;
  }
}
