import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Drawn, type Picture, planRefresh, top } from '../../../src/tree/planRefresh.ts';

const drawn = (look: string, below?: readonly string[]): Drawn => ({ look, below });

/** Two owners, one token opened. */
const before: Picture = new Map([
  [top, drawn('', ['acme', 'beta'])],
  ['acme', drawn('acme', ['a', 'b'])],
  ['beta', drawn('beta', ['c'])],
  ['a', drawn('a 9d', ['finding', 'journal'])],
  ['b', drawn('b 3d')],
  ['c', drawn('c 1d')],
  ['finding', drawn('Classic')],
  ['journal', drawn('Journal')],
]);

const changed = (...changes: readonly (readonly [string, Drawn])[]): Picture =>
  new Map([...before, ...changes]);

describe('what is drawn again', () => {
  it('is nothing when nothing changed, so that no selection is lost', () => {
    assert.deepEqual(planRefresh(before, changed()), []);
  });

  it('is only the line that changed, however deep it is', () => {
    assert.deepEqual(planRefresh(before, changed(['b', drawn('b 2d')])), ['b']);
    assert.deepEqual(planRefresh(before, changed(['finding', drawn('Accepted')])), ['finding']);
    assert.deepEqual(planRefresh(before, changed(['b', drawn('b 2d')], ['c', drawn('c 0d')])), ['b', 'c']);
  });

  it('is a line whole when others stand below it, and everything when others stand at the top', () => {
    assert.deepEqual(planRefresh(before, changed(['a', drawn('a 9d', ['journal'])])), ['a']);
    assert.deepEqual(planRefresh(before, changed(['acme', drawn('acme', ['b', 'a'])])), ['acme']);
    assert.equal(planRefresh(before, changed([top, drawn('', ['beta', 'acme'])])), 'everything');
  });

  it('never looks below what nobody opened', () => {
    assert.deepEqual(planRefresh(before, changed(['b', drawn('b 3d', undefined)], ['x', drawn('new')])), []);
  });

  it('names no line twice, and none below another that it names', () => {
    const looks = fc.constantFrom('1', '2');
    fc.assert(
      fc.property(fc.array(looks, { minLength: 7, maxLength: 7 }), (given) => {
        const names = [...before.keys()].filter((id) => id !== top);
        const after = changed(
          ...names.map((id, n) => [id, drawn(given[n] ?? '', before.get(id)?.below)] as const),
        );
        const plan = planRefresh(before, after);
        assert.ok(plan !== 'everything');
        const below = (id: string): readonly string[] =>
          (before.get(id)?.below ?? []).flatMap((child) => [child, ...below(child)]);
        const inside = plan.flatMap(below);
        assert.equal(new Set(plan).size, plan.length);
        assert.deepEqual(
          plan.filter((id) => inside.includes(id)),
          [],
        );
      }),
    );
  });
});
