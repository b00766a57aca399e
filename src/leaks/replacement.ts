/** Characters of a text, the end not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Edit extends Stretch {
  readonly text: string;
}

/** What takes the place of a token. */
export type ReplacedBy =
  /** `shown` is what is written there: `process.env.GITHUB_TOKEN`. */
  | { readonly kind: 'reference'; readonly name: string; readonly shown: string }
  /** Nothing is written there: whoever reads the file takes the variable from its environment. */
  | { readonly kind: 'environment'; readonly name: string }
  /** User and password are gone from an address. */
  | { readonly kind: 'address' }
  | { readonly kind: 'removed' };

/** First to last, and none touches another. */
export interface Replacement {
  readonly edits: readonly Edit[];
  readonly by: ReplacedBy;
}

/** A token in a text of some language, and the variable that is to hold it. */
export interface Spotted {
  readonly text: string;
  readonly token: Stretch;
  readonly name: string;
}

/** Undefined where the language has no reference: then the token is removed. */
export type PlanReference = (spotted: Spotted) => Replacement | undefined;

export function reference(name: string, shown: string, ...edits: readonly Edit[]): Replacement {
  return { edits, by: { kind: 'reference', name, shown } };
}

/** The text with the edits made. */
export function applied(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight(
    (now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end),
    text,
  );
}

/** Where the line begins that `at` is in. By hand: a search for a CR would walk over the whole of a text without any. */
export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

const isBreak = (code: number) => code === 10 || code === 13;

/** Where it ends, its line break not included. */
export function lineEnd(text: string, at: number): number {
  const breaking = /[\r\n]/g;
  breaking.lastIndex = at;
  return breaking.exec(text)?.index ?? text.length;
}

/** Where a quoted text that opens at `open` has its closing quote, no line break in between; undefined when nowhere. */
export function closingQuote(text: string, open: number): number | undefined {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const one = text.charAt(at);
    if (one === quote) return at;
    if (one === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (one === '\n' || one === '\r') return undefined;
  }
  return undefined;
}

/** Where the text goes on behind an ending; its own end where there is none. */
export function behind(text: string, ending: string, from: number): number {
  const at = text.indexOf(ending, from);
  return at < 0 ? text.length : at + ending.length;
}

/** Behind a closing quote of some characters, on whatever line: a backslash takes the one after it along. */
export function behindQuote(text: string, quote: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (text.charAt(at) === '\\') at++;
  }
  return undefined;
}

/** A word that would grow together with what stands beside it keeps a space. */
export function spaced(text: string, { start, end }: Stretch, put: string): Edit {
  const before = /[\w$]/.test(text.charAt(start - 1)) ? ' ' : '';
  const after = /[\w$]/.test(text.charAt(end)) ? ' ' : '';
  return { start, end, text: before + put + after };
}
