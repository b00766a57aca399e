import { type ConfigEntry, configEntry } from './configEntries.ts';
import { type RemoteConfig, readRemotes } from './remotes.ts';

const maxChars = 1_000_000;

/**
 * The remotes in the text of a `.git/config`, for Restricted Mode, where no git may run: `include` is not followed
 * and nothing else is looked at. A file git itself would refuse to read gives undefined.
 */
export function remotesFromText(text: string): readonly RemoteConfig[] | undefined {
  const entries = text.length > maxChars ? undefined : readConfigText(text);
  return entries === undefined ? undefined : readRemotes(entries);
}

/** A small reader of git's configuration syntax (`git help config`, "Syntax"). Linear in the text. */
export function readConfigText(text: string): readonly ConfigEntry[] | undefined {
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const entries: ConfigEntry[] = [];
  let prefix = '';
  let at = 0;
  while (at < source.length) {
    const char = source[at] as string;
    if (/\s/.test(char)) at++;
    else if (char === '#' || char === ';') at = endOfLine(source, at);
    else if (char === '[') {
      const header = readHeader(source, at);
      if (header === undefined) return undefined;
      prefix = header.prefix;
      at = header.end;
    } else {
      const item = readVariable(source, at);
      if (item === undefined) return undefined;
      const entry = configEntry('local', prefix === '' ? item.name : `${prefix}.${item.name}`, item.value);
      if (entry !== undefined) entries.push(entry);
      at = item.end;
    }
  }
  return entries;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}

/** Matches at one place without cutting the text, so that a file of one long line stays linear. */
function matchAt(sticky: RegExp, source: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(source);
}

function readHeader(
  source: string,
  at: number,
): { readonly prefix: string; readonly end: number } | undefined {
  const match = matchAt(/\[([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\\n]|\\.)*)")?\]/y, source, at);
  if (match === null) return undefined;
  const section = (match[1] ?? '').toLowerCase();
  const subsection = match[2]?.replace(/\\(.)/g, '$1');
  return {
    prefix: subsection === undefined ? section : `${section}.${subsection}`,
    end: at + match[0].length,
  };
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly end: number;
}

function readVariable(source: string, at: number): Variable | undefined {
  const match = matchAt(/([A-Za-z][A-Za-z0-9-]*)[ \t]*(=?)/y, source, at);
  if (match === null) return undefined;
  const name = match[1] ?? '';
  const end = at + match[0].length;
  if (match[2] === '=') return readValue(source, end, name);
  const rest = source.slice(end, endOfLine(source, end));
  // git allows nothing after a name alone, not even a comment.
  return rest === '' ? { name, value: 'true', end: end + rest.length } : undefined;
}

const escapes: Readonly<Record<string, string>> = Object.freeze({
  n: '\n',
  t: '\t',
  b: '\b',
  '"': '"',
  '\\': '\\',
});

/** Quotes, escapes, comments and a backslash before the line's end; spaces at the end count only inside quotes. */
function readValue(source: string, from: number, name: string): Variable | undefined {
  let at = from;
  let value = '';
  let keep = 0;
  let quoted = false;
  for (; at < source.length && source[at] !== '\n'; at++) {
    const char = source[at] as string;
    if (char === '"') {
      quoted = !quoted;
      keep = value.length;
    } else if (char === '\\') {
      const next = source[++at];
      // Spaces before a continued line are part of the value.
      keep = value.length;
      if (next === '\n' || next === undefined) continue;
      const plain = escapes[next];
      if (plain === undefined) return undefined;
      value += plain;
      keep = value.length;
    } else if (!quoted && (char === '#' || char === ';')) {
      at = endOfLine(source, at);
      break;
    } else if (!quoted && /\s/.test(char)) {
      if (value !== '') value += char;
    } else {
      value += char;
      keep = value.length;
    }
  }
  return quoted ? undefined : { name, value: value.slice(0, keep), end: at };
}
