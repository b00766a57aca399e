import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AnswerReader, type Candidate, mostHits } from '../../../src/node/leaks/ripgrepAnswer.ts';

const said = (path: string, line: number, column: number, start: number, words = '1 matches') =>
  `${path}\0${line}:${column}:${start}:[Omitted long line with ${words}]\n`;

function read(pieces: readonly string[]): readonly Candidate[] {
  const told: Candidate[] = [];
  const reader = new AnswerReader((candidate) => told.push(candidate));
  for (const piece of pieces) reader.write(Buffer.from(piece, 'latin1'));
  reader.end();
  return told;
}

describe('what ripgrep prints', () => {
  const many = Array.from({ length: mostHits + 1 }, (_, at) => said('/many', at + 1, 1, 9 * at));
  const whole = [
    said('/a\n1:1:1:x', 3, 5, 100),
    said('/a\n1:1:1:x', 7, 1, 300, '1 match'),
    said('/b', 1, 1, 0, '2 matches'),
    said('/b', 2, 1, 40),
    said('/\xff', 1, 2, 0),
    said('/text', 1, 2, 0).replace(/\[.*\]/, 'a line after all'),
    ...many.slice(1),
    ...many.map((one) => one.replace('/many', '/more')),
  ].join('');
  const expected: readonly Candidate[] = [
    {
      path: '/a\n1:1:1:x',
      hits: [
        { line: 3, at: 104 },
        { line: 7, at: 300 },
      ],
    },
    { path: '/b', hits: undefined },
    { path: '/\xff', hits: [{ line: 1, at: 1 }] },
    { path: '/text', hits: undefined },
    { path: '/many', hits: Array.from({ length: mostHits }, (_, at) => ({ line: at + 2, at: 9 * at + 9 })) },
    { path: '/more', hits: undefined },
  ];

  it('I13 is taken apart whatever the names are, and where there are too many places or unclear ones none is told', () => {
    assert.deepEqual(read([whole]), expected);
  });

  it('tells no place of a file that is told twice, because its folder lies in another that is searched', () => {
    const once = [said('/a', 1, 1, 0), said('/a', 900, 1, 50_000), said('/a', 1800, 1, 100_000)].join('');
    assert.equal(read([once])[0]?.hits?.length, 3);
    assert.deepEqual(read([once + once]), [{ path: '/a', hits: undefined }]);
  });

  it('may come in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((to, nth) => whole.slice(places[nth], to));
        assert.deepEqual(read(pieces), expected);
      }),
    );
  });
});
