import { readCommandLine, type SimpleCommand, type Word } from './commandLine.ts';
import { credentialIn } from './credentialNames.ts';
import { dumpOf, isShell, passesOn, printsWords, scriptPrints, traces } from './echoRules.ts';

/** `what` is the name of a variable, a program or a file, never a value. */
export type EchoJudgement =
  | { readonly kind: 'fine' }
  | { readonly kind: 'echo'; readonly what: string }
  /** Longer or nested deeper than anything a person writes: nobody can say. */
  | { readonly kind: 'unreadable' };

const fine: EchoJudgement = Object.freeze({ kind: 'fine' });
const longestLine = 20_000;
const deepest = 5;

/**
 * Whether running a command line would put a credential on the screen, where a log or an agent reads it (S4-27). It
 * knows the usual ways, so that a mistake is found; what sets out to hide gets past any reading of a command line.
 */
export function judgeEcho(line: string): EchoJudgement {
  return judgeAt(line, 0);
}

/** The same for a program that is started with its words, without a shell: nothing in them is replaced. */
export function judgeEchoOfWords(words: readonly string[]): EchoJudgement {
  if (words.join(' ').length > longestLine) return { kind: 'unreadable' };
  const command = words.map((text): Word => ({ text, live: '', inner: [] }));
  return judgeCommand({ words: command, into: 'screen' }, undefined, 0);
}

function judgeAt(line: string, depth: number): EchoJudgement {
  if (line.length > longestLine || depth > deepest) return { kind: 'unreadable' };
  const commands = readCommandLine(line);
  let traced = false;
  for (const [index, command] of commands.entries()) {
    const judged = judgeCommand(command, commands[index + 1], depth);
    if (judged.kind !== 'fine') return judged;
    if (traced) {
      const name = command.words.map(({ live }) => credentialIn(live)).find((one) => one !== undefined);
      if (name !== undefined) return { kind: 'echo', what: name };
    }
    traced ||= traces(textsOf(command));
  }
  return fine;
}

function judgeCommand(command: SimpleCommand, next: SimpleCommand | undefined, depth: number): EchoJudgement {
  const words = withoutPrefix(command.words);
  const texts = words.map(({ text }) => text);
  if (isShell(texts[0])) return judgeShell(texts, depth);
  const shown = shownBy(words, texts, depth);
  if (shown.kind !== 'echo') return shown;
  return reachesScreen(command, next) ? shown : fine;
}

/** What a command would write: a credential's name, when it is one. */
function shownBy(words: readonly Word[], texts: readonly string[], depth: number): EchoJudgement {
  const dumped = dumpOf(texts);
  if (dumped !== undefined) return { kind: 'echo', what: dumped };
  const script = scriptPrints(texts);
  if (script !== undefined) return { kind: 'echo', what: script };
  if (!printsWords(texts)) return fine;
  for (const word of words) {
    const name = credentialIn(word.live);
    if (name !== undefined) return { kind: 'echo', what: name };
    for (const inner of word.inner) {
      // Its output is what is printed, so whatever it writes counts.
      const judged = judgeAt(inner, depth + 1);
      if (judged.kind !== 'fine') return judged;
    }
  }
  return fine;
}

/** `bash -c 'line'`, `cmd /c line`, `pwsh -Command line`: the line is what counts. */
function judgeShell(texts: readonly string[], depth: number): EchoJudgement {
  const at = texts.findIndex((text) => /^(?:-[a-z]*c|\/[ck]|-command|-c)$/i.test(text));
  if (at < 0) return fine;
  const traced = texts.slice(0, at + 1).some((text) => /^-[a-wyz]*x/.test(text));
  return judgeAt(`${traced ? 'set -x; ' : ''}${texts.slice(at + 1).join(' ')}`, depth + 1);
}

function reachesScreen(command: SimpleCommand, next: SimpleCommand | undefined): boolean {
  if (command.into === 'file') return false;
  return command.into === 'screen' || next === undefined || passesOn(textsOf(next));
}

function textsOf(command: SimpleCommand): readonly string[] {
  return withoutPrefix(command.words).map(({ text }) => text);
}

/** Without what stands before a program's name: assignments, `sudo`, `time`, `{`, `@` of cmd. */
function withoutPrefix(words: readonly Word[]): readonly Word[] {
  let from = 0;
  while (
    from < words.length - 1 &&
    /^(?:[A-Za-z_]\w*=.*|sudo|doas|time|nohup|command|builtin|exec|call|then|do|else|if|while|!|\{|&)$/s.test(
      words[from]?.text ?? '',
    )
  )
    from++;
  return words.slice(from);
}
