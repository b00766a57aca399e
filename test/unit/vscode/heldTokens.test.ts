import assert from 'node:assert/strict';
import { printer } from '../../../src/node/leaks/printer.ts';
import { HeldTokens } from '../../../src/vscode/leaks/heldTokens.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const print = printer(() => 'salt of a test');
const [first, second] = [makeSecret('classic-pat', 1), makeSecret('classic-pat', 2)];

describe('tokens that an entry held', () => {
  it('are known as its old ones after a rotation, also when the vault keeps them no more', () => {
    const held = new HeldTokens();
    held.add([{ entryId: 'work', old: false, secret: first }]);
    const after = [{ entryId: 'work', old: false, secret: second }];
    held.add(after);
    assert.deepEqual(
      [...held.entries(after, print)],
      [
        [print(first), { entryId: 'work', old: true }],
        [print(second), { entryId: 'work', old: false }],
      ],
    );
  });

  it('are nobody’s once their entry is gone', () => {
    const held = new HeldTokens();
    held.add([{ entryId: 'work', old: false, secret: first }]);
    assert.deepEqual([...held.entries([], print)], []);
  });

  it('have the last answer of GitHub, and no print is made before one is asked for', () => {
    const held = new HeldTokens();
    held.add([{ entryId: 'work', old: false, secret: first }]);
    held.answer(first, { kind: 'alive', host: 'github.com', at: 1, login: 'mona' });
    held.answer(makeSecret('classic-pat', 1), { kind: 'dead', host: 'github.com', at: 2 });
    assert.deepEqual(
      held.answers.map(({ checked }) => checked.kind),
      ['dead'],
    );
  });
});
