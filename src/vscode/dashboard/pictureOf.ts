import type { DashboardPage } from '../../dashboard/dashboardPage.ts';
import { mapTexts } from '../../dashboard/mapTexts.ts';
import type { Offer } from '../../dashboard/tickets.ts';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import { drawnLine, stripControl } from '../../shared/text.ts';
import { judgeWatched } from '../../watched/judgeWatched.ts';
import { dashboardPage } from '../messages/dashboard.ts';
import type { Services } from '../services.ts';
import type { State } from '../stateKeeper.ts';
import { whereKept } from '../whereKept.ts';

type Known = Pick<Services, 'journal' | 'log' | 'policy' | 'redactor'>;

/** Longer than any sentence of ours (characters). */
const longestText = 600;

/**
 * What the page is told to draw. Whatever a person or a server called something arrives there as one short line, with
 * nothing in it that reads like a token or turns the direction of what stands around it.
 */
export async function pictureOf(services: Known, state: State, offer: Offer): Promise<DashboardPage> {
  const { watched, view, findings, chosen, now } = state;
  const policy = services.policy();
  const page = dashboardPage(
    {
      view,
      watched: watched.tokens,
      findings: [...findings, ...judgeWatched(watched.tokens, now, policy)],
      usedHere: chosen?.id,
      records: await recordsOf(services),
      policy,
      kept: whereKept(),
      now,
    },
    offer,
  );
  // First made plain: a token that is written with invisible characters in it becomes one only then.
  const plain = (text: string) => drawnLine(services.redactor.redact(stripControl(text)), longestText);
  return mapTexts(page, plain);
}

/** A journal that cannot be read is no reason to show nothing. */
async function recordsOf({ journal, log }: Known): Promise<readonly JournalRecord[]> {
  try {
    return (await journal.read()).records;
  } catch (error) {
    log.failure('reading the journal for the dashboard', error);
    return [];
  }
}
