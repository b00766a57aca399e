import { type CleanOne, lineAround } from './cleanOne.ts';
import { lineEnd, lineStart } from './replacement.ts';

/** What the lines of a file are: git's configuration, what a shell runs, or settings of some other program. */
export type LineForm = 'git' | 'shell' | 'plain';

/** A name alone in its line: `key = `, `export KEY=`, `//npm.pkg.github.com/:_authToken=`, `:github: `. */
const setting = /^([ \t]*)(?:export[ \t]+)?(?:[^\s=#;'"[{-][^\s=]*[ \t]*=|:?[\w."-]+:)[ \t]*/;
/** Of a shell: nothing else may be said before it in the same line. */
const variable = /^([ \t]*)(?:export[ \t]+|\$env:)?[a-z_]\w*[ \t]*=[ \t]*/;
/** What may stand between it and the token. */
const opening = /(["']?)(?:(?:authorization:[ \t]*)?(?:basic|bearer|token)[ \t]+)?$/;
const names = Object.freeze({
  plain: new RegExp(setting.source + opening.source, 'i'),
  shell: new RegExp(variable.source + opening.source, 'i'),
});
const rest = /^(["']?)[ \t]*[,;]?[ \t]*$/;
const section = /^[ \t]*\[/;

/** In characters. What stands before a value is short. */
const longestName = 500;
/** Of a file with more lines before it, that say nothing of where it belongs, nobody knows. */
const mostLines = 1000;

/**
 * Takes out the line that sets a value, or of an address its user and password. A line that is indented may be all that
 * a block has, which would not be read without it: only git's own configuration is known to bear that.
 */
export const cleanLine =
  (form: LineForm): CleanOne =>
  (text, { offset, length, written }) => {
    const line = lineAround(text, offset);
    const before = text.slice(line.start, offset);
    if (section.test(before) || isContinued(text, line.start)) return undefined;
    if (written === 'url') {
      const start = before.lastIndexOf('://') + 3;
      const end = text.slice(offset + length, line.end).indexOf('@') + offset + length + 1;
      if (start < 3 || end <= offset + length || /^[ \t]*[#;]/.test(before)) return undefined;
      return [{ start: line.start + start, end }];
    }
    if (before.length > longestName) return undefined;
    const [, indent, quote] = names[form === 'shell' ? 'shell' : 'plain'].exec(before) ?? [];
    const end = offset + length;
    const closing = rest.exec(text.slice(end, lineEnd(text, end)))?.[1];
    // One quote without the other belongs to a text of several lines.
    if (indent === undefined || closing !== quote) return undefined;
    if (form === 'shell' && isNeeded(text, line.start)) return undefined;
    return indent === '' || (form === 'git' && isInSection(text, line.start)) ? [line] : undefined;
  };

/** The line before ends with a backslash, or with what PowerShell has instead: the two are one. */
function isContinued(text: string, start: number): boolean {
  return /[\\`](?:\r\n?|\n)$/.test(text.slice(Math.max(0, start - 3), start));
}

/** What a shell has to be told more after. */
const opens = /(?:^|[\s;&|({])(?:if|then|elif|else|do|while|until|!)$|[{(&|]$|\(\)$/;

/** Whether the command before is none without this one: it may be all that a block has. */
function isNeeded(text: string, start: number): boolean {
  for (const line of linesAbove(text, start)) {
    const said = line.replace(/(?:^|[ \t])#.*/, '').trimEnd();
    if (said !== '') return opens.test(said);
  }
  return false;
}

/** Below `[section]`, with nothing but lines of its own in between: the form of git's configuration. */
function isInSection(text: string, start: number): boolean {
  for (const line of linesAbove(text, start)) {
    if (section.test(line)) return true;
    if (!/^[ \t]*(?:[#;]|[\w.-]+[ \t]*=|$)/.test(line)) return false;
  }
  return false;
}

/** Without their endings, the nearest first. */
function* linesAbove(text: string, start: number): Generator<string> {
  for (let at = start, count = 0; at > 0 && count < mostLines; count++) {
    const end = at - (text.startsWith('\r\n', at - 2) ? 2 : 1);
    at = lineStart(text, end);
    yield text.slice(at, end);
  }
}
