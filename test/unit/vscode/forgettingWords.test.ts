import assert from 'node:assert/strict';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry } from '../policy/anEntry.ts';

const words = giveEditorWords();
const { forgottenReport, forgottenSentence } = await import('../../../src/vscode/messages/forgetting.ts');
words.stop();

describe('what Forget Everything says', () => {
  it('counts and names a kept old token with its own page: nobody would think of it again', () => {
    const previous = { since: 1, replacedAt: 2, kind: 'classic-pat' } as const;
    const entries = [anEntry({ id: 'e1', name: 'work', previous }), anEntry({ id: 'e2', name: 'home' })];
    const done = {
      store: { entries, lost: [], unreadable: 0, left: [], listed: true },
      rest: { files: [], memory: [] },
      journalToo: false,
      sharedStore: true,
    };
    assert.match(forgottenSentence(done), /At GitHub 3 tokens still work\./);
    const report = forgottenReport(done);
    assert.match(report, /^- work \(.+\): https:\/\/github\.com\/settings\/personal-access-tokens/m);
    assert.match(report, /^- the old token of work \(.+\): https:\/\/github\.com\/settings\/tokens/m);
  });
});
