import assert from 'node:assert/strict';
import { planWaysIn, type WayIn, type WaysFacts } from '../../../src/sources/planWaysIn.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';

let words: { readonly stop: () => void };
let ways: typeof import('../../../src/vscode/messages/waysIn.ts');

before(async () => {
  words = giveEditorWords();
  ways = await import('../../../src/vscode/messages/waysIn.ts');
});
after(() => words.stop());

/** A list of VS Code is 600 pixels wide, and cuts off what is longer. */
const fits = 80;

describe('the words of the ways in', () => {
  const lines = (facts: Partial<WaysFacts> = {}) =>
    planWaysIn({
      brokerNamed: false,
      lacksFineGrained: false,
      trusted: true,
      loginsAllowed: true,
      environmentAllowed: true,
      ...facts,
    }).map((planned) => {
      const { label, gives, costs } = ways.wayWords(planned, 'TOKEN_WARDEN_GITHUB_COM');
      const note = planned.note === undefined ? '' : ways.wayNoteText(planned.note);
      return { way: planned.way, label, gives, costs, note };
    });
  const priceOf = (way: WayIn) => lines().find((line) => line.way === way)?.costs ?? '';

  it('S0-01 tell of each what it gives and what it costs, and none is cut off', () => {
    const all = [
      ...lines(),
      ...lines({ brokerNamed: true, lacksFineGrained: true, trusted: false }),
      ...lines({ loginsAllowed: false, environmentAllowed: false }),
    ];
    for (const { label, gives, costs, note } of all) {
      assert.ok(gives.length > 0 && costs.length > 20, label);
      assert.ok(costs.length <= fits && `${label} ${gives} · ${note}`.length <= fits, label);
    }
    assert.match(priceOf('app'), /review/);
  });

  it('S4-08 call a login broader than needed before it is chosen', () => {
    assert.match(priceOf('login'), /this machine.*standardize.*broader/);
  });

  it('S4-12 name a broker’s price: a service that has to run', () => {
    assert.match(priceOf('broker'), /complex.*service/);
    assert.match(lines().find(({ way }) => way === 'broker')?.gives ?? '', /revoked.*one place/);
  });

  it('S4-16 name a variable’s price: handing it out, and fewer records', () => {
    assert.match(priceOf('environment'), /hand it out.*fewer records/);
  });
});
