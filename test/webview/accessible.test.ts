import assert from 'node:assert/strict';
import { dashboardPageOf } from '../fixtures/dashboardPages.ts';
import { axeFindings } from './axe.ts';
import { PageHarness, themes } from './pageHarness.ts';

describe("the dashboard's page for everyone", function () {
  this.timeout(240_000);
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });

  after(() => harness.close());

  for (const theme of themes) {
    it(`axe finds nothing in ${theme}: nothing, 3 and 50 tokens, wide and narrow, picture and table`, async () => {
      for (const width of [1400, 320]) {
        for (const count of [0, 3, 50]) {
          const open = await harness.open({ theme, width });
          await open.draw(dashboardPageOf(count));
          // Contrast is judged of what is drawn: a mark that is only seen counts as well, once it is not hidden from axe.
          const unhide = `document.querySelectorAll('.cell > span').forEach((each) => each.removeAttribute('aria-hidden'))`;
          await open.page.evaluate(unhide);
          assert.deepEqual(await axeFindings(open.page), [], `${count} at ${width}`);
          if (count === 3) {
            for (const turn of await open.page.locator('.turn').all()) await turn.click();
            await open.page.locator('.twin').nth(2).waitFor();
            assert.deepEqual(await axeFindings(open.page), [], `tables at ${width}`);
          }
          await open.close();
        }
      }
    });
  }
});
