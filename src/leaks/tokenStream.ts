import { findTokens, mostFindings } from './findTokens.ts';
import { longestStretch } from './formMatch.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** More than the longest stretch of a finding and what is looked at behind it. */
const overlap = longestStretch + 512;
/** What stands before a token decides too: the names beside it, the base64 it stands in. */
const before = 512;

export interface TokenStreamOptions {
  /** Of the file. */
  readonly name?: string | undefined;
  /**
   * Called with each part of the text once it is judged: the characters of `held` from `from` to `to`, and the findings
   * that start there, with their offsets in `held`. Each part follows on the one before.
   */
  readonly onJudged?: (held: string, from: number, findings: readonly TokenFinding[], to: number) => void;
}

/** The search over a text that comes in pieces, as if it had come whole (I07). Holds one piece and a little. */
export class TokenStream {
  readonly #options: TokenStreamOptions;
  readonly #found: TokenFinding[] = [];
  #held = '';
  /** Characters of the whole text before `#held`. */
  #base = 0;
  /** Characters at the start of `#held` that have been judged, and stay only for what follows them. */
  #judged = 0;

  constructor(options: TokenStreamOptions = {}) {
    this.#options = options;
  }

  write(piece: string): void {
    this.#held += piece;
    const sure = this.#held.length - overlap;
    // A small piece is not worth a search of the overlap.
    if (sure <= this.#judged + overlap) return;
    this.#take(sure);
    const from = Math.max(0, this.#judged - before);
    this.#held = this.#held.slice(from);
    this.#base += from;
    this.#judged -= from;
  }

  /** The findings of the whole text. */
  end(): readonly TokenFinding[] {
    this.#take(this.#held.length);
    return this.#found;
  }

  /** What starts before `sure` stands there whole; what starts later is found again with the next piece. */
  #take(sure: number): void {
    const from = this.#judged;
    const room = mostFindings - this.#found.length;
    const here = findTokens(this.#held, this.#options.name)
      .filter(({ offset }) => offset >= from && offset < sure)
      .slice(0, room);
    const last = here.at(-1);
    this.#judged = Math.max(sure, last === undefined ? 0 : last.offset + last.length);
    for (const finding of here) this.#found.push({ ...finding, offset: this.#base + finding.offset });
    this.#options.onJudged?.(this.#held, from, here, this.#judged);
  }
}
