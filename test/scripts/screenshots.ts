import { join } from 'node:path';
import { readyToken } from '../e2e/walk.ts';
import { Workbench } from '../e2e/workbench.ts';
import { root } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { openStage } from '../harness/stage.ts';
import { packageExtension } from './packageExtension.ts';

/** `npm run screenshots`: the pictures of the README, from the running product. */
await runScript(async () => {
  const { file: vsix } = await progress('building the extension', packageExtension);
  const stage = await openStage();
  const workbench = await Workbench.open({ stage, vsix });
  try {
    const { page, status } = workbench;
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
    await workbench.toast(/github:classic: /).waitFor();
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.answerPick(/acting for acme/);
    await status.filter({ hasText: '9d · narrow' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
    await status.hover();
    await page.locator('.workbench-hover table').waitFor();
    await page.waitForTimeout(500);
    const clip = { x: 640, y: 440, width: 640, height: 360 };
    await page.screenshot({ path: join(root, 'media', 'status.png'), clip });
  } finally {
    await workbench.close();
    await stage.close();
  }
  return 0;
});
