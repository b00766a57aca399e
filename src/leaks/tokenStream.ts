import { findTokens, mostFindings } from './findTokens.ts';
import { longestToken } from './formMatch.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** More than the longest token and what is looked at beside it. */
const overlap = longestToken + 96;
/** What stands directly before a token decides too. */
const before = 8;

/** The search over a text that comes in pieces, as if it had come whole (I07). Holds one piece and a little. */
export class TokenStream {
  readonly #found: TokenFinding[] = [];
  #held = '';
  /** Characters of the whole text before `#held`. */
  #base = 0;
  /** Characters at the start of `#held` that have been judged, and stay only for what follows them. */
  #judged = 0;

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
    this.#judged = sure;
    for (const finding of findTokens(this.#held)) {
      if (finding.offset < from || finding.offset >= sure) continue;
      if (this.#found.length < mostFindings)
        this.#found.push({ ...finding, offset: this.#base + finding.offset });
      this.#judged = Math.max(sure, finding.offset + finding.length);
    }
  }
}
