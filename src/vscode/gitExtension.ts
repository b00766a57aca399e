import * as vscode from 'vscode';

/** The part of the built-in git extension's API (version 1) that we use. */
interface GitApi {
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
}

/** How long a large workspace may take to be searched for repositories (ms). */
const longestSearch = 10_000;

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly onDidChange: vscode.Event<void> };
  status(): Promise<void>;
}

/** The built-in git extension: which repositories are open. Absent in Restricted Mode and where `git.enabled` is off. */
export class GitExtension {
  readonly #api: GitApi | undefined;

  private constructor(api: GitApi | undefined) {
    this.#api = api;
  }

  static async find(): Promise<GitExtension> {
    const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>(
      'vscode.git',
    );
    if (!extension) return new GitExtension(undefined);
    try {
      const exported = extension.isActive ? extension.exports : await extension.activate();
      return new GitExtension(exported.getAPI(1));
    } catch {
      return new GitExtension(undefined);
    }
  }

  /** What the extension answers as its git; may be the bare word `git`, so it is a candidate and never run as it is. */
  get path(): string | undefined {
    return this.#api?.git.path;
  }

  /** Root folders of the open repositories on disk, once the extension has looked for them. */
  async roots(): Promise<readonly string[]> {
    await this.#searched();
    return (this.#api?.repositories ?? [])
      .filter((repository) => repository.rootUri.scheme === 'file')
      .map((repository) => repository.rootUri.fsPath);
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
