import type * as vscode from 'vscode';
import { type EchoJudgement, judgeEcho, judgeEchoOfWords } from '../guardrails/judgeEcho.ts';

/**
 * Whether a task would put a credential on the screen. Told by the shape of its execution: a task may come from another
 * extension. One that runs code instead of a command has no command line to read.
 */
export function judgeTask({ execution }: Pick<vscode.Task, 'execution'>): EchoJudgement {
  if (execution === undefined) return { kind: 'fine' };
  if ('process' in execution) return judgeEchoOfWords([execution.process, ...execution.args]);
  if (!('commandLine' in execution)) return { kind: 'fine' };
  if (execution.commandLine !== undefined) return judgeEcho(execution.commandLine);
  const words = [execution.command ?? '', ...(execution.args ?? [])];
  return judgeEcho(words.map(asWritten).join(' '));
}

/** `vscode.ShellQuoting.Weak`, in which a shell still replaces variables. The type alone is no import. */
const weak = 3;

/** A word as VS Code hands it to the shell. */
function asWritten(word: string | vscode.ShellQuotedString): string {
  if (typeof word === 'string') return /\s/.test(word) ? `"${word}"` : word;
  return word.quoting === weak ? `"${word.value}"` : `'${word.value}'`;
}
