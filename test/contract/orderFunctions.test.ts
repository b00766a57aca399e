import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { orderFunctions } from '../scripts/orderFunctions.ts';

describe('functions in another order', () => {
  const names = Array.from('abcdefgh');
  /** Of two kinds that alternate, with more bytes than characters, and statements between that need their order. */
  const functions = names.map((name, at) =>
    at % 2 === 0
      ? `function ${name}(){return "“${name}” is one of many words that are alike"}`
      : `async function ${name}(given){for(const each of given)await each.close()}`,
  );
  const program = [
    '"use strict";',
    'var log=[1];',
    ...functions.flatMap((each) => [each, 'log.push(log.length);']),
  ];
  const code = `${program.join('')}log.push(a(),this===undefined,(function(){return this})()===undefined);log`;

  it('are the same functions and a program that does the same, still strict', async () => {
    const ordered = await orderFunctions(code);
    assert.notEqual(ordered, code);
    assert.equal(ordered.length, code.length + 1);
    for (const each of functions) assert.equal(ordered.split(each).length, 2, each);
    const [before, after] = [code, ordered].map((each) => JSON.stringify(runInNewContext(each)));
    assert.equal(after, before);
  });

  it('lie beside what they are like, the same each time', async () => {
    const ordered = await orderFunctions(code);
    assert.equal(await orderFunctions(code), ordered);
    const kinds = functions
      .toSorted((x, y) => ordered.indexOf(x) - ordered.indexOf(y))
      .map(([first]) => first);
    assert.deepEqual([...new Set([kinds.slice(0, 4).join(''), kinds.slice(4).join('')])].toSorted(), [
      'aaaa',
      'ffff',
    ]);
  });
});
