import assert from 'node:assert/strict';
import { planActs } from '../../../src/leaks/leakAct.ts';
import { aJudged } from './aLeak.ts';

const trusted = { trusted: true };
const untrusted = { trusted: false };
const ours = { entryId: 'e', old: false };
const alive = { kind: 'alive', host: 'github.com', at: 1, login: 'mona' } as const;
const mark = { print: 'p1', reason: 'a sample', at: 1 };
const config = { kind: 'file', uri: 'file:///w/.git/config' } as const;

describe('what is offered for a found token', () => {
  it('I15 is never to call one of ours, or one that lives, test data', () => {
    assert.ok(planActs(aJudged(), trusted).includes('markTestData'));
    for (const known of [aJudged({ ours }), aJudged({ checked: alive })]) {
      for (const facts of [trusted, untrusted]) assert.ok(!planActs(known, facts).includes('markTestData'));
    }
  });

  it('is to take a mark back, and still to mend the text', () => {
    assert.deepEqual(planActs(aJudged({ testData: mark }), trusted), ['unmarkTestData', 'replace']);
  });

  it('runs nothing and sends nothing where nobody trusts the workspace', () => {
    for (const judged of [aJudged(), aJudged({ ours }), aJudged({}, { place: config, written: 'url' })]) {
      const left = planActs(judged, untrusted).filter(
        (act) => !['replace', 'markTestData', 'whatIsLeft'].includes(act),
      );
      assert.deepEqual(left, []);
    }
  });

  it('leaves a remote’s address to git, and any other text to the editor', () => {
    const first = (uri: string, written: 'url' | 'plain') =>
      planActs(aJudged({}, { place: { kind: 'file', uri }, written }), trusted)[0];
    assert.deepEqual(
      [
        first(config.uri, 'url'),
        first('file:///w/.git/modules/a/config', 'url'),
        first(config.uri, 'plain'),
        first('file:///w/config', 'url'),
        // Not on this disk, whatever lies there under that path.
        first('untitled:/w/.git/config', 'url'),
        first('memfs://server/share/.git/config', 'url'),
      ],
      ['stripRemote', 'stripRemote', 'replace', 'replace', 'replace', 'replace'],
    );
  });
});
