/** The part of `vscode.workspace.fs` that is used here. `type` has bit 1 for a file, also behind a symbolic link. */
export interface Files<Uri> {
  stat(uri: Uri): PromiseLike<{ readonly type: number; readonly size: number }>;
  readFile(uri: Uri): PromiseLike<Uint8Array>;
}

/** Larger than any real `.git/config` (bytes). */
const largest = 256 * 1024;
const fileBit = 1;

/**
 * Reads small text files that a repository brings along. It may bring a named pipe, a link to an endless device or a
 * file of gigabytes, and a virtual file system may never answer: none of them may hold up the status bar and every
 * command behind it.
 */
export class BoundedReader<Uri> {
  readonly #files: Files<Uri>;
  readonly #longestMs: number;
  /** Asked and not answered in time: not asked again before the answer came. */
  readonly #hung = new Set<string>();

  constructor(files: Files<Uri>, longestMs: number) {
    this.#files = files;
    this.#longestMs = longestMs;
  }

  /** The text; undefined when there is none, or it is no plain file, too large or too slow. */
  async text(uri: Uri): Promise<string | undefined> {
    const key = String(uri);
    if (this.#hung.has(key)) return undefined;
    const reading = this.#read(uri).catch(() => undefined);
    return within(this.#longestMs, reading, () => {
      this.#hung.add(key);
      void reading.then(() => this.#hung.delete(key));
    });
  }

  async #read(uri: Uri): Promise<string | undefined> {
    // Opening a pipe blocks a thread until someone writes to it, so it is looked at first.
    const { type, size } = await this.#files.stat(uri);
    if ((type & fileBit) === 0 || size > largest) return undefined;
    const bytes = await this.#files.readFile(uri);
    return bytes.length > largest ? undefined : new TextDecoder().decode(bytes);
  }
}

/** What the promise gives, or undefined after `ms`; `late` is told. */
export function within<T>(ms: number, promise: Promise<T>, late?: () => void): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      late?.();
      resolve(undefined);
    }, ms);
  });
  return Promise.race([promise, end]).finally(() => clearTimeout(timer));
}
