import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '../e2e/workbench.ts';

/** What a workbench can be shown in. Dark and light follow the system, so one walk can show both. */
export const appearances = {
  modern: {
    settings: {
      'window.autoDetectColorScheme': true,
      'workbench.preferredDarkColorTheme': 'Default Dark Modern',
      'workbench.preferredLightColorTheme': 'Default Light Modern',
    },
    schemes: { dark: 'dark', light: 'light' },
  },
  contrast: { settings: { 'workbench.colorTheme': 'Default High Contrast' }, schemes: { contrast: 'dark' } },
} as const;

export type Appearance = keyof typeof appearances;

/** Takes each moment in the colours of one appearance, without leaving the prompt that is open. */
export class Picturing {
  readonly #folder: string;
  readonly #missed: string[] = [];
  #count = 0;

  readonly #schemes: readonly (readonly [string, 'dark' | 'light'])[];

  /** `folder`: one subfolder for each colour scheme goes there. */
  constructor(folder: string, appearance: Appearance) {
    this.#folder = folder;
    this.#schemes = Object.entries(appearances[appearance].schemes);
    for (const [name] of this.#schemes) mkdirSync(join(folder, name), { recursive: true });
  }

  /** What could not be shown, with why. */
  get missed(): readonly string[] {
    return this.#missed;
  }

  get count(): number {
    return this.#count;
  }

  async take(workbench: Workbench, name: string): Promise<void> {
    this.#count++;
    const file = `${String(this.#count).padStart(2, '0')}-${name}.png`;
    for (const [scheme, colorScheme] of this.#schemes) {
      await workbench.page.emulateMedia({ colorScheme });
      // The theme is loaded, colours fade in, and a toast still slides.
      await workbench.page.waitForTimeout(900);
      await workbench.page.screenshot({ path: join(this.#folder, scheme, file) });
    }
  }

  /** One group of moments; what fails in it is noted, and does not keep the others from being taken. */
  async group(workbench: Workbench, name: string, moments: () => Promise<void>): Promise<void> {
    try {
      await moments();
    } catch (error) {
      this.#missed.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      await this.take(workbench, `missed-${name}`);
    }
    for (let n = 0; n < 3; n++) await workbench.page.keyboard.press('Escape');
    await workbench.dismissToasts();
  }
}
