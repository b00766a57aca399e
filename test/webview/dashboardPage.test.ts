import assert from 'node:assert/strict';
import { dashboardPageOf } from '../fixtures/dashboardPages.ts';
import { type OpenPage, PageHarness } from './pageHarness.ts';

describe("the dashboard's page", function () {
  this.timeout(120_000);
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });

  after(() => harness.close());

  /** How far something reaches out of the page to the right, in px. */
  const sideways = ({ page }: OpenPage) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('asks for nothing but its own script and style, and breaks no rule of its policy', async () => {
    const open = await harness.show(dashboardPageOf(50));
    await open.page.locator('.turn').first().click();
    assert.deepEqual(await open.violations(), []);
    assert.deepEqual(open.asked, []);
    await open.close();
  });

  it('scrolls sideways in no width, with zoomed text and spaced letters as well', async () => {
    for (const width of [1400, 800, 640, 480, 320]) {
      const open = await harness.show(dashboardPageOf(50), { width });
      assert.equal(await sideways(open), 0, `${width}`);
      const wide = `const { style } = document.body; style.fontSize = '26px'; style.letterSpacing = '0.12em'; style.wordSpacing = '0.16em'; style.lineHeight = '2'`;
      await open.page.evaluate(wide);
      assert.equal(await sideways(open), 0, `${width}, large`);
      await open.close();
    }
  });

  it('sends what is pressed as the ticket that came with it, and nothing else', async () => {
    const open = await harness.show(dashboardPageOf(3));
    await open.page.getByRole('button', { name: 'Rotate…' }).first().click();
    await open.page.getByRole('button', { name: 'Refresh' }).click();
    await open.page.getByRole('button', { name: 'Export as Markdown' }).click();
    await open.page.getByRole('button', { name: 'Print' }).click();
    await open.page.getByRole('button', { name: 'Add Token…' }).click();
    assert.deepEqual(
      (await open.sent()).filter(({ kind }) => kind !== 'drawn'),
      [
        { kind: 'ready' },
        { kind: 'act', ticket: 'finding-0' },
        { kind: 'refresh' },
        { kind: 'export' },
        { kind: 'print' },
        { kind: 'act', ticket: 'add' },
      ],
    );
    await open.close();
  });

  it('draws nothing of a message that does not have the agreed form', async () => {
    const open = await harness.open();
    const page = dashboardPageOf(3);
    const [bar] = page.timeline.bars;
    const wrong: readonly unknown[] = [
      'draw',
      { kind: 'draw' },
      { kind: 'draw', page: { ...page, v: 2 } },
      { kind: 'draw', page: { ...page, summary: { html: '<b>' } } },
      {
        kind: 'draw',
        page: { ...page, timeline: { ...page.timeline, bars: [{ ...bar, tone: 'x" onclick="' }] } },
      },
      { kind: 'draw', page: { ...page, words: { ...page.words, title: undefined } } },
      { kind: 'trouble', text: 7 },
    ];
    for (const message of wrong) await open.say(message);
    await open.page.waitForTimeout(200);
    assert.equal(await open.page.locator('main').count(), 0);
    await open.draw(page);
    assert.equal((await open.sent('drawn')).length, 1);
    await open.close();
  });

  it('says why what stands there is old, keeps it, and is silent again when it is new', async () => {
    const open = await harness.show(dashboardPageOf(3));
    await open.say({ kind: 'trouble', text: 'The tokens cannot be read now.' });
    const trouble = open.page.getByRole('status').filter({ hasText: 'The tokens cannot be read now.' });
    await trouble.waitFor();
    assert.equal(await open.page.getByRole('option').filter({ hasText: 'github:classic' }).count(), 1);
    await open.draw(dashboardPageOf(3));
    assert.equal(await trouble.count(), 0);
    await open.close();
  });

  it('keeps over a reload which parts are tables and what is looked for, and no name of a token', async () => {
    const open = await harness.show(dashboardPageOf(50));
    await open.page.getByRole('button', { name: 'As Table What each token may do' }).click();
    await open.page.getByRole('searchbox').fill('payments');
    await open.page.reload();
    await open.draw(dashboardPageOf(50));
    assert.equal(await open.page.getByRole('searchbox').inputValue(), 'payments');
    assert.equal(await open.page.getByRole('option').filter({ hasText: 'payments' }).count(), 5);
    await open.page.getByRole('table', { name: 'What each token may do' }).waitFor();
    const kept = String(await open.page.evaluate(`sessionStorage.getItem('state')`));
    assert.deepEqual(Object.keys(JSON.parse(kept)).sort(), ['filter', 'scroll', 'tables']);
    await open.close();
  });

  it('begins anew from a state of another version', async () => {
    for (const state of [7, [], { tables: 'all', filter: 3 }, { tables: ['elsewhere'] }]) {
      const open = await harness.show(dashboardPageOf(3), { state });
      assert.equal(await open.page.getByRole('listbox').count(), 2);
      await open.close();
    }
  });

  it('says how many are left when it is filtered, and that none is', async () => {
    const open = await harness.show(dashboardPageOf(50));
    const said = open.page.locator('main > [role=status]');
    await open.page.getByRole('searchbox').fill('docs');
    await said.filter({ hasText: '5 / 50' }).waitFor();
    await open.page.getByRole('searchbox').fill('there is no such');
    await said.filter({ hasText: 'No token has this in its name.' }).waitFor();
    await open.close();
  });

  it('tells of the matrix the first that is known, until a place is asked about', async () => {
    const drawn = dashboardPageOf(3);
    const [row, ...others] = drawn.matrix.rows;
    assert.ok(row);
    const cells = row.cells.map((cell, at) => (at < 2 ? undefined : cell));
    const open = await harness.show({
      ...drawn,
      matrix: { ...drawn.matrix, rows: [{ ...row, cells }, ...others] },
    });
    const told = open.page.locator('section.matrix .told');
    assert.equal(await told.innerText(), `${row.name} ${cells.find(Boolean)?.text}`);
    await open.page.locator('[data-item="0 0"]').hover();
    assert.equal(await told.innerText(), `${row.name} Contents unknown`);
    await open.close();
  });

  it('names the ends of the journal strip by its days, not by its marks', async () => {
    const drawn = dashboardPageOf(3);
    const marks = drawn.journal.marks.slice(4, 6);
    const open = await harness.show({ ...drawn, journal: { ...drawn.journal, marks } });
    const ends = await open.page.locator('.ends-of span').allInnerTexts();
    assert.deepEqual(ends, ['30 days ago', 'today']);
    await open.close();
  });
});
