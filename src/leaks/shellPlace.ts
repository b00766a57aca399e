import { behindQuote, lineEnd } from './replacement.ts';

/** How a stretch of a shell script is read there. `start` is where its quote opens. */
export type ShellPlace =
  /** `asIs`: nothing is put in there. */
  | { readonly kind: 'bare' | 'double' | 'comment' | 'here' | 'asIs' }
  | { readonly kind: 'single'; readonly start: number; readonly end: number; readonly open: "'" | "$'" };

interface HereDocument {
  readonly mark: string;
  readonly asIs: boolean;
  readonly tabs: boolean;
}

/** A quote, a bracket, a backtick, and whether what is in it stands within double quotes. */
interface Nesting {
  readonly end: string;
  readonly quoted: boolean;
}

/** Reads a script up to `at`: quotes, comments, here-documents, and commands within commands. */
export function shellPlace(text: string, at: number): ShellPlace {
  const open: Nesting[] = [];
  const nest = (end: string, quoted: boolean) => void open.push({ end, quoted });
  const waiting: HereDocument[] = [];
  for (let i = 0; i < at; i++) {
    const one = text.charAt(i);
    const quoted = open.at(-1)?.quoted === true;
    if (one === '\\') i++;
    else if (one === open.at(-1)?.end) open.pop();
    else if (one === '"' || one === '`') nest(one, one === '"');
    else if (text.startsWith('$(', i)) {
      nest(')', false);
      i++;
    } else if (text.startsWith('${', i)) {
      // A `#` is no comment there; and in `"${…}"` an apostrophe is one.
      nest('}', quoted);
      i++;
    } else if (quoted) continue;
    else if (one === '(') nest(')', false);
    else if (one === "'") {
      const ansi = text.charAt(i - 1) === '$';
      const end = ansi ? behindQuote(text, "'", i + 1) : behindPlain(text, i + 1);
      // Not closed: no script, or one that is being typed.
      if (end === undefined) return { kind: 'comment' };
      if (end > at) return { kind: 'single', start: ansi ? i - 1 : i, end, open: ansi ? "$'" : "'" };
      i = end - 1;
    } else if (one === '#' && /^$|[\s;&|()]/.test(text.charAt(i - 1))) {
      i = lineEnd(text, i) - 1;
      if (i >= at) return { kind: 'comment' };
    } else if (text.startsWith('<<', i)) {
      const [whole = '', tabs, , quote, mark] =
        /^<<(-?)[ \t]*((["'\\]?)([\w.-]+)["']?)/.exec(text.slice(i, i + 100)) ?? [];
      if (mark !== undefined) waiting.push({ mark, asIs: quote !== '', tabs: tabs === '-' });
      // `<<<` is no here-document.
      i += mark === undefined ? 2 : whole.length - 1;
    } else if (one === '\n') {
      for (let here = waiting.shift(); here !== undefined; here = waiting.shift()) {
        const end = hereEnd(text, i + 1, here);
        if (end > at) return { kind: here.asIs ? 'asIs' : 'here' };
        i = end - 1;
      }
    }
  }
  const last = open.at(-1);
  return { kind: last?.end === '}' ? 'asIs' : last?.quoted === true ? 'double' : 'bare' };
}

function behindPlain(text: string, from: number): number | undefined {
  const quote = text.indexOf("'", from);
  return quote < 0 ? undefined : quote + 1;
}

/** Behind the line that is the mark alone. */
function hereEnd(text: string, from: number, { mark, tabs }: HereDocument): number {
  for (let at = from; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if ((tabs ? line.replace(/^\t+/, '') : line) === mark) return end;
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return text.length + 1;
}
