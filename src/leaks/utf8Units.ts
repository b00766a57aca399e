const notAscii = /[\x80-\xff]/;

/**
 * How many UTF-16 units an editor makes of UTF-8 bytes, which are read as Latin-1 here. What is no UTF-8 becomes
 * U+FFFD, as every decoder does it (WHATWG Encoding, UTF-8 decoder). A sequence may be cut between two calls.
 */
export class Utf8Units {
  /** Bytes that the sequence at hand still wants, and what the next may be. */
  #wanted = 0;
  #lower = 0x80;
  #upper = 0xbf;
  #units = 1;

  reset(): void {
    this.#wanted = 0;
  }

  /** A sequence that is not whole counts as one, once it is clear that it stays so. */
  get broken(): number {
    return this.#wanted > 0 ? 1 : 0;
  }

  count(bytes: string, from: number, to: number): number {
    // Nearly always: and a line may have gigabytes.
    if (this.#wanted === 0 && !notAscii.test(bytes.slice(from, to))) return to - from;
    let units = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes.charCodeAt(at);
      if (this.#wanted > 0) {
        if (byte >= this.#lower && byte <= this.#upper) {
          this.#expect(this.#wanted - 1, 0x80, 0xbf);
          if (this.#wanted === 0) units += this.#units;
          continue;
        }
        units++;
        this.#wanted = 0;
      }
      if (byte < 0xc2 || byte > 0xf4) units++;
      else this.#begin(byte);
    }
    return units;
  }

  #begin(byte: number): void {
    this.#units = byte < 0xf0 ? 1 : 2;
    if (byte < 0xe0) this.#expect(1, 0x80, 0xbf);
    else if (byte < 0xf0) this.#expect(2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf);
    else this.#expect(3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf);
  }

  #expect(wanted: number, lower: number, upper: number): void {
    this.#wanted = wanted;
    this.#lower = lower;
    this.#upper = upper;
  }
}
