import { pythonPlace } from './pythonPlace.ts';
import { behindQuote, type Edit, lineEnd } from './replacement.ts';

/** One `import os` more does no harm. */
const mostImports = 100;

/** Makes `os` known before `at`: undefined when it is already. */
export function importOs(text: string, at: number): Edit | undefined {
  const head = text.slice(0, at);
  const lines = [...head.matchAll(/^(?:import|from)\b[^\r\n]*/gm)].slice(0, mostImports);
  const imports = codeOf(text, lines);
  if (imports.some(([line]) => bringsOs(line))) return undefined;
  const first = imports.find(([line]) => !/^from\s+__future__\b/.test(line));
  const start = first?.index ?? behindPreface(head);
  const ending = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { start, end: start, text: `import os${ending}` };
}

/** Those that are code, and in no text. No character is read twice, however many there are. */
function codeOf(text: string, lines: readonly RegExpExecArray[]): readonly RegExpExecArray[] {
  const code: RegExpExecArray[] = [];
  let from = 0;
  for (const line of lines) {
    if (line.index < from) continue;
    const place = pythonPlace(text, line.index, from);
    if (place.kind === 'comment') break;
    if (place.kind === 'code') code.push(line);
    from = place.kind === 'quoted' ? place.end : line.index;
  }
  return code;
}

function bringsOs(line: string): boolean {
  const names = /^import\s+([^#;]*)/.exec(line)?.[1]?.split(',') ?? [];
  return names.some((name) => /^\s*os(?:\.\w+)*\s*$/.test(name));
}

/** Comments, the text that says what the module is, and `__future__` stay first. */
function behindPreface(head: string): number {
  let at = 0;
  let documented = false;
  for (;;) {
    const line = /^(?:[ \t]*(?:#[^\r\n]*)?|from[ \t]+__future__[^\r\n(]*)(?:\r\n|\n|\r)/.exec(head.slice(at));
    const quote = documented ? undefined : /^[rRuU]?("""|'''|"|')/.exec(head.slice(at, at + 4));
    if (line !== null) at += line[0].length;
    else if (quote?.[1] !== undefined) {
      const end = behindQuote(head, quote[1], at + quote[0].length) ?? head.length;
      const rest = lineEnd(head, end);
      // It is part of something, or there is no line below it.
      if (head.slice(end, rest).trim() !== '' || rest === head.length) return at;
      at = rest + (head.startsWith('\r\n', rest) ? 2 : 1);
      documented = true;
    } else return at;
  }
}
