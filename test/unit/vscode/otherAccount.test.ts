import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { giveEditorWords, type Seen, whatWasSeen } from '../../fakes/editorWords.ts';
import { okAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry } from '../policy/anEntry.ts';

describe('a token that answers for another account', () => {
  let words: { readonly stop: () => void };
  let seen: Seen;
  let checkEntry: typeof import('../../../src/vscode/inspect.ts').checkEntry;
  before(async function () {
    this.timeout(60_000);
    words = giveEditorWords();
    seen = await whatWasSeen();
    ({ checkEntry } = await import('../../../src/vscode/inspect.ts'));
  });
  after(() => words.stop());

  /** A vault of one entry, and GitHub as it answers. */
  function world(...logins: readonly string[]) {
    const kept = { entry: anEntry({ login: 'mona' }) };
    const services = {
      api: new ScriptedGitHubApi(...logins.map((login) => okAnswer({ login }))),
      whereabouts: { current: async () => undefined },
      vault: {
        secretOf: async () => makeSecret('fine-grained-pat', 'account'),
        update: async (_id: string, change: (latest: Entry) => Entry) => {
          kept.entry = change(kept.entry);
          return kept.entry;
        },
      },
      leaks: { keeper: { noteAnswer: () => undefined } },
      state: { refresh: async () => undefined },
      log: { info: () => undefined },
    } as unknown as Services;
    return { kept, services };
  }

  it('G15 is told once, with both names, and not for the same account', async () => {
    seen.shown.length = 0;
    const { kept, services } = world('Mona', 'hubot', 'hubot');
    for (let check = 0; check < 3; check++) await checkEntry(services, kept.entry);
    assert.deepEqual(
      seen.shown.map(({ kind, text }) => [kind, text]),
      [
        [
          'warning',
          'github:fine-grained-acme now answers as hubot; before it was Mona. If you did not rename the account, rotate the token.',
        ],
      ],
    );
  });
});
