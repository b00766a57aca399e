import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';

/** Redacts, strips control characters and bounds. Injected: the redactor knows every token of this session. */
export type Clean = (text: string, maxChars: number) => string;

const longestLine = 4000;
const keptLines = 200;

/** The one output channel. Only strings go in, and each passes the redactor as the finished line (C05). */
export class Log {
  readonly #channel: vscode.LogOutputChannel;
  readonly #clean: Clean;
  readonly #tail: string[] = [];

  constructor(clean: Clean) {
    this.#channel = vscode.window.createOutputChannel('Token Warden', { log: true });
    this.#clean = clean;
  }

  info(line: string): void {
    this.#channel.info(this.#keep(this.#clean(line, longestLine)));
  }

  /** An error's kind and its details. An unexpected error leaves its name and message, never the object itself. */
  failure(what: string, error: unknown): void {
    const text = Failure.is(error)
      ? `${error.problem.kind}${error.details === '' ? '' : `\n${error.details}`}`
      : error instanceof Error
        ? `${error.name}: ${error.message}`
        : 'unexpected';
    this.#channel.error(this.#keep(this.#clean(`${what}: ${text}`, longestLine)));
  }

  /** The newest lines of this window, oldest first, as they were written. */
  tail(): readonly string[] {
    return [...this.#tail];
  }

  #keep(line: string): string {
    this.#tail.push(line);
    if (this.#tail.length > keptLines) this.#tail.shift();
    return line;
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
