import { anyBase64, dotted, endOfRun } from './characters.ts';
import { decodeDigits } from './decodeDigits.ts';
import { type FormMatch, longestToken } from './formMatch.ts';
import { prefixPattern } from './leakNeedles.ts';
import { LongForms } from './longForms.ts';
import { aboutToken, readForm } from './readForm.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** In characters. A name before the token is shorter; what lies deeper is in a file and not in a credential. */
const mostBefore = 400;
/** No token with its base64 is shorter: of a stretch with fewer digits nothing is found. */
export const leastRun = 53;
/** A line that long may have been broken in the middle of the base64. */
const leastLine = 60;
const mostDigits = mostBefore + Math.ceil((4 * longestToken) / 3);
/** As mail, `base64` and YAML break lines, and as they stand in a string. */
const lineBreak = /(?:\\r)?\\n|\r?\n[ \t]{0,80}/y;

/** Decoded digits, and where in the text the lines end that they were taken from. */
interface Decoded {
  readonly text: string;
  readonly long: LongForms;
  readonly lines: readonly { readonly bytes: number; readonly end: number }[];
}

/** What stands in a stretch that has to be decoded, and where the search goes on. */
export interface Stretch {
  readonly found: readonly TokenFinding[];
  readonly end: number;
}

/**
 * The base64 stretches of one text. Each is walked once, and decoded once for the first two ways in which its needles
 * say that its characters are grouped; a real one has one way (I10).
 */
export class Base64Runs {
  readonly #text: string;
  #start = 0;
  #end = 0;
  /** By where their first digit stands. */
  readonly #decoded = new Map<number, Decoded>();
  /** Up to here, a token that goes on in the next lines was looked for, and there was none. */
  #joined = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `at`: where one of the `basic` needles stands. */
  at(at: number): Stretch {
    this.#walk(at);
    // The needle says which byte of a group of three the token begins with.
    const byte = 'Zdn'.indexOf(this.#text.charAt(at));
    const group = at - (byte === 0 ? 0 : byte + 1);
    if (group - this.#start > mostBefore) return { found: [], end: this.#end };
    const nothing = { found: [], end: at + 1 };
    const wraps = this.#end - this.#start >= leastLine && (this.#end - group) % 4 === 0;
    if (group < this.#start || (this.#end - group < leastRun && !wraps)) return nothing;
    const first = this.#start + ((group - this.#start) % 4);
    const decoded = this.#once(first);
    return decoded === undefined
      ? nothing
      : (this.#read(decoded, first, ((group - first) / 4) * 3 + byte, wraps) ?? nothing);
  }

  #walk(at: number): void {
    if (at < this.#end) return;
    const furthest = Math.max(this.#end, at - mostBefore - 8);
    this.#start = at;
    while (this.#start > furthest && anyBase64[this.#text.charCodeAt(this.#start - 1)] === 1) this.#start--;
    this.#end = endOfRun(this.#text, at, anyBase64);
    this.#decoded.clear();
  }

  #once(first: number): Decoded | undefined {
    const known = this.#decoded.get(first);
    if (known !== undefined || this.#decoded.size === 2) return known;
    const made = this.#decode(first, false);
    this.#decoded.set(first, made);
    return made;
  }

  #decode(first: number, joins: boolean): Decoded {
    let end = Math.min(this.#end, first + mostDigits);
    let digits = this.#text.slice(first, end);
    const lines = [{ bytes: (digits.length * 3) >> 2, end }];
    while (joins && digits.length < mostDigits && digits.length % 4 === 0) {
      lineBreak.lastIndex = end;
      if (!lineBreak.test(this.#text)) break;
      const from = lineBreak.lastIndex;
      end = endOfRun(this.#text, from, anyBase64, mostDigits - digits.length);
      if (end === from) break;
      digits += this.#text.slice(from, end);
      lines.push({ bytes: (digits.length * 3) >> 2, end });
    }
    const text = decodeDigits(digits);
    return { text, long: new LongForms(text), lines };
  }

  #read(line: Decoded, first: number, token: number, wraps: boolean): Stretch | undefined {
    const short = readForm(line.text, token, line.long);
    const reaches = wraps && endOfRun(line.text, token, dotted) === line.text.length;
    if (reaches && first >= this.#joined && !isShortAndSure(short, token)) {
      const joined = this.#decode(first, true);
      const long = joined.lines.length > 1 ? readForm(joined.text, token, joined.long) : undefined;
      if (long !== undefined) return this.#found(joined, first, token, long);
      this.#joined = joined.lines.at(-1)?.end ?? 0;
    }
    return short && this.#found(line, first, token, short);
  }

  #found({ text, lines }: Decoded, first: number, token: number, read: FormMatch): Stretch | undefined {
    const about = aboutToken(text, token, read);
    const last = lines.find(({ bytes }) => bytes >= read.end)?.end ?? first;
    // Of a line that goes on and on, only the groups that hold the token; lines that are indented only look as long.
    const isOneLine = last === lines[0]?.end;
    const ends = isOneLine && last - first >= mostDigits ? first + 4 * Math.ceil(read.end / 3) : last;
    const end = ends + (/^={1,2}/.exec(this.#text.slice(ends, ends + 2))?.[0].length ?? 0);
    // What everybody may read is passed over, and not what stands behind it.
    if (about === undefined) return { found: [], end: first + 4 * Math.floor(read.end / 3) };
    return { found: [{ ...about, offset: first, length: end - first, written: 'basic' }], end };
  }
}

/** A short form that ends where the line ends: what comes in the next line is something else. */
function isShortAndSure(read: FormMatch | undefined, token: number): boolean {
  return read?.confidence === 'confirmed' && read.end - token === 40;
}

/**
 * The token within the base64 of a finding: the one that was found there, and not what else a search of the decoded text
 * would come upon first, as base64 within the base64. Empty when there is none.
 */
export function tokenInStretch(stretch: string): string {
  const text = decodeDigits(stretch.replace(/\\[rn]|[\s=]/g, ''));
  const long = new LongForms(text);
  const prefix = new RegExp(prefixPattern, 'g');
  for (let match = prefix.exec(text); match; match = prefix.exec(text)) {
    const read = readForm(text, match.index, long);
    if (read === undefined) prefix.lastIndex = match.index + 4;
    else if (aboutToken(text, match.index, read) !== undefined) return text.slice(match.index, read.end);
    else prefix.lastIndex = read.end;
  }
  return '';
}
