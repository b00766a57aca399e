import { type CleanOne, lineAround } from './cleanOne.ts';
import { lineStart } from './replacement.ts';

/** A name and a value, alone in their line: `key = `, `export KEY="`, `//npm.pkg.github.com/:_authToken=`. */
const name =
  /^([ \t]*)(?:export[ \t]+)?(?:[^\s=#;'"[{-][^\s=]*[ \t]*=|:?[\w."-]+:)[ \t]*["']?(?:(?:authorization:[ \t]*)?(?:basic|bearer|token)[ \t]+)?$/i;
const rest = /^["']?[ \t]*[,;]?[ \t]*(?:[\r\n]|$)/;
const section = /^[ \t]*\[/;

/**
 * Takes out the line that sets a value, or of an address its user and password. A line that is indented may be all that
 * a block has, which would not be read without it: only git's own configuration is known to bear that.
 */
export const cleanLine: CleanOne = (text, { offset, length, written }) => {
  const line = lineAround(text, offset);
  const before = text.slice(line.start, offset);
  if (section.test(before) || isContinued(text, line.start)) return undefined;
  if (written === 'url') {
    const start = before.lastIndexOf('://') + 3;
    const end = text.indexOf('@', offset + length) + 1;
    if (start < 3 || end < 1 || end > line.end || /^[ \t]*[#;]/.test(before)) return undefined;
    return [{ start: line.start + start, end }];
  }
  const indent = name.exec(before)?.[1];
  if (indent === undefined || !rest.test(text.slice(offset + length, offset + length + 100)))
    return undefined;
  return indent === '' || isInSection(text, line.start) ? [line] : undefined;
};

/** The line before ends with a backslash: the two are one. */
function isContinued(text: string, start: number): boolean {
  return /\\(?:\r\n?|\n)$/.test(text.slice(Math.max(0, start - 3), start));
}

/** Below `[section]`, with nothing but lines of its own in between: the form of git's configuration. */
function isInSection(text: string, start: number): boolean {
  for (let at = start; at > 0; ) {
    const above = lineStart(text, at - 1 - (text.startsWith('\r\n', at - 2) ? 1 : 0));
    const line = text.slice(above, at);
    if (section.test(line)) return true;
    if (!/^[ \t]*(?:[#;]|[\w.-]+[ \t]*=|\r?\n)/.test(line)) return false;
    at = above;
  }
  return false;
}
