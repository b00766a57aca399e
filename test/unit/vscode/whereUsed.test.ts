import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { WatchedToken } from '../../../src/watched/watchedToken.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { aRecord } from '../journal/aRecord.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { aWatched } from '../watched/aWatched.ts';

const words = giveEditorWords();
const { showWhereUsed } = await import('../../../src/vscode/whereUsed.ts');
words.stop();

type Services = Parameters<typeof showWhereUsed>[0];

/** What is shown of an entry while these tokens are watched. */
async function shownOf(entry: Entry, tokens: readonly WatchedToken[]): Promise<string> {
  let shown = '';
  const record = aRecord({ entryId: entry.id, repository: 'acme/recorded', time: now });
  await showWhereUsed(
    {
      journal: { read: async () => ({ records: [record] }) },
      state: { refresh: async () => ({ view: { entries: [entry] }, watched: { tokens, unreadable: [] } }) },
      clock: { now: () => now },
      documents: {
        show: async (_title: string, text: string) => {
          shown = text;
        },
      },
    } as unknown as Services,
    entry,
  );
  return shown;
}

const places = (text: string) => [...text.matchAll(/^- `([^`]+)`: /gm)].map((match) => match[1]);

describe('where a token is used, as it is shown after a rotation', () => {
  const tokens = [
    aWatched({ id: 'w1', name: 'deploy', owner: 'ACME' }),
    aWatched({ id: 'w2', name: 'release', owner: 'other' }),
    aWatched({ id: 'w3', name: 'nobody said', owner: undefined }),
    aWatched({ id: 'w4', name: 'personal', owner: 'mona' }),
  ];

  it('names the watched tokens of the owners it acts for and served, and of no one else', async () => {
    assert.deepEqual(places(await shownOf(anEntry(), tokens)), ['deploy']);
    assert.deepEqual(places(await shownOf(anEntry({ confirmedFor: ['other/app'] }), tokens)), [
      'deploy',
      'release',
    ]);
    assert.deepEqual(places(await shownOf(anEntry({ owner: undefined }), tokens)), ['personal']);
  });

  it('says of each where it lives, and what to do about it', async () => {
    const text = await shownOf(anEntry(), tokens);
    assert.match(text, /Actions secret · DEPLOY in acme\/app/);
    assert.match(text, /put the new one there/);
    assert.doesNotMatch(await shownOf(anEntry(), []), /put the new one there/);
    const place = {
      kind: 'actions-secret',
      text: 'Actions secret SITE in acme/app',
      link: undefined,
    } as const;
    const twice = await shownOf(anEntry(), [aWatched({ owner: 'acme', place })]);
    assert.match(twice, /Actions secret SITE/);
    assert.doesNotMatch(twice, /Actions secret · /);
  });

  it('names the repositories of the entry and of its records, and lets no name write Markdown', async () => {
    const text = await shownOf(anEntry({ name: '[x](command:y)', confirmedFor: ['acme/app'] }), []);
    assert.match(text, /^# Where `\[x\]\(command:y\)` is used$/m);
    assert.match(text, /^- `acme\/app`\n- `acme\/recorded`$/m);
  });
});
