import * as vscode from 'vscode';
import { hourMs } from '../shared/clock.ts';
import { isCheckDue } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import { checkEntry } from './inspect.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** GitHub refuses every sign-in of an account after several that failed: the rest waits for the next hour. */
const mostRefused = 3;

/**
 * Asks GitHub again about what was checked more than half a day ago. Only the window in front does it; a failure is
 * not tried again for an hour, so that a day without network is not a day of requests.
 */
export class DueChecks {
  readonly #services: Services;
  /** Drawn once: windows that start together spread out. */
  readonly #random = Math.random();
  #notBefore = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  async run({ view, now }: State): Promise<void> {
    const due = view.entries.filter((entry) => isCheckDue(entry, now, this.#random));
    const wait = this.#notBefore - now;
    // More than the hour it was set to: the clock was set back meanwhile.
    const waits = wait > 0 && wait <= hourMs;
    if (due.length === 0 || waits || !vscode.window.state.focused) return;
    this.#notBefore = now + hourMs;
    let refused = 0;
    for (const entry of due) {
      if (await this.#isRefused(entry)) refused += 1;
      if (refused === mostRefused) return;
    }
  }

  async #isRefused(entry: Entry): Promise<boolean> {
    try {
      const { answer } = await checkEntry(this.#services, entry);
      return answer.kind === 'inspected' && answer.inspection.kind === 'dead';
    } catch (error) {
      this.#services.log.failure(`checking ${entry.name}`, error);
      return false;
    }
  }
}
