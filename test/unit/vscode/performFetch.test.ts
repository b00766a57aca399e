import assert from 'node:assert/strict';
import type { JournalFacts } from '../../../src/journal/journal.ts';
import type { FetchRunner } from '../../../src/push/fetchBranch.ts';
import { planFetch } from '../../../src/push/fetchTarget.ts';
import { PushesInFlight } from '../../../src/push/pushesInFlight.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { FetchStep } from '../../../src/vscode/performFetch.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { MemoryTurns } from '../../fakes/memoryTurns.ts';
import { pushEnd } from '../../fakes/scriptedPushRunner.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { factsOf } from '../push/repositoryFacts.ts';

describe('a fetch that was confirmed', () => {
  let words: { readonly stop: () => void };
  let performFetch: typeof import('../../../src/vscode/performFetch.ts').performFetch;
  before(async function () {
    this.timeout(60_000);
    words = giveEditorWords();
    ({ performFetch } = await import('../../../src/vscode/performFetch.ts'));
  });
  after(() => words.stop());

  it('S4-22 is recorded once and as done, also when nothing can be drawn after it', async () => {
    const fetch = planFetch(factsOf([['remote.origin.url', 'https://github.com/acme/app.git']]), {
      hosts: [githubCom],
      aliases: {},
    });
    assert.ok(fetch.kind === 'fetch');
    const fetcher: FetchRunner = {
      refs: async () => [],
      bring: async () => ({ end: pushEnd(0), refs: [], release: async () => undefined }),
      rewinding: async () => [],
      move: async () => true,
      missing: async () => 0,
    };
    const written: JournalFacts[] = [];
    const services = {
      clock: { now: () => now },
      journal: { record: async (facts: JournalFacts) => void written.push(facts) },
      log: { failure: () => undefined },
      credentials: {
        secretOf: async () => makeSecret('fine-grained-pat', 'x'),
        update: async () => undefined,
        over: async () => undefined,
      },
      state: { refresh: () => Promise.reject(new Error('no store')) },
      gitExtension: async () => ({ refresh: async () => undefined }),
      pushes: new PushesInFlight(new MemoryTurns()),
      work: {
        run: (_title: string, work: (signal: undefined, report: () => void) => unknown) =>
          work(undefined, () => undefined),
      },
    } as unknown as Services;
    const step = { folder: '/repo', git: { fetcher }, fetch, entry: anEntry() } as unknown as FetchStep;
    await assert.rejects(performFetch(services, step), /no store/);
    assert.deepEqual(
      written.map(({ action, result }) => [action, result]),
      [['fetch', 'done']],
    );
  });
});
