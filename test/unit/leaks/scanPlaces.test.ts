import assert from 'node:assert/strict';
import { planScanPlaces, readChosen } from '../../../src/leaks/scanPlaces.ts';

const machine = [{ what: 'netrc', path: '/home/mona/.netrc' }] as const;
const all = { trusted: true, folders: 1, repositories: 1, machine };
const kinds = (facts: Parameters<typeof planScanPlaces>[0]) =>
  planScanPlaces(facts).map(({ place }) => place.kind);

describe('where tokens are looked for', () => {
  it('is the workspace and its repositories, unless a person picks more', () => {
    const picked = planScanPlaces(all).filter((one) => one.picked);
    assert.deepEqual(
      picked.map(({ place }) => place.kind),
      ['workspace', 'configuration'],
    );
  });

  it('is offered outside of the workspace file by file, and nowhere without trust', () => {
    assert.deepEqual(kinds(all).slice(-1), ['machine']);
    assert.deepEqual(kinds({ ...all, trusted: false }), ['workspace', 'withoutIgnored', 'withoutExcluded']);
    assert.deepEqual(kinds({ ...all, trusted: false, folders: 0 }), []);
  });

  it('A16 leaves nothing out unless the person says so, and then it is the workspace that is meant', () => {
    const plain = readChosen([{ kind: 'workspace' }]);
    assert.deepEqual([plain.withoutIgnored, plain.withoutExcluded], [false, false]);
    assert.ok(readChosen([{ kind: 'withoutExcluded' }]).workspace);
    assert.ok(!readChosen([{ kind: 'staged' }]).workspace);
  });
});
