import assert from 'node:assert/strict';
import type { DashboardPage } from '../../src/dashboard/dashboardPage.ts';
import { dashboardPageOf } from '../fixtures/dashboardPages.ts';
import { PageHarness } from './pageHarness.ts';

const markup =
  '<img src=x onerror="played.hit = 1"><script>played.hit = 1</script><a href="javascript:played.hit=1">x</a>';
const rightToLeft = `${String.fromCharCode(0x202e)}gnirts${String.fromCharCode(0x2066)} \u05d0\u05d1`;
const endless = 'W'.repeat(10_000);

/** The page with this text wherever there is one. */
function everywhere<T>(value: T, text: string): T {
  if (typeof value === 'string') return text as T;
  if (Array.isArray(value)) return value.map((each) => everywhere(each, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = ['id', 'tone', 'severity', 'level', 'verdict', 'need', 'result', 'ticket', 'language'];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, kept.includes(key) ? each : everywhere(each, text)]),
  ) as T;
}

describe("the dashboard's page with hostile text", function () {
  this.timeout(120_000);
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });

  after(() => harness.close());

  const page: DashboardPage = dashboardPageOf(12);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

  for (const [what, text] of Object.entries({
    markup,
    'right to left': rightToLeft,
    '10,000 characters': endless,
  })) {
    it(`draws ${what} as text wherever a text stands, and stays in its column`, async () => {
      for (const width of [1400, 320]) {
        const open = await harness.open({ width });
        await open.draw(everywhere(page, text));
        assert.equal(
          await open.page.locator('img, script:not([nonce]), a, iframe, form, [onerror]').count(),
          0,
        );
        assert.equal(await open.page.evaluate('played.hit'), undefined);
        assert.equal(await open.page.evaluate(overflow), 0, `picture at ${width}`);
        for (const turn of await open.page.locator('.turn').all()) await turn.dispatchEvent('click');
        await open.page.locator('.twin').nth(2).waitFor();
        assert.equal(await open.page.evaluate(overflow), 0, `table at ${width}`);
        assert.deepEqual(await open.violations(), []);
        assert.deepEqual(open.asked, []);
        await open.close();
      }
    });
  }

  it('keeps each line of the timeline as high as ever, whatever its name', async () => {
    const open = await harness.open();
    await open.draw(everywhere(page, `${markup}\n\n${endless}`));
    const heights = await open.page.evaluate(
      `[...new Set([...document.querySelectorAll('.row')].map((row) => row.offsetHeight))]`,
    );
    assert.deepEqual(heights, [32]);
    await open.close();
  });

  it('puts nothing outside of a picture, whatever the numbers are', async () => {
    const open = await harness.open();
    const wild = [-1e300, 1e300, -0, 5, -7, 0.5];
    const bars = page.timeline.bars.map((bar, at) => ({
      ...bar,
      from: wild[at % 6] ?? 0,
      to: wild[(at * 5 + 1) % 6] ?? 0,
      thresholds: wild.map((share) => ({ at: share, label: 'x' })),
    }));
    const ticks = wild.map((at) => ({ at, label: 'tick' }));
    await open.draw({ ...page, timeline: { ...page.timeline, bars, ticks, today: 1e9 } });
    const outside = await open.page.evaluate(`(() => {
      const inside = (element, of) => {
        const [a, b] = [element.getBoundingClientRect(), of.getBoundingClientRect()];
        return a.left >= b.left - 2 && a.right <= b.right + 2;
      };
      return [...document.querySelectorAll('.bar, .notch')].filter((each) => !inside(each, each.closest('.track'))).length;
    })()`);
    assert.equal(outside, 0);
    assert.equal(await open.page.evaluate(overflow), 0);
    await open.close();
  });

  it('draws 500 tokens: the beginning at once, the last a moment later', async () => {
    const open = await harness.open();
    await open.draw(dashboardPageOf(500));
    await open.page.locator('.row').nth(499).waitFor({ state: 'attached' });
    await open.page.locator('.line:not(.top)').nth(499).waitFor({ state: 'attached' });
    assert.equal(await open.page.locator('.row').count(), 500);
    await open.close();
  });
});
