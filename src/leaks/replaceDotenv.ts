import { lineEnd, lineStart, type Replacement, type Spotted } from './replacement.ts';

/**
 * The line becomes a comment that keeps the name: `# GITHUB_TOKEN=`. A reference to itself, `NAME=${NAME}`, is right for
 * docker compose alone: Node's dotenv hands the program those letters, and `source` empties the variable where it is not
 * set. Without the line all of them leave the variable as the environment has it, which is what is wanted.
 */
export function planDotenv({ text, token, name }: Spotted): Replacement | undefined {
  const start = lineStart(text, token.start);
  const assigned = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:]/.exec(text.slice(start, token.start));
  if (assigned === null || isWithinValue(text, start)) return undefined;
  const rest = text.slice(start, token.start) + text.slice(token.end, lineEnd(text, token.end));
  // A value that goes on below would be left there, and read as lines of its own.
  if (opensValue(rest)) return undefined;
  return {
    edits: [
      { start, end: start, text: '# ' },
      { ...token, text: '' },
    ],
    by: { kind: 'environment', name: assigned[1] ?? name },
  };
}

/** Whether a quoted value that began above goes on at `at`. */
function isWithinValue(text: string, at: number): boolean {
  let open: string | undefined;
  for (const line of text
    .slice(0, at)
    .split(/\r\n?|\n/)
    .slice(0, -1)) {
    open = open === undefined ? opensValue(line) : line.includes(open) ? undefined : open;
  }
  return open !== undefined;
}

/** The quote that a line opens and does not close. */
function opensValue(line: string): string | undefined {
  const value = /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*(["'`])(.*)$/s.exec(line);
  const [, quote, rest = ''] = value ?? [];
  return quote !== undefined && !rest.replace(/\\./g, '').includes(quote) ? quote : undefined;
}
