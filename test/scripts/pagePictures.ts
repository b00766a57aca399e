import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardPageOf } from '../fixtures/dashboardPages.ts';
import { cache } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { PageHarness, themes } from '../webview/pageHarness.ts';

const widths = { wide: 1400, normal: 800, narrow: 320 } as const;

/**
 * `node test/scripts/pagePictures.ts [part of a name]`: the dashboard's page in four themes, with few and many tokens, wide
 * and narrow, into `.vscode-test/page`, to be looked at.
 */
await runScript(async ([only = '']) => {
  const folder = join(cache, 'page');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const harness = await PageHarness.start();
  try {
    for (const theme of themes)
      for (const [width, px] of Object.entries(widths))
        for (const count of [0, 3, 50]) {
          const name = `${theme.replace('Default ', '').replaceAll(' ', '-').toLowerCase()}-${count}-${width}`;
          if (!name.includes(only)) continue;
          const open = await harness.open({ theme, width: px });
          await open.draw(dashboardPageOf(count));
          // As high as all of it: what is out of sight is not drawn.
          const height = await open.height();
          await open.page.setViewportSize({ width: px, height });
          await open.page.waitForTimeout(150);
          await open.page.screenshot({ path: join(folder, `${name}.png`) });
          await open.close();
        }
  } finally {
    await harness.close();
  }
  console.log(`The pictures are in ${folder}`);
  return 0;
});
