import type { Leak, LeakPlace } from './leak.ts';

/** A document that shows another file's text: a cell of a notebook, or a file as a commit or the index has it. */
export interface FileView {
  readonly kind: 'cell' | 'version';
  /** URI of that file. */
  readonly of: string;
}

interface Buffer {
  readonly leaks: readonly Leak[];
  readonly view: FileView | undefined;
}

/**
 * Everything that was found, by where it was looked for. What stands in an editor wins over what a scan read from the
 * disk: it is what the person sees (I16). A place that is looked at again forgets what it held before.
 */
export class LeakBook {
  readonly #buffers = new Map<string, Buffer>();
  #disk = new Map<string, readonly Leak[]>();
  readonly #others = new Map<string, readonly Leak[]>();

  /** What stands in an open document; undefined once it is closed: then what the disk is known to hold counts. */
  setBuffer(uri: string, leaks: readonly Leak[] | undefined, view?: FileView): void {
    if (leaks === undefined) this.#buffers.delete(uri);
    else this.#buffers.set(uri, { leaks, view });
  }

  /** What one file holds on the disk. Whatever look told of that file is older. */
  setFile(uri: string, leaks: readonly Leak[]): void {
    for (const [look, found] of this.#others)
      this.setLook(
        look,
        found.filter(({ place }) => !isFile(place, uri)),
      );
    if (leaks.length === 0) this.#disk.delete(uri);
    else this.#disk.set(uri, leaks);
  }

  /** Whether the file is known to hold something on the disk. */
  knows(uri: string): boolean {
    return this.#disk.has(uri) || [...this.#others.values()].flat().some(({ place }) => isFile(place, uri));
  }

  /** The files known to hold something on the disk. */
  files(): readonly string[] {
    const looks = [...this.#others.values()]
      .flat()
      .flatMap(({ place }) => (place.kind === 'file' ? [place.uri] : []));
    return [...new Set([...this.#disk.keys(), ...looks])];
  }

  /** What a whole scan found: of the files it covered, only these hold something. */
  setScan(covered: (uri: string) => boolean, found: ReadonlyMap<string, readonly Leak[]>): void {
    const kept = [...this.#disk].filter(([uri]) => !covered(uri));
    this.#disk = new Map([...kept, ...[...found].filter(([, leaks]) => leaks.length > 0)]);
  }

  /**
   * What was found by a look of another kind: commits, files of the machine. Replaces what that look found before, unless
   * it was broken off: then that stays beside it.
   */
  setLook(look: string, leaks: readonly Leak[], complete = true): void {
    const all = complete ? leaks : [...(this.#others.get(look) ?? []), ...leaks];
    if (all.length === 0) this.#others.delete(look);
    else this.#others.set(look, all);
  }

  /**
   * Each leak once: of a token in a notebook the cell, where the cell has it, and of one in a file no older version that is
   * shown beside it.
   */
  all(): readonly Leak[] {
    const own = [...this.#buffers].filter(([, { view }]) => view === undefined);
    const files = new Map([...this.#disk, ...own.map(([uri, { leaks }]) => [uri, leaks] as const)]);
    const looked = [...this.#others.values()]
      .flat()
      .filter(({ place }) => place.kind !== 'file' || !files.has(place.uri));
    const cells = this.#seenIn('cell');
    const versions = this.#seenIn('version');
    const inCells = new Set(cells.map(tokenOf));
    const ofFiles = [...files.values(), looked]
      .flat()
      .map((leak) => ({ leak, of: leak.place.kind === 'file' ? leak.place.uri : '' }))
      .filter((one) => !inCells.has(tokenOf(one)));
    const inFiles = new Set(ofFiles.map(tokenOf));
    const shown = [...ofFiles, ...cells, ...versions.filter((one) => !inFiles.has(tokenOf(one)))];
    return [...new Map(shown.map(({ leak }) => [leak.id, leak])).values()];
  }

  #seenIn(kind: FileView['kind']): readonly Seen[] {
    return [...this.#buffers.values()].flatMap(({ leaks, view }) =>
      view?.kind === kind ? leaks.map((leak) => ({ leak, of: view.of })) : [],
    );
  }
}

interface Seen {
  readonly leak: Leak;
  /** The file that it stands for; empty when none. */
  readonly of: string;
}

const tokenOf = ({ leak, of }: Seen): string => `${of} ${leak.print}`;

function isFile(place: LeakPlace, uri: string): boolean {
  return place.kind === 'file' && place.uri === uri;
}
