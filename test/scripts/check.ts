import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../e2e/walk.ts';
import { Workbench } from '../e2e/workbench.ts';
import { root } from '../harness/places.ts';
import { progress } from '../harness/progress.ts';
import { openStage } from '../harness/stage.ts';
import { packageExtension } from './packageExtension.ts';

const mostPrompts = 6;
const mostSeconds = 240;

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' } as const;

/** `npm start -- --check`: the person's path without a person, in two themes, with a picture of every step. */
export async function check(): Promise<number> {
  const { file: vsix } = await progress('building the extension', packageExtension);
  process.env.TOKEN_WARDEN_PICTURES = '1';
  const folder = join(root, 'test', 'screenshots');
  rmSync(folder, { recursive: true, force: true });
  let failed = false;
  for (const [name, theme] of Object.entries(themes)) {
    const stage = await openStage();
    const pictures = join(folder, name);
    const workbench = await Workbench.open({ stage, vsix, theme, pictures });
    try {
      const { prompts, seconds } = await walk(workbench, stage);
      console.log(`${name}: ${prompts} prompts, ${seconds.toFixed(0)} s, pictures in ${pictures}`);
      if (prompts > mostPrompts || seconds > mostSeconds) {
        console.error(`At most ${mostPrompts} prompts and ${mostSeconds} s were promised.`);
        failed = true;
      }
    } catch (error) {
      await workbench.picture('failed');
      throw error;
    } finally {
      await workbench.close();
      await stage.close();
    }
  }
  return failed ? 1 : 0;
}
