import { type CleanOne, lineAround } from './cleanOne.ts';
import type { Stretch } from './replacement.ts';

interface Word extends Stretch {
  readonly text: string;
}

const pairs: readonly string[] = Object.freeze(['login', 'user', 'account', 'password']);

/**
 * Takes the login of a machine out as a whole: without its password a program would send its name alone. What stands
 * between its words, such as a comment or a macro, is not understood: then the person has to look.
 */
export const cleanNetrc: CleanOne = (text, { offset, length }) => {
  const words = wordsOf(text);
  const at = words.findIndex(({ start, end }) => start <= offset && offset + length <= end);
  let first = at - 1;
  while (first > 0 && !isHead(words[first])) first--;
  const head = words[first];
  if (at < 1 || head === undefined || !isHead(head)) return undefined;
  let last = head.text === 'default' ? first : first + 1;
  while (pairs.includes(words[last + 1]?.text ?? '') && words[last + 2] !== undefined) last += 2;
  const isPassword =
    words[at - 1]?.text === 'password' && words[at]?.text.replaceAll('"', '').length === length;
  const end = words[last];
  if (at > last || !isPassword || end === undefined || words[last + 1]?.text === 'macdef') return undefined;
  const line = lineAround(text, end.start);
  const isAlone =
    /^[ \t]*$/.test(text.slice(lineAround(text, head.start).start, head.start)) &&
    /^\s*$/.test(text.slice(end.end, line.end));
  return [
    isAlone
      ? { start: lineAround(text, head.start).start, end: line.end }
      : { start: head.start, end: end.end },
  ];
};

function isHead(word: Word | undefined): boolean {
  return word?.text === 'machine' || word?.text === 'default';
}

/** As curl and git's helper read it; a comment is one word, which no login has. */
function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|#[^\r\n]*|\S+/g)].map(({ index, 0: word }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}
