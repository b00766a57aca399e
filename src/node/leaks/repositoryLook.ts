import { mostFindings } from '../../leaks/findTokens.ts';
import { type Leak, type LeakPlace, withIds } from '../../leaks/leak.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { LookReport, PlacelessLeak } from '../../leaks/ports.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { GitContext } from '../git/gitContext.ts';

/** One look into one repository. */
export interface RepositoryLook {
  readonly context: GitContext;
  /** The folder of the work tree. */
  readonly root: string;
  readonly print: Print;
  readonly signal?: CancelSignal | undefined;
}

/** Named places; whoever has more has to clean up all the same. */
const mostLeaks = 1000;

/** What one look has found so far. */
export class LookFindings {
  readonly #leaks: Leak[] = [];
  /** Set to false by whoever could not see everything. */
  complete = true;

  add(place: LeakPlace, leaks: readonly PlacelessLeak[]): void {
    if (leaks.length === 0) return;
    const room = mostLeaks - this.#leaks.length;
    if (leaks.length > room || leaks.length >= mostFindings) this.complete = false;
    this.#leaks.push(...withIds(place, leaks).slice(0, room));
  }

  /** Of a commit's or a tag's own text: there is no document a line could be counted in. */
  addMessage(place: LeakPlace, leaks: readonly PlacelessLeak[]): void {
    const spot = { line: 0, column: 0, endLine: 0, endColumn: 0 };
    this.add(
      place,
      leaks.map((leak) => ({ ...leak, spot })),
    );
  }

  report(): LookReport {
    return { leaks: [...this.#leaks], complete: this.complete };
  }
}
