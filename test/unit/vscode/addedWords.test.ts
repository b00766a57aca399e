import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { everyFinding } from '../../fixtures/everyFinding.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

let words: { readonly stop: () => void };
let added: typeof import('../../../src/vscode/messages/added.ts');

before(async function () {
  // The words bring a library of dates with them, and the machine may be busy.
  this.timeout(60_000);
  words = giveEditorWords();
  added = await import('../../../src/vscode/messages/added.ts');
});
after(() => words.stop());

describe('the answer to adding a token', () => {
  const text = (entry: Entry, ...ids: readonly string[]) => {
    const findings = ids.flatMap(
      (id) => everyFinding().find(({ finding }) => finding.id === id)?.finding ?? assert.fail(id),
    );
    return added.addedText(added.storedSentence(entry, now, undefined), findings, entry, now);
  };

  it('says when the token ends once, whether or not that is held against it', () => {
    const classic = aClassic(['repo'], { expiry: { kind: 'never' } });
    assert.equal(
      text(classic, 'classic', 'no-expiry'),
      `Stored as ${classic.name}. Classic token. Never expires.`,
    );
    assert.match(text(anEntry(), 'classic', 'purpose-unknown'), /^Stored as \S+ It expires /);
  });

  it('gives the reason where there is one thing to say', () => {
    assert.match(
      text(aClassic(['repo']), 'classic'),
      /Classic token\. A classic token reaches every repository/,
    );
  });
});
