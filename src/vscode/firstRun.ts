import * as vscode from 'vscode';
import type { Journal } from '../journal/journal.ts';
import { type FirstStep, isFirstPush, stepsShownBy } from '../tokens/firstSteps.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';

/** The `completionEvents` of the walkthrough ask for `tokenWarden.firstRun.<step>`. */
const contextOf = (step: FirstStep) => `tokenWarden.firstRun.${step}`;

/**
 * VS Code opens the walkthrough of an extension that was just installed, if its `when` holds at that moment. Ours asks
 * for this key, which is set later: nothing opens by itself.
 */
const guideContext = 'tokenWarden.guide';

/** What of our package.json is asked here. */
interface WithWalkthrough {
  readonly contributes: {
    readonly walkthroughs: readonly [
      {
        readonly id: string;
        readonly steps: readonly { readonly id: string; readonly completionEvents: readonly string[] }[];
      },
    ];
  };
}

type Known = {
  readonly memory: Pick<Memory, 'met' | 'rememberMet'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly log: Pick<Log, 'failure'>;
};

/** Tells VS Code which steps of the walkthrough are done. It keeps them from then on: none is ever taken back. */
export class FirstRun {
  readonly #told = new Set<string>();

  async reached(...steps: readonly FirstStep[]): Promise<void> {
    await Promise.all(steps.map((step) => this.#set(contextOf(step))));
  }

  /** What the stored entries show. */
  async look(entries: Parameters<typeof stepsShownBy>[0]): Promise<void> {
    await this.reached(...stepsShownBy(entries));
  }

  /**
   * What the journal shows, for tokens that no entry holds. It is read until a push is in it, and only after something
   * was recorded or when the person asks for the walkthrough.
   */
  async lookAtJournal({ journal, log }: Pick<Known, 'journal' | 'log'>): Promise<void> {
    if (this.#told.has(contextOf('pushed'))) return;
    try {
      const { records } = await journal.read();
      if (records.some(isFirstPush)) await this.reached('pushed');
    } catch (error) {
      log.failure('reading the journal for the walkthrough', error);
    }
  }

  /**
   * Lists the walkthrough on VS Code's own Welcome page, from the second window on: in the first one it might be looked at
   * as just installed.
   */
  async meet({ memory, log }: Pick<Known, 'memory' | 'log'>): Promise<void> {
    try {
      if (memory.met) await this.#set(guideContext);
      else await memory.rememberMet();
    } catch (error) {
      log.failure('remembering that this is not the first window', error);
    }
  }

  /**
   * Opens the walkthrough, as the person asked. VS Code reads it when it is first opened, and never ticks what held
   * before: that is ticked here.
   */
  async open({ id, packageJSON }: Pick<vscode.Extension<unknown>, 'id' | 'packageJSON'>): Promise<void> {
    await this.#set(guideContext);
    const [walkthrough] = (packageJSON as WithWalkthrough).contributes.walkthroughs;
    const guide = `${id}#${walkthrough.id}`;
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', guide, false);
    for (const { id: step, completionEvents } of walkthrough.steps) {
      if (!completionEvents.some((event) => this.#told.has(event.replace('onContext:', '')))) continue;
      await quietly('welcome.markStepComplete', `${guide}#${step}`);
    }
  }

  async #set(key: string): Promise<void> {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    await quietly('setContext', key, true);
  }
}

/** A tick that is missed is no reason for anything to fail. */
async function quietly(command: string, ...given: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...given).then(undefined, () => undefined);
}
