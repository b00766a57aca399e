import { mostFindings } from '../../leaks/findTokens.ts';
import type { PlacelessLeak, ScanReport } from '../../leaks/ports.ts';
import { type BytePath, readable } from './bytePath.ts';
import type { FoundIn, ScanWord } from './scanWords.ts';

/** A tree with more of them holds no secrets any more, and the answer must stay small. */
const mostLeaks = 10_000;
const mostUnreadNamed = 100;
/** Ten times a second. */
const tellEveryMs = 100;

/** Counts what a scan does, and tells it now and then. */
export class ScanTally {
  files = 0;
  bytes = 0;
  unchanged = 0;
  engine: ScanReport['engine'] = 'own';
  readonly #tell: (word: ScanWord) => void;
  readonly #unread = new Set<BytePath>();
  #unreadCount = 0;
  #leaks = 0;
  #cut = false;
  #found: FoundIn[] = [];
  #toldAt = performance.now();

  constructor(tell: (word: ScanWord) => void) {
    this.#tell = tell;
  }

  get full(): boolean {
    return this.#leaks >= mostLeaks;
  }

  found(path: BytePath, leaks: readonly PlacelessLeak[]): void {
    // There may be more behind them: a thousand look-alikes must not hide a token without a word.
    if (leaks.length >= mostFindings) this.#cut = true;
    const kept = leaks.slice(0, mostLeaks - this.#leaks);
    if (kept.length === 0) return;
    this.#leaks += kept.length;
    this.#found.push([readable(path), kept]);
  }

  unread(path: BytePath): void {
    if (this.#unread.has(path)) return;
    this.#unreadCount++;
    if (this.#unread.size < mostUnreadNamed) this.#unread.add(path);
  }

  /** Asked often, says something seldom. */
  pulse(): void {
    const now = performance.now();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    const { files, bytes } = this;
    this.#tell({ kind: 'progress', progress: { files, bytes }, found: this.#taken() });
  }

  /** What was counted was not done after all. What was found is found again. */
  startAgain(): void {
    this.files = 0;
    this.bytes = 0;
    this.#leaks = 0;
    this.#cut = false;
  }

  end(stopped: boolean): void {
    const { files, bytes, unchanged, engine } = this;
    const unread = { count: this.#unreadCount, paths: [...this.#unread].map(readable) };
    const report = {
      files,
      bytes,
      unchanged,
      engine,
      unread,
      complete: !stopped && !this.full && !this.#cut,
    };
    this.#tell({ kind: 'done', report, found: this.#taken() });
  }

  #taken(): readonly FoundIn[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}
