import { hideSpans, type Span } from './spans.ts';
import { stripControl } from './text.ts';

/** What a line redactor needs of a redactor. Declared here so that the two files need no circle of values. */
export interface SpanFinder {
  find(text: string): readonly Span[];
}

/** The most of a line that is shown. A program that prints more on one line has nothing to tell a person there. */
const longestLine = 16_384;
/** Looked at beyond that, so that a credential across the cut is seen whole and hidden whole, in any encoding. */
const overlap = 16_384;

/**
 * Filters a stream of text, for instance git's output, line by line. Nothing is given out before its line is
 * complete, because a credential may be cut anywhere between two pieces. The rest of an overlong line is dropped,
 * so memory stays bounded whatever the program prints. `\n`, `\r\n` and `\r` (progress) end a line.
 */
export class LineRedactor {
  readonly #finder: SpanFinder;
  #held = '';
  #overflowed = false;
  #afterReturn = false;

  constructor(finder: SpanFinder) {
    this.#finder = finder;
  }

  /** Takes the next piece; returns the lines it completed, filtered, without their ends. */
  push(piece: string): readonly string[] {
    const lines: string[] = [];
    let from = 0;
    for (const match of piece.matchAll(/[\r\n]/g)) {
      const completesReturn =
        this.#afterReturn && match[0] === '\n' && match.index === from && this.#held === '';
      if (!completesReturn) {
        this.#hold(piece.slice(from, match.index));
        lines.push(this.#take());
      }
      this.#afterReturn = match[0] === '\r';
      from = match.index + 1;
    }
    const rest = piece.slice(from);
    this.#hold(rest);
    if (rest !== '') this.#afterReturn = false;
    return lines;
  }

  /** The last line, if the stream did not end with a line end. */
  end(): readonly string[] {
    return this.#held === '' ? [] : [this.#take()];
  }

  #hold(piece: string): void {
    const room = longestLine + overlap - this.#held.length;
    this.#held += piece.slice(0, room);
    this.#overflowed ||= piece.length > room;
  }

  #take(): string {
    const line = stripControl(this.#held);
    // Where something was dropped the last stretch may hold the beginning of a credential: it is not shown.
    const sure = this.#overflowed ? line.length - overlap : line.length;
    this.#held = '';
    this.#overflowed = false;
    const spans = this.#finder.find(line);
    if (sure === line.length && line.length <= longestLine) return hideSpans(line, spans);
    const limit = Math.max(0, Math.min(longestLine, sure));
    const cut = spans.find(({ start, end }) => start < limit && end > limit)?.start ?? limit;
    const kept = spans.filter(({ end }) => end <= cut);
    return `${hideSpans(line.slice(0, cut), kept)}…`;
  }
}
