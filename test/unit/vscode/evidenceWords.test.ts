import assert from 'node:assert/strict';
import { walls } from '../../../src/permissions/sight.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { now } from '../policy/anEntry.ts';

const words = giveEditorWords();
const { statementLine, wallWord } = await import('../../../src/vscode/messages/evidence.ts');
words.stop();

describe('the words of the evidence', () => {
  it('name why a repository turns a token away, each in its own words and never by an id of ours', () => {
    const said = walls.map(wallWord);
    assert.equal(new Set(said).size, walls.length);
    assert.deepEqual(
      walls.filter((wall) => said.some((text) => text.includes(wall))),
      [],
    );
    const probed = (why: string) =>
      statementLine({
        permission: 'contents',
        level: 'write',
        says: 'nothing',
        evidence: 'probed',
        source: { kind: 'probe' },
        why,
        at: now,
      });
    assert.match(probed('ipAllowList'), /network/);
    // What another program may have written into the store.
    assert.doesNotMatch(probed('constructor'), /constructor/);
  });
});
