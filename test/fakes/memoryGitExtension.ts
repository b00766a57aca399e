import type { GitApi, GitExports } from '../../src/vscode/gitExtension.ts';

/** The built-in git extension as it exports itself: its interface throws while it is off. */
export class MemoryGitExtension {
  isActive = false;
  enabled = true;
  activations = 0;
  roots: readonly string[] = [];
  readonly #listeners = new Set<(event: never) => unknown>();

  get listening(): number {
    return this.#listeners.size;
  }

  get exports(): GitExports {
    const git = this;
    return {
      get enabled() {
        return git.enabled;
      },
      getAPI: () => {
        if (!git.enabled) throw new Error('Git model not found');
        return git.#api();
      },
    };
  }

  async activate(): Promise<GitExports> {
    this.activations++;
    this.isActive = true;
    return this.exports;
  }

  /** Another repository is opened. */
  open(root: string): void {
    this.roots = [...this.roots, root];
    for (const listener of this.#listeners) listener(undefined as never);
  }

  #api(): GitApi {
    const git = this;
    return {
      git: { path: 'git' },
      get repositories() {
        return git.roots.map((fsPath) => ({
          rootUri: { scheme: 'file', fsPath },
          status: async () => undefined,
        }));
      },
      state: 'initialized',
      onDidChangeState: () => ({ dispose: () => undefined }),
      onDidOpenRepository: (listener) => {
        this.#listeners.add(listener);
        return { dispose: () => this.#listeners.delete(listener) };
      },
    };
  }
}
