import * as vscode from 'vscode';

/** The part of the built-in git extension's API (version 1) that we use. */
interface GitApi {
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
}

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

  /** Root folders of the open repositories on disk. */
  get roots(): readonly string[] {
    return (this.#api?.repositories ?? [])
      .filter((repository) => repository.rootUri.scheme === 'file')
      .map((repository) => repository.rootUri.fsPath);
  }

  /** Lets the Source Control view see what a push changed. */
  async refresh(root: string): Promise<void> {
    await this.#api?.repositories.find((repository) => repository.rootUri.fsPath === root)?.status();
  }

  onDidOpenRepository(listener: () => void): vscode.Disposable {
    return this.#api?.onDidOpenRepository(listener) ?? new vscode.Disposable(() => {});
  }
}
