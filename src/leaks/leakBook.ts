import type { Leak } from './leak.ts';

/**
 * Everything that was found, by where it was looked for. What stands in an editor wins over what a scan read from the
 * disk: it is what the person sees (I16). A place that is looked at again forgets what it held before.
 */
export class LeakBook {
  readonly #buffers = new Map<string, readonly Leak[]>();
  #disk = new Map<string, readonly Leak[]>();
  readonly #others = new Map<string, readonly Leak[]>();

  /** What stands in an open document; undefined once it is closed: then what the disk is known to hold counts. */
  setBuffer(uri: string, leaks: readonly Leak[] | undefined): void {
    if (leaks === undefined) this.#buffers.delete(uri);
    else this.#buffers.set(uri, leaks);
  }

  /** What one file holds on the disk. */
  setFile(uri: string, leaks: readonly Leak[]): void {
    if (leaks.length === 0) this.#disk.delete(uri);
    else this.#disk.set(uri, leaks);
  }

  /** What a whole scan found: of the files it covered, only these hold something. */
  setScan(covered: (uri: string) => boolean, found: ReadonlyMap<string, readonly Leak[]>): void {
    const kept = [...this.#disk].filter(([uri]) => !covered(uri));
    this.#disk = new Map([...kept, ...[...found].filter(([, leaks]) => leaks.length > 0)]);
  }

  /** What was found by a look of another kind: commits, files of the machine. Replaces what that look found before. */
  setLook(look: string, leaks: readonly Leak[]): void {
    if (leaks.length === 0) this.#others.delete(look);
    else this.#others.set(look, leaks);
  }

  /** Each leak once. */
  all(): readonly Leak[] {
    const files = new Map([...this.#disk, ...this.#buffers]);
    const others = [...this.#others.values()]
      .flat()
      .filter(({ place }) => place.kind !== 'file' || !files.has(place.uri));
    return [...new Map([...files.values(), others].flat().map((leak) => [leak.id, leak])).values()];
  }
}
