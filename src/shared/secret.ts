/**
 * A token value from the keystroke to the wire. It prints, serialises and inspects masked, so that a log line,
 * an error, a JSON dump or a debugger's hover cannot show it by accident.
 *
 * Every bundle carries its own copy of this class, so nothing may rely on `instanceof`: the methods travel with
 * the object. `reveal()` is called in a handful of files, listed in `test/contract/reveal.test.ts`.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Only for the wire, the store, the redactor and the clipboard the person asked for. */
  reveal(): string {
    return this.#value;
  }

  /** Compares in time that depends on the lengths only, so that timing tells nothing about the content. */
  equals(other: Secret): boolean {
    const mine = this.#value;
    const theirs = other.reveal();
    let difference = mine.length ^ theirs.length;
    for (let i = 0; i < mine.length; i++) difference |= mine.charCodeAt(i) ^ (theirs.charCodeAt(i) || 0);
    return difference === 0;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  /** Node's `util.inspect` and `console.log` ask for this symbol. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
