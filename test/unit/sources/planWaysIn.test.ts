import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planWaysIn, type WaysFacts } from '../../../src/sources/planWaysIn.ts';

const plain: WaysFacts = {
  brokerNamed: false,
  lacksFineGrained: false,
  trusted: true,
  loginsAllowed: true,
  environmentAllowed: true,
};
const notes = (facts: Partial<WaysFacts>) =>
  planWaysIn({ ...plain, ...facts }).flatMap(({ way, note }) => (note === undefined ? [] : [[way, note]]));

describe('the ways in', () => {
  it('S0-01 begin with the one that asks nobody else, unless somebody has set up a narrower one', () => {
    assert.deepEqual(planWaysIn(plain)[0], { way: 'paste', note: 'advisedFirst' });
    assert.deepEqual(planWaysIn({ ...plain, brokerNamed: true })[0], { way: 'broker', note: 'advisedNamed' });
    assert.deepEqual(planWaysIn({ ...plain, lacksFineGrained: true })[0], {
      way: 'paste',
      note: 'classicHere',
    });
  });

  it('are always all of them, each once, with one that is advised at most and never a login', () => {
    const facts = fc.record({
      brokerNamed: fc.boolean(),
      lacksFineGrained: fc.boolean(),
      trusted: fc.boolean(),
      loginsAllowed: fc.boolean(),
      environmentAllowed: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const ways = planWaysIn(given);
        assert.deepEqual(ways.map(({ way }) => way).toSorted(), [
          'app',
          'broker',
          'device',
          'environment',
          'login',
          'paste',
        ]);
        const advised = ways.filter(({ note }) => note?.startsWith('advised'));
        assert.ok(advised.length <= 1 && advised.every(({ way }) => way !== 'login'));
      }),
    );
  });

  it('tell where one is closed, or is only half there', () => {
    assert.deepEqual(notes({}), [['paste', 'advisedFirst']]);
    assert.deepEqual(notes({ trusted: false }), [
      ['paste', 'advisedFirst'],
      ['login', 'sessionOnly'],
    ]);
    assert.deepEqual(notes({ trusted: false, loginsAllowed: false, environmentAllowed: false }), [
      ['paste', 'advisedFirst'],
      ['login', 'offInSettings'],
      ['environment', 'offInSettings'],
    ]);
  });
});
