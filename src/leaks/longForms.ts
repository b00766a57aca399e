import { base64Url, digits, dotted, endOfRun, startsWord } from './characters.ts';
import { type FormMatch, longestToken } from './formMatch.ts';

/** An HMAC-SHA256 signature. A shorter third part is of something else. */
const leastSignature = 43;
/** A text with more is made to be slow: a sum takes some microseconds. */
const mostWrongSums = 5_000;

/**
 * The forms without a fixed length. A stretch is walked once, whatever number of prefixes stands in it: else a text
 * made of nothing but prefixes takes quadratic time (I10). One for each search, it remembers places of one text.
 */
export class LongForms {
  readonly #text: string;
  #userEnd = 0;
  #first = { start: 0, end: 0 };
  #whole: FormMatch | undefined;
  #wrongSums = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `ghs_<app id>_<JWT>`. Three parts and the first letters of any JSON header: the rest may change. */
  stateless(start: number, body: number): FormMatch | undefined {
    const id = endOfRun(this.#text, body, digits, 21);
    if (id === body || id - body > 20 || !this.#text.startsWith('_eyJ', id)) return undefined;
    const first = id + 1;
    if (first < this.#first.start || first >= this.#first.end) this.#walkJwt(first);
    const whole = this.#whole;
    return whole === undefined || whole.end - start > longestToken ? undefined : whole;
  }

  #walkJwt(start: number): void {
    const ends = [endOfRun(this.#text, start, base64Url)];
    this.#first = { start, end: ends[0] ?? start };
    this.#whole = undefined;
    for (let part = 1; part < 3; part++) {
      const dot = ends.at(-1) ?? start;
      if (this.#text.charAt(dot) !== '.') return;
      const end = endOfRun(this.#text, dot + 1, base64Url, longestToken);
      if (end === dot + 1) return;
      ends.push(end);
    }
    const [, second = 0, end = 0] = ends;
    this.#whole = { end, confidence: end - second > leastSignature ? 'confirmed' : 'possible' };
  }

  /** The `ghu_` that GitHub has announced, of which only the characters are known. */
  user(start: number, body: number): FormMatch | undefined {
    if (start < this.#userEnd || !startsWord(this.#text, start)) return undefined;
    const run = endOfRun(this.#text, body, dotted);
    this.#userEnd = run;
    let end = run;
    while (end > body && this.#text.charAt(end - 1) === '.') end--;
    if (end - body < 37 || end - start > longestToken) return undefined;
    const value = this.#text.slice(body, end);
    const random = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
    return random ? { end, confidence: 'possible' } : undefined;
  }

  /** Whether another sum of a fine-grained token may be reckoned. */
  maySum(): boolean {
    return this.#wrongSums++ < mostWrongSums;
  }

  /** The last one was right. */
  summed(): void {
    this.#wrongSums--;
  }
}
