import type { DashboardPage } from '../../src/dashboard/dashboardPage.ts';
import { ticketBook } from '../../src/dashboard/tickets.ts';
import { judgeEntries } from '../../src/policy/judgeEntry.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { dayMs } from '../../src/shared/clock.ts';
import type { DashboardFacts } from '../../src/vscode/messages/dashboard.ts';
import { giveEditorWords } from '../fakes/editorWords.ts';
import { variedEntries } from '../fixtures/variedEntries.ts';
import { aRecord } from '../unit/journal/aRecord.ts';
import { now } from '../unit/policy/anEntry.ts';
import { PageHarness } from '../webview/pageHarness.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';

const rounds = 7;
const records = 200;

/**
 * What is timed: from the message with what is to be drawn until the frame with it is on the screen, by the page's own
 * clock. The built page under its real policy, the data and words as the extension makes them, in a fresh page each
 * time: a window draws the first picture cold.
 */
export async function measureDashboard(): Promise<readonly Figure[]> {
  const pageOf = await readyToDraw();
  const harness = await PageHarness.start();
  try {
    return [
      await figureOf(harness, pageOf, 'dashboard.ms', 50),
      await figureOf(harness, pageOf, 'dashboard.ms500', 500),
    ];
  } finally {
    await harness.close();
  }
}

async function figureOf(
  harness: PageHarness,
  pageOf: (count: number) => DashboardPage,
  key: 'dashboard.ms' | 'dashboard.ms500',
  count: number,
): Promise<Figure> {
  const taken: number[] = [];
  const drawn = pageOf(count);
  if (drawn.timeline.bars.length !== count) throw new Error('some tokens are missing: that is not the work');
  for (let round = 0; round < rounds; round += 1) {
    const open = await harness.open();
    taken.push(await open.draw(drawn));
    await open.close();
  }
  const kilobytes = Math.round(JSON.stringify(drawn).length / 1024);
  return {
    key,
    value: rounded(median(taken), 0),
    from: `${count} tokens and ${drawn.journal.marks.length} records, ${kilobytes} kB, drawn in ${spread(taken, 0)} ms`,
  };
}

async function readyToDraw(): Promise<(count: number) => DashboardPage> {
  const words = giveEditorWords();
  const { dashboardPage } = await import('../../src/vscode/messages/dashboard.ts');
  words.stop();
  return (count) => {
    const entries = variedEntries(count);
    const facts: DashboardFacts = {
      view: {
        entries,
        lost: [],
        unreadable: [],
        mode: { kind: 'open' },
        keeping: 'proved',
        notKept: [],
        older: [],
      },
      watched: [],
      findings: judgeEntries(entries, { now, usedHere: 'e1' }),
      usedHere: 'e1',
      records: Array.from({ length: records }, (_, n) =>
        aRecord({ time: now - (n * 30 * dayMs) / records, entryName: `entry ${n}` }),
      ),
      policy: defaultPolicy,
      kept: { kind: 'here' },
      now,
    };
    return dashboardPage(facts, ticketBook().begin());
  };
}
