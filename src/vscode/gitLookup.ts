import type * as vscode from 'vscode';
import { type GitExports, GitExtension } from './gitExtension.ts';

type Extension = Pick<vscode.Extension<GitExports>, 'isActive' | 'exports' | 'activate'>;

/**
 * Finds the git extension, and looks again until it is there and on: in Restricted Mode it is absent, and a person can
 * enable it at any time.
 */
export class GitLookup {
  readonly #extension: () => Extension | undefined;
  readonly #opened: () => void;
  #found: GitExtension | undefined;
  #listening: vscode.Disposable | undefined;

  /** `extension` answers what VS Code has now; `opened` is told when another repository is open. */
  constructor(extension: () => Extension | undefined, opened: () => void) {
    this.#extension = extension;
    this.#opened = opened;
  }

  /** Starts it where it is not running yet. */
  async find(): Promise<GitExtension> {
    if (this.#found?.isOn) return this.#found;
    const extension = this.#extension();
    try {
      return this.#keep(extension?.isActive ? extension.exports : await extension?.activate());
    } catch {
      return this.#keep(undefined);
    }
  }

  /** Root folders of the open repositories, as far as known without starting anything or waiting. */
  openRoots(): readonly string[] {
    const extension = this.#found?.isOn ? undefined : this.#extension();
    if (extension?.isActive) this.#keep(extension.exports);
    return this.#found?.openRoots ?? [];
  }

  #keep(exported: GitExports | undefined): GitExtension {
    const found = new GitExtension(exported);
    this.#listening?.dispose();
    this.#listening = found.onDidOpen(this.#opened);
    this.#found = found;
    return found;
  }

  dispose(): void {
    this.#listening?.dispose();
  }
}
