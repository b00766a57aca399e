import assert from 'node:assert/strict';
import { summariseTable } from '../../../src/tokens/statusTable.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { aKey, anApp, now } from '../policy/anEntry.ts';

type Words = typeof import('../../../src/vscode/messages/appKeys.ts');
type Hover = typeof import('../../../src/vscode/hover.ts');

describe('the words about the keys of an App', () => {
  let words: Words;
  let hover: Hover;
  let apps: typeof import('../../../src/vscode/messages/apps.ts');

  before(async function () {
    this.timeout(60_000);
    const given = giveEditorWords();
    words = await import('../../../src/vscode/messages/appKeys.ts');
    apps = await import('../../../src/vscode/messages/apps.ts');
    hover = await import('../../../src/vscode/hover.ts');
    given.stop();
  });

  it('G13 give each text that is no key a line of its own, with what would be right', () => {
    const faults = [
      'empty',
      'tooLong',
      'notPem',
      'cut',
      'encrypted',
      'notRsa',
      'publicKey',
      'certificate',
      'openSsh',
    ] as const;
    const lines = faults.map((why) => apps.keyFaultText(why));
    assert.equal(new Set(lines).size, faults.length);
    for (const line of lines) assert.match(line, /\. \S.*\.$|: .*\.$/);
  });

  it('S2-52 tell how the mints of each key fared: how many, how many failed, the last cause and when', () => {
    const failed = {
      ...aKey,
      minted: 12,
      failed: 3,
      lastFailure: 'appSuspended',
      lastFailedAt: now - 2 * 3_600_000,
    };
    const line = words.keyLine(failed, now);
    assert.match(line, /12 minted/);
    assert.match(line, /3 failed, last 2 hours ago \(appSuspended\)/);
    assert.match(line, /SHA256:m1n7ed0nce/);
    assert.doesNotMatch(words.keyLine({ ...aKey, minted: 12 }, now), /failed/);
    assert.match(words.keyShort(anApp({ current: failed }), now), /12 minted · 3 failed/);
  });

  it('S2-52 show both keys in the hover, and no end, scope or sign-in that a key does not have', () => {
    const chosen = anApp({ current: { ...aKey, failed: 1, lastFailure: 'appKey' }, old: aKey });
    const breadthOf = () => ({ kind: 'unknown' }) as const;
    const { rows } = summariseTable({
      chosen,
      others: [],
      findings: [],
      lost: 0,
      now,
      breadthOf,
    });
    const cells = rows.map((row) => hover.rowCells(row, now)?.[0]);
    assert.deepEqual(cells.filter(Boolean), ['Kind', 'Host', 'Key in use', 'Old key', 'Checked']);
  });
});
