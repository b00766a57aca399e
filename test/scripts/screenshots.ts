import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrustStage } from '../e2e/trustStage.ts';
import { readyToken } from '../e2e/walk.ts';
import { Workbench } from '../e2e/workbench.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { root } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { packageExtension } from './packageExtension.ts';
import { toWebp } from './toWebp.ts';

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `npm run screenshots`: the pictures of the README, from the running product. */
await runScript(async () => {
  const { file: vsix } = await progress('building the extension', packageExtension);
  const stage = await openStage();
  const workbench = await Workbench.open({ stage, vsix });
  try {
    await showStatus(workbench, stage);
    await new TrustStage(stage).commit('Release by a workflow', {
      '.github/workflows/release.yml': 'name: release\non: push\njobs: {}\n',
    });
    await showPreview(workbench);
    await showBlockedPush(workbench);
    await showLeak(workbench, stage);
  } finally {
    await workbench.close();
    await stage.close();
  }
  return 0;
});

async function showStatus(workbench: Workbench, stage: Stage): Promise<void> {
  const { page, status } = workbench;
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
  await workbench.toast(/Stored as github:classic\./).waitFor();
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.answerPick(/acting for acme/);
  await status.filter({ hasText: '9d · narrow' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  await status.hover();
  await page.locator('.workbench-hover table').waitFor();
  await picture(workbench, 'status.webp', { x: 640, y: 440, width: 640, height: 360 });
  await page.mouse.move(640, 300);
}

async function showPreview(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  const tab = page.locator('.tab', { hasText: 'Push and Pull Request.md' });
  await workbench.commandUntil('Preview Push and Pull Request', tab, 'No git repository is open here');
  await page.locator('.view-line', { hasText: 'Workflows: write' }).first().waitFor();
  // Colours come a moment later.
  await page.locator('.view-line .mtk6, .view-line .mtkb').first().waitFor();
  await picture(workbench, 'preview.webp', { x: 352, y: 363, width: 812, height: 330 });
  await workbench.closeEditors();
}

async function showBlockedPush(workbench: Workbench): Promise<void> {
  await workbench.command('Push Branch');
  await workbench.row('as you declared it').waitFor();
  await picture(workbench, 'blocked.webp', { x: 328, y: 0, width: 626, height: 222 });
  await workbench.leave();
}

async function showLeak(workbench: Workbench, stage: Stage): Promise<void> {
  const { page } = workbench;
  const leaked = makeToken('classic-pat', 'picture');
  const lines = [
    "import { Octokit } from '@octokit/rest';",
    '',
    `const auth = '${leaked}';`,
    'const octokit = new Octokit({ auth });',
    '',
  ];
  writeFileSync(join(stage.workTree.folder, 'release.ts'), lines.join('\n'));
  await workbench.openFile('release.ts', ':3:25');
  await page.locator('.squiggly-warning').first().waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget', { hasText: 'Revoke at GitHub' }).waitFor();
  await picture(workbench, 'leak.webp', { x: 352, y: 84, width: 700, height: 250 });
  await page.keyboard.press('Escape');
}

async function picture({ page, context }: Workbench, name: string, clip: Clip): Promise<void> {
  await page.waitForTimeout(500);
  writeFileSync(join(root, 'media', name), await toWebp(context, await page.screenshot({ clip })));
}
