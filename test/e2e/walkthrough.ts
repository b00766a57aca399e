import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The steps of the walkthrough in a trusted folder on disk, from top to bottom. */
export const steps = ['why', 'way', 'make', 'paste', 'see', 'push'] as const;

export type Step = (typeof steps)[number] | 'pushElsewhere';

const idOf = (step: Step) => `token-warden.token-warden#firstRun#${step}`;

/** The walkthrough as VS Code draws it: which steps there are, which are ticked, and the buttons of each. */
export class Walkthrough {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Opens it as a person does, by the command. */
  async open(): Promise<void> {
    await this.#workbench.command('Get Started');
    await this.#box('why').waitFor();
  }

  /** Opens a step, which shows its words and its picture. */
  async select(step: Step): Promise<void> {
    await this.#workbench.page.locator(`[x-step-title-for="${idOf(step)}"]`).click();
    await this.#words(step).waitFor();
    await this.#workbench.page.mouse.move(640, 790);
  }

  async press(step: Step, button: string): Promise<void> {
    await this.select(step);
    await this.#words(step).getByRole('button', { name: button, exact: true }).click();
  }

  /** Until the step is ticked. */
  async ticked(step: Step): Promise<void> {
    await this.#ticked(step).waitFor();
  }

  /** The steps that are there, each with whether it is ticked. */
  async state(): Promise<readonly (readonly [string, boolean])[]> {
    const boxes = this.#workbench.page.locator('.getting-started-step [data-done-step-id]');
    return boxes.evaluateAll((all) =>
      all.map((one) => {
        const id = one.getAttribute('data-done-step-id') ?? '';
        return [id.split('#').at(-1) ?? '', one.getAttribute('aria-checked') === 'true'] as const;
      }),
    );
  }

  #box(step: Step): Locator {
    return this.#workbench.page.locator(`[data-done-step-id="${idOf(step)}"]`);
  }

  #ticked(step: Step): Locator {
    return this.#workbench.page.locator(`[data-done-step-id="${idOf(step)}"][aria-checked="true"]`);
  }

  #words(step: Step): Locator {
    return this.#workbench.page.locator(`[x-step-description-for="${idOf(step)}"]`);
  }
}
