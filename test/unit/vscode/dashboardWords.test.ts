import assert from 'node:assert/strict';
import type { DashboardPage } from '../../../src/dashboard/dashboardPage.ts';
import { pageMarkdown } from '../../../src/dashboard/pageMarkdown.ts';
import { pagePrint } from '../../../src/dashboard/pagePrint.ts';
import { ticketBook } from '../../../src/dashboard/tickets.ts';
import type { JournalRecord } from '../../../src/journal/journalRecord.ts';
import { judgeEntries } from '../../../src/policy/judgeEntry.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { VaultView } from '../../../src/vault/judgeStore.ts';
import type { WatchedToken } from '../../../src/watched/watchedToken.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { aRecord } from '../journal/aRecord.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '[x](command:workbench.action.terminal.new)',
  'a | b ``` c\n# not a heading\n| x |',
  'safe\u202egro.live\u202c \u001b[31mred',
  '\u05d0\u05d1\u05d2',
  'long'.repeat(2500),
  '@everyone https://evil.example',
];

describe('the words of the dashboard', function () {
  this.timeout(60_000);

  let pictureOf: typeof import('../../../src/vscode/dashboard/pictureOf.ts').pictureOf;

  before(async () => {
    const words = giveEditorWords();
    ({ pictureOf } = await import('../../../src/vscode/dashboard/pictureOf.ts'));
    words.stop();
  });

  function page(
    entries: readonly Entry[],
    {
      view = {},
      watched = [],
      records = [],
      redactor = new Redactor(),
    }: {
      readonly view?: Partial<VaultView>;
      readonly watched?: readonly WatchedToken[];
      readonly records?: readonly JournalRecord[];
      readonly redactor?: Redactor;
    } = {},
  ): Promise<DashboardPage> {
    const healthy = { lost: [], unreadable: [], mode: { kind: 'open' }, keeping: 'proved' } as const;
    const services = {
      policy: () => defaultPolicy,
      redactor,
      log: { failure: () => undefined },
      journal: { read: async () => ({ records, damaged: 0, newer: 0 }) },
    };
    const state = {
      view: { entries, ...healthy, notKept: [], older: [], ...view },
      watched: { tokens: watched, unreadable: [] },
      findings: judgeEntries(entries, { now, usedHere: undefined }),
      chosen: undefined,
      now,
    };
    return pictureOf(services as never, state as never, ticketBook().begin());
  }

  const watched = (name: string): WatchedToken => ({
    id: 'w1',
    name,
    place: { kind: 'server', text: name, link: undefined },
    owner: name,
    expiry: { kind: 'at', at: now + 2 * dayMs },
    note: name,
    addedAt: now,
    since: now,
  });

  function texts(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  }

  it('D03 D10 are one line each, short, and turn no direction, whatever a person called a token', async () => {
    for (const name of hostileNames) {
      const made = await page([anEntry({ name, owner: { value: name, evidence: 'declared' } })], {
        watched: [watched(name)],
        records: [aRecord({ time: now, entryName: name })],
      });
      for (const text of texts(made)) {
        assert.ok(text.length <= 700, `${text.length} characters`);
        assert.doesNotMatch(text, /(?!\u200b|\u2068|\u2069)[\p{Cc}\p{Cf}]/u);
      }
    }
  });

  it('D03 are text in what is exported: no name begins a heading, a link, a table or a tag', async () => {
    for (const name of hostileNames) {
      const made = await page([anEntry({ name })], {
        watched: [watched(name)],
        records: [aRecord({ time: now, entryName: name })],
      });
      const markdown = pageMarkdown(made, 'now');
      assert.equal(markdown.split('\n').filter((line) => line.startsWith('# ')).length, 1);
      const widths = markdown.split('\n\n').filter((block) => block.startsWith('|'));
      for (const block of widths) {
        const cells = block.split('\n').map((line) => [...line.matchAll(/(?<!\\)\|/g)].length);
        assert.equal(new Set(cells).size, 1, block);
      }
      const paper = pagePrint(made, 'now');
      assert.equal([...paper.matchAll(/<script|<img|onerror=(?!alert)/g)].length, 0);
      assert.doesNotMatch(
        paper.replaceAll(/&\w+;|&#39;/g, ''),
        /<(?!\/?(?:!DOCTYPE|html|head|meta|title|style|body|h1|h2|p|table|thead|tbody|tr|th|td)\b)/,
      );
    }
  });

  it('C05 hold no token, not even one that somebody used as a name, and no fingerprint', async () => {
    const token = makeToken('classic-pat');
    const known = 'only the store knows this one';
    const redactor = new Redactor();
    redactor.learn(new Secret(known));
    // Written with a character nobody sees it reads like none, until that is taken out.
    const hidden = `${token.slice(0, 12)}\u200b${token.slice(12)}`;
    for (const name of [token, hidden, known, `${known.slice(0, 12)}\u2060${known.slice(12)}`]) {
      const made = await page([anEntry({ name, login: name })], {
        redactor,
        watched: [watched(name)],
        records: [aRecord({ time: now, entryName: name })],
      });
      assert.ok(!JSON.stringify(made).includes(token.slice(8)));
      assert.ok(!JSON.stringify(made).includes(known));
    }
  });

  it('say in one sentence how many there are, what is urgent and what ends next', async () => {
    const made = await page([
      anEntry({ id: 'a', name: 'soon', expiry: { kind: 'at', at: now + 2 * dayMs } }),
      anEntry({ id: 'b', name: 'later' }),
    ]);
    assert.match(
      made.summary,
      /^2 tokens; .*next to end is soon: 22 Nov|^2 tokens; .*next to end is soon: Nov 22/,
    );
    assert.equal((await page([])).summary, 'No token is stored or watched yet.');
    assert.match((await page([anEntry()])).summary, /^One token; /);
    assert.deepEqual((await page([])).journal.ends, ['30 days ago', 'today']);
  });

  it('lead on from nothing as every place without a token does, and only then', async () => {
    const { empty } = await page([]);
    assert.deepEqual(
      empty?.acts.map(({ label }) => label),
      ['Add Token…', 'Get Started', 'Find Tokens on This Machine'],
    );
    assert.equal((await page([anEntry()])).empty, undefined);
  });

  it('F02 never call a store that answers nothing empty of tokens', async () => {
    const { empty, health, summary } = await page([], { view: { mode: { kind: 'storeEmpty' } } });
    assert.notEqual(summary, (await page([])).summary);
    assert.equal(empty?.title, 'The secret storage is empty');
    assert.equal(health.severity, 'error');
    assert.notEqual((await page([])).empty?.title, empty?.title);
  });

  it('say each fact of a picture in the row of its table too, for 0, 1, 3, 50 and 500 tokens', async () => {
    for (const count of [0, 1, 3, 50, 500]) {
      const { timeline, words, matrix, findings } = await page(variedEntries(count));
      assert.equal(timeline.bars.length, count);
      for (const bar of timeline.bars) {
        assert.equal(bar.cells.length, words.timelineColumns.length - 1);
        assert.ok(
          bar.cells.every((cell) => cell !== ''),
          JSON.stringify(bar.cells),
        );
      }
      for (const { cells } of matrix.rows) assert.equal(cells.length, matrix.columns.length);
      assert.equal(new Set(findings.map(({ id }) => id)).size, findings.length);
      const markdown = pageMarkdown(await page(variedEntries(count)), 'now');
      assert.ok(markdown.includes(words.timeline));
    }
  });

  it('mark level, evidence and need without a colour', async () => {
    const { matrix } = await page([anEntry({ purpose: 'push-and-draft' })]);
    const text = pageMarkdown(await page([aClassic(['repo', 'delete_repo'])]), 'now');
    assert.ok(
      text.includes('`W●!!`') && text.includes('`W●!`') && text.includes('\\!\\! no token should hold it'),
    );
    const at = matrix.columns.findIndex(({ id }) => id === 'contents');
    const cell = matrix.rows[0]?.cells[at];
    assert.equal(cell?.mark, 'W○');
    assert.equal(cell?.text, 'Contents: write: yes, declared by you, needed');
  });
});
