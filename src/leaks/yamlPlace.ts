import { behindQuote, lineEnd, lineStart } from './replacement.ts';

/** How a stretch of a YAML text is read there. A plain or quoted scalar has its ends, quotes included. */
export type YamlPlace =
  | { readonly kind: 'comment' | 'block' }
  | {
      readonly kind: 'plain' | 'single' | 'double';
      readonly start: number;
      readonly end: number;
      /** Within `[…]` or `{…}`, where a bracket would end a plain scalar. */
      readonly flow: boolean;
    };

/** Reads a text up to `at`. What is no YAML is read as something, and nothing is thrown. */
export function yamlPlace(text: string, at: number): YamlPlace {
  let flow = 0;
  let i = 0;
  while (i < text.length) {
    const one = text.charAt(i);
    const next = text.charAt(i + 1);
    if (/\s/.test(one) || one === ',') i++;
    else if (one === '#') {
      i = lineEnd(text, i);
      if (i > at) return { kind: 'comment' };
    } else if (one === '"' || one === "'") {
      const end = one === '"' ? (behindQuote(text, '"', i + 1) ?? text.length) : behindSingle(text, i + 1);
      if (end > at) return { kind: one === '"' ? 'double' : 'single', start: i, end, flow: flow > 0 };
      i = end;
    } else if (one === '[' || one === '{') {
      flow++;
      i++;
    } else if (one === ']' || one === '}') {
      flow = Math.max(0, flow - 1);
      i++;
    } else if (/[-?:]/.test(one) && /^\s?$/.test(next)) i++;
    // After a quoted key, in flow.
    else if (one === ':' && flow > 0) i++;
    else if (/[&*!]/.test(one)) i += /^[^\s,[\]{}]+/.exec(text.slice(i, i + 1000))?.[0].length ?? 1;
    else if ((one === '|' || one === '>') && flow === 0) {
      const end = blockEnd(text, i);
      if (end > at) return { kind: 'block' };
      i = end;
    } else {
      const end = plainEnd(text, i, flow > 0);
      if (end > at || i > at) return { kind: 'plain', start: i, end, flow: flow > 0 };
      i = end;
    }
  }
  return { kind: 'block' };
}

/** Within single quotes one of them is written twice. */
function behindSingle(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf("'", at);
    if (at < 0) return text.length;
    if (text.charAt(at + 1) !== "'") return at + 1;
  }
}

/** A plain scalar ends with its line here: what goes on below is read as another, and none of it is quoted. */
function plainEnd(text: string, from: number, flow: boolean): number {
  const ending = flow ? /[,[\]{}\r\n]|:(?=[\s,[\]{}]|$)|\s#/g : /[\r\n]|:(?=\s|$)|\s#/g;
  ending.lastIndex = from;
  const end = ending.exec(text)?.index ?? text.length;
  return Math.max(from + 1, end);
}

/** Lines that are deeper than the one the block began in, and empty ones. */
function blockEnd(text: string, from: number): number {
  const line = text.slice(lineStart(text, from), from);
  // The dashes of a list count as depth: its entries stand one step in.
  const depth = /^[ ]*(?:-[ ]+(?=[^ ]*[:-]))*/.exec(line)?.[0].length ?? 0;
  let end = lineEnd(text, from);
  while (end < text.length) {
    const start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    const stop = lineEnd(text, start);
    const body = text.slice(start, stop);
    if (body.trim() !== '' && (/^ */.exec(body)?.[0].length ?? 0) <= depth) return end;
    end = stop;
    if (stop >= text.length) break;
  }
  return end;
}
