import { type CleanAll, lineAround } from './cleanOne.ts';
import { behind, closingQuote, lineEnd, type Stretch } from './replacement.ts';
import type { TokenFinding } from './tokenFinding.ts';

interface Part extends Stretch {
  /** A string, or the one character that it is. */
  readonly kind: 'string' | 'other' | '{' | '}' | '[' | ']' | ':' | ',';
}

/**
 * Takes the member out whose value is the token, with the comma that it needs no more; comments stay. A token within more
 * text, or in a list, is an argument of something: without it the rest would mean something else. Reads JSON as VS Code
 * writes its own: with comments, and with a comma too many.
 */
export const cleanJson: CleanAll = (text, tokens) => {
  const parts = partsOf(text);
  let at = 0;
  const values = tokens.map((token) => {
    while ((parts[at]?.end ?? text.length) <= token.offset) at++;
    return isMember(text, parts, at, token) ? at : undefined;
  });
  const going = new Set(values);
  return values.map((value) => (value === undefined ? undefined : stretchesOf(text, parts, value, going)));
};

/** Whether the part at `at` is nothing but the token, and the value of a name. */
function isMember(
  text: string,
  parts: readonly Part[],
  at: number,
  { offset, length }: TokenFinding,
): boolean {
  const [key, colon, value] = parts.slice(Math.max(0, at - 2), at + 1);
  if (value?.kind !== 'string' || colon?.kind !== ':' || key?.kind !== 'string') return false;
  if (offset <= value.start || offset + length >= value.end) return false;
  const around = text.slice(value.start + 1, offset) + text.slice(offset + length, value.end - 1);
  return /^(?:(?:bearer|token|basic) )?$/i.test(around);
}

/** `going`: the values of all members that go out. */
function stretchesOf(
  text: string,
  parts: readonly Part[],
  at: number,
  going: ReadonlySet<number | undefined>,
): readonly Stretch[] {
  const [key, value, next] = [parts[at - 2], parts[at], parts[at + 1]];
  if (key === undefined || value === undefined) return [];
  const follows = next?.kind === ',';
  const member = wholeLines(text, { start: key.start, end: follows ? next.end : value.end });
  if (follows) return [member];
  // The last one leaves the comma over that stands before it, or before those that go with it.
  let first = at - 2;
  while (parts[first - 1]?.kind === ',' && going.has(first - 2)) first -= 4;
  const over = parts[first - 1];
  return over?.kind === ',' ? [{ start: over.start, end: over.end }, member] : [member];
}

/** With the lines that have nothing else; a comment beside it stays. */
function wholeLines(text: string, { start, end }: Stretch): Stretch {
  const [first, last] = [lineAround(text, start), lineAround(text, Math.max(start, end - 1))];
  const isAlone = /^[ \t]*$/.test(text.slice(first.start, start)) && /^\s*$/.test(text.slice(end, last.end));
  return isAlone ? { start: first.start, end: last.end } : { start, end };
}

/** Linear: each character is passed once. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  const something = /[{}[\]:,"/]|[^\s{}[\]:,"/]+/g;
  for (let found = something.exec(text); found !== null; found = something.exec(text)) {
    const start = found.index;
    const one = found[0];
    if (text.startsWith('//', start)) something.lastIndex = lineEnd(text, start);
    else if (text.startsWith('/*', start)) something.lastIndex = behind(text, '*/', start + 2);
    else if (one === '"') {
      const end = (closingQuote(text, start) ?? lineEnd(text, start) - 1) + 1;
      something.lastIndex = Math.max(end, start + 1);
      parts.push({ kind: 'string', start, end });
    } else {
      const kind = /^[{}[\]:,]$/.test(one) ? (one as Part['kind']) : 'other';
      parts.push({ kind, start, end: start + one.length });
    }
  }
  return parts;
}
