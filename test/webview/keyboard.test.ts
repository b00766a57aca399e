import assert from 'node:assert/strict';
import { dashboardPageOf } from '../fixtures/dashboardPages.ts';
import { type OpenPage, PageHarness, themes } from './pageHarness.ts';

describe("the dashboard's page by keyboard", function () {
  this.timeout(120_000);
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });

  after(() => harness.close());

  const press = async ({ page }: OpenPage, ...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  /** The text of what has the focus. */
  const focused = ({ page }: OpenPage) =>
    page.evaluate('document.activeElement.textContent.trim()') as Promise<string>;

  it('has one stop for each picture, and arrow keys within it', async () => {
    const open = await harness.show(dashboardPageOf(50));
    const bars = dashboardPageOf(50).timeline.bars.map(({ name }) => name);
    await open.page.getByRole('button', { name: 'As Table Lives of tokens' }).focus();
    await press(open, 'Tab');
    assert.ok((await focused(open)).startsWith(bars[0] ?? '?'));
    await press(open, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown');
    assert.ok((await focused(open)).startsWith(bars[2] ?? '?'));
    await press(open, 'End');
    assert.ok((await focused(open)).startsWith(bars[49] ?? '?'));
    await press(open, 'PageUp');
    assert.ok((await focused(open)).startsWith(bars[39] ?? '?'));
    await press(open, 'Home', 'ArrowUp');
    assert.ok((await focused(open)).startsWith(bars[0] ?? '?'));
    await press(open, 'Tab');
    assert.equal(await focused(open), `What can be done with ${bars[0]}`);
    await press(open, 'Tab');
    assert.equal(await focused(open), 'As Table');
    await press(open, 'Tab');
    assert.match(await focused(open), /Contents/);
    await open.close();
  });

  it('moves over the matrix in both directions, to its corners too, in a narrow column as well', async () => {
    for (const width of [1400, 320]) {
      const open = await harness.show(dashboardPageOf(3), { width });
      const said = (row: number, column: number) =>
        dashboardPageOf(3).matrix.rows[row]?.cells[column]?.text ?? '?';
      await open.page.getByRole('button', { name: 'As Table What each token may do' }).focus();
      await press(open, 'Tab', 'ArrowRight');
      assert.ok((await focused(open)).endsWith(said(0, 1)));
      await press(open, 'ArrowDown');
      assert.ok((await focused(open)).endsWith(said(1, 1)));
      await press(open, 'ArrowLeft', 'ArrowLeft', 'ArrowUp');
      assert.ok((await focused(open)).endsWith(said(0, 0)));
      await press(open, 'Control+End');
      const below = await focused(open);
      await press(open, 'ArrowDown', 'ArrowRight');
      assert.equal(await focused(open), below);
      await press(open, 'Control+Home');
      assert.ok((await focused(open)).endsWith(said(0, 0)));
      await open.page
        .locator('.matrix .told')
        .filter({ hasText: said(0, 0) })
        .waitFor();
      await open.close();
    }
  });

  it('does with Enter what can be done with the token that has the focus', async () => {
    const open = await harness.show(dashboardPageOf(3));
    const [, second] = dashboardPageOf(3).timeline.bars;
    await open.page.getByRole('button', { name: 'As Table Lives of tokens' }).focus();
    await press(open, 'Tab', 'ArrowDown', 'Enter');
    assert.deepEqual(await open.sent('act'), [{ kind: 'act', ticket: second?.act?.ticket }]);
    await open.close();
  });

  it('keeps the focus where it was when a new picture is drawn', async () => {
    const page = dashboardPageOf(50);
    const open = await harness.show(page);
    await open.page.getByRole('button', { name: 'As Table Lives of tokens' }).focus();
    await press(open, 'Tab', 'ArrowDown', 'ArrowDown');
    const before = await focused(open);
    await open.draw({ ...page, timeline: { ...page.timeline, bars: page.timeline.bars.slice(1) } });
    assert.equal(await focused(open), before);
    await press(open, 'ArrowDown');
    assert.notEqual(await focused(open), before);
    await open.close();
  });

  it('leaves the focus at the heading of what is gone', async () => {
    const page = dashboardPageOf(3);
    const open = await harness.show(page);
    await open.page.getByRole('button', { name: 'Rotate…' }).first().focus();
    await open.draw({ ...page, findings: page.findings.slice(1) });
    assert.equal(await focused(open), 'Findings');
    await open.close();
  });

  it('goes on where it was when a prompt gives the focus back, or at the heading of what the prompt has mended', async () => {
    const page = dashboardPageOf(3);
    const open = await harness.show(page);
    const leave = 'document.activeElement.blur()';
    const back = "dispatchEvent(new Event('focus'))";
    await open.page.getByRole('option').nth(1).focus();
    const before = await focused(open);
    await open.page.evaluate(leave);
    await open.page.evaluate(back);
    assert.equal(await focused(open), before);
    await open.page.getByRole('button', { name: 'Rotate…' }).first().focus();
    await open.page.evaluate(leave);
    await open.draw({ ...page, findings: page.findings.slice(1) });
    await open.page.evaluate(back);
    assert.equal(await focused(open), 'Findings');
    await open.close();
  });

  it('has one tab stop left where the line that had it is gone', async () => {
    const page = dashboardPageOf(3);
    const open = await harness.show(page);
    await open.page.getByRole('option').nth(1).focus();
    const bars = page.timeline.bars.filter((_, at) => at !== 1);
    await open.draw({ ...page, timeline: { ...page.timeline, bars } });
    assert.equal(await open.page.locator('[role=listbox] [tabindex="0"]').count(), 2);
    await open.close();
  });

  for (const theme of themes) {
    it(`shows where the focus is, at every stop, in ${theme}`, async () => {
      const open = await harness.show(dashboardPageOf(50), { theme });
      const bare: string[] = [];
      const seen = `(() => {
        const { activeElement } = document;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(activeElement);
        return [activeElement === document.body, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, outlineColor, activeElement.className].join(' ');
      })()`;
      let stops = 0;
      for (; stops < 60; stops++) {
        await press(open, 'Tab');
        const now = String(await open.page.evaluate(seen));
        if (now.startsWith('true')) break;
        if (!now.startsWith('false true')) bare.push(now);
      }
      assert.deepEqual(bare, []);
      assert.ok(stops > 15 && stops < 60, `${stops} stops`);
      await open.close();
    });
  }

  it('begins with the tables for a person who hears the page', async () => {
    const open = await harness.show(dashboardPageOf(3), { screenReader: true });
    const table = open.page.getByRole('table', { name: 'Lives of tokens' });
    await table.waitFor();
    assert.equal(await open.page.getByRole('table').count(), 3);
    assert.deepEqual(
      await table.getByRole('columnheader').allTextContents(),
      dashboardPageOf(3).words.timelineColumns,
    );
    assert.equal(await table.getByRole('rowheader').count(), 3);
    await open.close();
  });
});
