import { behindQuote, closingQuote, lineEnd } from './replacement.ts';

export interface PythonString {
  readonly kind: 'quoted';
  /** Where its prefix begins, if it has one. */
  readonly start: number;
  readonly end: number;
  /** Lower case: `rb`. */
  readonly prefix: string;
  /** `"`, `'`, or three of them. */
  readonly quote: string;
  /** Alone on its line, and nothing is made of it. */
  readonly docstring: boolean;
}

/** How a stretch of Python is read there. */
export type PythonPlace = { readonly kind: 'code' | 'comment' } | PythonString;

/** Reads a program up to `at`. `from`: a place before it that is known to be code outside of brackets. */
export function pythonPlace(text: string, at: number, from = 0): PythonPlace {
  let depth = 0;
  for (let i = from; i < at; i++) {
    const one = text.charAt(i);
    if (one === '#') {
      i = lineEnd(text, i) - 1;
      if (i >= at) return { kind: 'comment' };
    } else if (one === '"' || one === "'") {
      const quote = text.startsWith(one.repeat(3), i) ? one.repeat(3) : one;
      const closed = quote === one ? behindOne(text, i) : behindQuote(text, quote, i + 3);
      const end = closed ?? (quote === one ? lineEnd(text, i) : text.length);
      // Being typed, or no Python.
      if (closed === undefined && end > at) return { kind: 'comment' };
      if (end > at) {
        const prefix = /(?<![\w])[rbfut]{1,2}$/i.exec(text.slice(Math.max(0, i - 3), i))?.[0] ?? '';
        const start = i - prefix.length;
        const docstring = depth === 0 && startsStatement(text, start);
        return { kind: 'quoted', start, end, prefix: prefix.toLowerCase(), quote, docstring };
      }
      i = end - 1;
    } else if ('([{'.includes(one)) depth++;
    else if (')]}'.includes(one)) depth = Math.max(0, depth - 1);
  }
  return { kind: 'code' };
}

function behindOne(text: string, open: number): number | undefined {
  const quote = closingQuote(text, open);
  return quote === undefined ? undefined : quote + 1;
}

function startsStatement(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 500), start);
  return /(?:^|[\r\n;])[ \t]*$/.test(before) && !/\\\r?\n[ \t]*$/.test(before);
}
