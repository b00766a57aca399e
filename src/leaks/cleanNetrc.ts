import { type CleanAll, lineAround } from './cleanOne.ts';
import type { Stretch } from './replacement.ts';

interface Word extends Stretch {
  readonly text: string;
}

/** What belongs to one machine: from its first word to its last. */
interface Login extends Stretch {
  readonly passwords: readonly Word[];
  /** A macro is of the login before it. */
  readonly hasMacro: boolean;
}

const pairs: readonly string[] = Object.freeze(['login', 'user', 'account', 'password']);

/**
 * Takes the login of a machine out as a whole: without its password a program would send its name alone. What stands
 * between its words, such as a comment or a macro, is not understood: then the person has to look.
 */
export const cleanNetrc: CleanAll = (text, tokens) => {
  const logins = loginsOf(text);
  return tokens.map(({ offset, length }) => {
    const isIts = (word: Word) =>
      word.start <= offset && offset + length <= word.end && word.text.replaceAll('"', '').length === length;
    const login = logins.find(({ passwords }) => passwords.some(isIts));
    return login === undefined || login.hasMacro ? undefined : [wholeLines(text, login)];
  });
};

function wholeLines(text: string, { start, end }: Stretch): Stretch {
  const [first, last] = [lineAround(text, start), lineAround(text, end - 1)];
  const isAlone = /^[ \t]*$/.test(text.slice(first.start, start)) && /^\s*$/.test(text.slice(end, last.end));
  return isAlone ? { start: first.start, end: last.end } : { start, end };
}

/** Read from the front, as programs do: a word of the format may also be somebody's name. */
function loginsOf(text: string): readonly Login[] {
  const words = wordsOf(text);
  const logins: Login[] = [];
  for (let at = 0; at < words.length; at++) {
    const head = words[at];
    // What a macro is made of looks like anything, and it ends with an empty line.
    if (head?.text === 'macdef') break;
    if (head?.text !== 'machine' && head?.text !== 'default') continue;
    if (head.text === 'machine') at++;
    const passwords: Word[] = [];
    for (
      let value = words[at + 2];
      value && pairs.includes(words[at + 1]?.text ?? '');
      value = words[at + 2]
    ) {
      if (words[at + 1]?.text === 'password') passwords.push(value);
      at += 2;
    }
    const { end } = words[at] ?? head;
    logins.push({ start: head.start, end, passwords, hasMacro: words[at + 1]?.text === 'macdef' });
  }
  return logins;
}

/** As curl and git's helper read it; a comment is one word, which no login has. */
function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|#[^\r\n]*|\S+/g)].map(({ index, 0: word }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}
