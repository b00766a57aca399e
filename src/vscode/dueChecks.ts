import * as vscode from 'vscode';
import { hourMs } from '../shared/clock.ts';
import { isCheckDue } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import { judgeRenewal } from '../tokens/judgeRenewal.ts';
import { checkEntry } from './inspect.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** GitHub refuses every sign-in of an account after several that failed: the rest waits for the next hour. */
const mostRefused = 3;

/**
 * Asks GitHub again about what was checked more than half a day ago, and renews the sign-ins that are about to end. Only the window in front does it; a failure is
 * not tried again for an hour, so that a day without network is not a day of requests. What was refused once is not
 * asked about again here, also where the store did not take that it is dead.
 */
export class DueChecks {
  readonly #services: Services;
  /** Drawn once: windows that start together spread out. */
  readonly #random = Math.random();
  readonly #refused = new Set<string>();
  #notBefore = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  async run({ view, now }: State): Promise<void> {
    const due = view.entries.filter(
      (entry) =>
        (isCheckDue(entry, now, this.#random) || judgeRenewal(entry, now) === 'due') &&
        !this.#refused.has(secretOf(entry)),
    );
    const wait = this.#notBefore - now;
    // More than the hour it was set to: the clock was set back meanwhile.
    const waits = wait > 0 && wait <= hourMs;
    if (due.length === 0 || waits || !vscode.window.state.focused) return;
    this.#notBefore = now + hourMs;
    const before = this.#refused.size;
    for (const entry of due) {
      await this.#check(entry).catch((error: unknown) =>
        this.#services.log.failure(`checking ${entry.name}`, error),
      );
      if (this.#refused.size - before >= mostRefused) return;
    }
  }

  async #check(entry: Entry): Promise<void> {
    const request: Services['api']['request'] = async (asked) => {
      const answer = await this.#services.api.request(asked);
      if (answer.status === 401) this.#refused.add(secretOf(entry));
      return answer;
    };
    await checkEntry({ ...this.#services, api: { request } }, entry);
  }
}

/** Which secret of which entry: one that is swapped in is asked about anew. */
function secretOf({ id, secretSince }: Entry): string {
  return `${id} ${secretSince}`;
}
