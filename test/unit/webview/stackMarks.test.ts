import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stackMarks } from '../../../src/webview/stackMarks.ts';

describe('marks of the journal strip', () => {
  it('never lie on one another, and none is far from its moment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }),
        fc.integer({ min: 1, max: 80 }),
        (at, places) => {
          const stacked = stackMarks(at, places);
          assert.equal(new Set(stacked.map((each) => `${each.at} ${each.height}`)).size, at.length);
          const reach = places > 1 ? 0.5 / (places - 1) + 1e-9 : 1;
          assert.ok(stacked.every((each, index) => Math.abs(each.at - (at[index] ?? 0)) <= reach));
        },
      ),
    );
  });

  it('stand within the strip, whatever the share', () => {
    const stacked = stackMarks([Number.NaN, -3, 7, Number.POSITIVE_INFINITY], 60);
    assert.deepEqual(
      stacked.map(({ at }) => at),
      [0, 0, 1, 1],
    );
  });

  it('have no gap beneath them', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }), (at) => {
        const stacked = stackMarks(at, 20);
        const there = new Set(stacked.map((each) => `${each.at} ${each.height}`));
        assert.ok(stacked.every((each) => each.height === 0 || there.has(`${each.at} ${each.height - 1}`)));
      }),
    );
  });
});
