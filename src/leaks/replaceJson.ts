import { behind, closingQuote, lineEnd, type PlanReference, reference } from './replacement.ts';

/** VS Code's own files take variables within their strings. In a comment, and where a key stands, there are none. */
export function planJson(write: (name: string) => string): PlanReference {
  return ({ text, token, name }) => {
    const string = stringAround(text, token.start);
    if (string === undefined || string < token.end || /^\s*:/.test(text.slice(string + 1))) return undefined;
    return reference(name, write(name), { ...token, text: write(name) });
  };
}

/** The closing quote of the string that `at` is in; undefined outside of one. */
function stringAround(text: string, at: number): number | undefined {
  for (let i = 0; i < at; i++) {
    if (text.startsWith('//', i)) i = lineEnd(text, i);
    else if (text.startsWith('/*', i)) i = behind(text, '*/', i + 2) - 1;
    else if (text.charAt(i) === '"') {
      const end = closingQuote(text, i);
      if (end === undefined) i = lineEnd(text, i);
      else if (end > at) return end;
      else i = end;
    }
  }
  return undefined;
}
