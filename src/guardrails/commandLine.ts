/** One command of a command line. */
export interface SimpleCommand {
  readonly words: readonly Word[];
  /** What its output goes into: the next command of a pipe, a file, or nothing but the person's screen. */
  readonly into: 'screen' | 'pipe' | 'file';
}

export interface Word {
  /** Without its quotes; what is substituted stands in it as it was written. */
  readonly text: string;
  /** The parts that a shell replaces: not what stands in single quotes or after a backslash. */
  readonly live: string;
  /** Commands whose output becomes part of the word: `$(…)` and backticks. */
  readonly inner: readonly string[];
}

/**
 * A command line as its simple commands, in order. Enough of the grammar that sh, PowerShell and cmd share to tell what
 * is quoted from what is run; not a shell. Walks the text once.
 */
export function readCommandLine(line: string): readonly SimpleCommand[] {
  const reader = new Reader(line);
  return reader.read();
}

class Reader {
  readonly #line: string;
  readonly #commands: SimpleCommand[] = [];
  #words: Word[] = [];
  #into: SimpleCommand['into'] = 'screen';
  #text = '';
  #live = '';
  #inner: string[] = [];
  #started = false;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  read(): readonly SimpleCommand[] {
    let quote = '';
    while (this.#at < this.#line.length) {
      const one = this.#line.charAt(this.#at);
      if (quote === "'") {
        if (one === "'") quote = '';
        else this.#text += one;
        this.#at++;
      } else if (one === '\\' && /["'\\$`\n|&;]/.test(this.#line.charAt(this.#at + 1))) {
        this.#text += this.#line.charAt(this.#at + 1);
        this.#started = true;
        this.#at += 2;
      } else if (one === '`' || this.#line.startsWith('$(', this.#at)) this.#substitute(one);
      else if (one === quote || (quote === '' && (one === '"' || one === "'"))) {
        quote = quote === '' ? one : '';
        this.#started = true;
        this.#at++;
      } else if (quote === '' && this.#isEnd(one)) this.#at++;
      else {
        this.#text += one;
        this.#live += one;
        this.#started = true;
        this.#at++;
      }
    }
    this.#endCommand('screen');
    return this.#commands;
  }

  /** Takes the text between the brackets or backticks out, whatever is quoted in it. */
  #substitute(opening: string): void {
    const start = this.#at + (opening === '`' ? 1 : 2);
    let depth = 1;
    let end = start;
    for (; end < this.#line.length; end++) {
      const one = this.#line.charAt(end);
      if (opening === '`' ? one === '`' : one === ')' && --depth === 0) break;
      if (opening !== '`' && one === '(') depth++;
    }
    this.#inner.push(this.#line.slice(start, end));
    this.#started = true;
    this.#at = end + 1;
  }

  /** Whether the character ends a word; ends the word and, where it does that, the command. */
  #isEnd(one: string): boolean {
    const next = this.#line.charAt(this.#at + 1);
    if (one === ' ' || one === '\t') this.#endWord();
    else if (one === '|') this.#endCommand(next === '|' ? 'screen' : 'pipe');
    else if (
      one === '>' &&
      !/^>{1,2}\s*(?:&|\/dev\/(?:stderr|stdout|tty))/.test(this.#line.slice(this.#at, this.#at + 30))
    ) {
      // `2>file` leaves the output where it is.
      if (this.#text !== '2') this.#into = 'file';
      this.#endWord();
    } else if (one === '&' && (this.#text.endsWith('>') || next === '>')) return false;
    else if ('\n\r;&()'.includes(one)) this.#endCommand('screen');
    else return false;
    return true;
  }

  #endWord(): void {
    if (this.#started) this.#words.push({ text: this.#text, live: this.#live, inner: this.#inner });
    this.#text = '';
    this.#live = '';
    this.#inner = [];
    this.#started = false;
  }

  #endCommand(into: SimpleCommand['into']): void {
    this.#endWord();
    if (this.#words.length > 0)
      this.#commands.push({ words: this.#words, into: this.#into === 'file' ? 'file' : into });
    this.#words = [];
    this.#into = 'screen';
  }
}
