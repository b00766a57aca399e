import { findInBytes } from '../../leaks/findInBytes.ts';
import { LeakStream } from '../../leaks/leakStream.ts';
import type { Print } from '../../leaks/placed.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';

/** Bytes looked at in one go: a megabyte takes a few milliseconds, in which nothing else of this process runs. */
const atOnce = 1 << 20;

/** The tokens of bytes that are all there. */
export function lookAtBytes(bytes: Buffer, print: Print, name: string): readonly PlacelessLeak[] {
  const look = new ObjectLook(print, name);
  look.write(bytes);
  return look.end();
}

/** The tokens of bytes that come in pieces of any size; no more than a megabyte is held. `name`: of the file. */
export class ObjectLook {
  readonly #print: Print;
  readonly #name: string | undefined;
  #held = '';
  #stream: LeakStream | undefined;

  constructor(print: Print, name?: string) {
    this.#print = print;
    this.#name = name;
  }

  write(piece: Buffer): void {
    for (let at = 0; at < piece.length; at += atOnce) {
      this.#held += piece.toString('latin1', at, Math.min(piece.length, at + atOnce));
      if (this.#held.length < atOnce) continue;
      this.#stream ??= new LeakStream(this.#print, this.#name);
      this.#stream.write(this.#held);
      this.#held = '';
    }
  }

  end(): readonly PlacelessLeak[] {
    if (this.#stream === undefined) return findInBytes(this.#held, this.#print, this.#name);
    this.#stream.write(this.#held);
    return this.#stream.end();
  }
}
