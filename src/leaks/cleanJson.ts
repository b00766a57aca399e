import { type CleanOne, lineAround } from './cleanOne.ts';
import { behind, closingQuote, lineEnd, type Stretch } from './replacement.ts';

interface Part extends Stretch {
  /** A string, or the one character that it is. */
  readonly kind: 'string' | 'other' | '{' | '}' | '[' | ']' | ':' | ',';
}

/**
 * Takes the member out whose value is the token, with the comma that it needs no more; comments stay. A token within more
 * text, or in a list, is an argument of something: without it the rest would mean something else. Reads JSON as VS Code
 * writes its own: with comments, and with a comma too many.
 */
export const cleanJson: CleanOne = (text, { offset, length }) => {
  const parts = partsOf(text);
  const at = parts.findIndex(({ start, end }) => offset > start && offset + length < end);
  const [key, colon, value] = parts.slice(Math.max(0, at - 2), at + 1);
  if (at < 2 || value?.kind !== 'string' || colon?.kind !== ':' || key?.kind !== 'string') return undefined;
  const around = text.slice(value.start + 1, offset) + text.slice(offset + length, value.end - 1);
  if (!/^(?:(?:bearer|token|basic) )?$/i.test(around)) return undefined;
  const [last, next] = [parts[at - 3], parts[at + 1]];
  const follows = next?.kind === ',';
  const member = wholeLines(text, { start: key.start, end: follows ? next.end : value.end });
  if (follows || last?.kind !== ',') return [member];
  // The last one leaves the comma before it over.
  return [last, member].map(({ start, end }) => ({ start, end }));
};

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
