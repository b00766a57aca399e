import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import type { PlacelessLeak, ScanReport } from '../../../src/leaks/ports.ts';
import type { Plant } from '../../bench/corpusPlanting.ts';
import { coreAndDecoys, doubtful } from '../../bench/corpusTokens.ts';
import { seeded } from '../../bench/random.ts';
import { type ScanScore, scoreScan } from '../../bench/scanScore.ts';

const folder = join('/', 'corpus');
const plants: readonly Plant[] = [
  { set: 'core', type: 'ghp', file: 'a/one.ts', line: 4 },
  { set: 'hard', type: 'binary', file: 'two.bin', line: 0 },
  { set: 'decoy', type: 'ghp wrong checksum', file: 'three.ts', line: 1 },
  { set: 'decoy', type: 'gho wrong checksum', file: 'four.ts', line: 1 },
];

type Found = readonly (readonly [file: string, line: number, confidence: 'confirmed' | 'possible'])[];

function score(found: Found): ScanScore {
  const leak = (line: number, confidence: PlacelessLeak['confidence']): PlacelessLeak => ({
    kind: 'classic-pat',
    confidence,
    written: 'plain',
    masked: '',
    print: '',
    spot: { line, column: 0, endLine: line, endColumn: 1 },
  });
  const report = {
    found: new Map(found.map(([file, line, sure]) => [join(folder, file), [leak(line, sure)]])),
  } as unknown as ScanReport;
  return scoreScan(report, { folder, plants, remove: () => undefined });
}

describe('the score of a scan of the corpus', () => {
  it('is full where every token was found and nothing else', () => {
    const all = score([
      ['a/one.ts', 4, 'confirmed'],
      ['two.bin', 0, 'possible'],
    ]);
    assert.deepEqual(all.found, { core: 1, hard: 1, decoy: 0 });
    assert.deepEqual(all.confirmed, { right: 1, all: 1 });
    assert.deepEqual([all.missed, all.forbidden, all.elsewhere], [[], [], 0]);
  });

  it('does not count a finding on another line, and holds it against what was confirmed', () => {
    const other = score([['a/one.ts', 5, 'confirmed']]);
    assert.equal(other.found.core, 0);
    assert.deepEqual(other.confirmed, { right: 0, all: 1 });
    assert.deepEqual(other.missed, ['ghp in a/one.ts', 'binary in two.bin']);
  });

  it('holds a decoy against it: any that is confirmed, and a possible one where the checksum decides', () => {
    const sure = score([['four.ts', 1, 'confirmed']]);
    assert.deepEqual(sure.confirmed, { right: 0, all: 1 });
    assert.deepEqual(sure.forbidden, []);
    assert.deepEqual(score([['three.ts', 1, 'possible']]).forbidden, ['ghp wrong checksum in three.ts']);
  });
});

describe('what is planted', () => {
  const samples = coreAndDecoys(seeded(1));

  it('is three hundred tokens that are known for sure, and three hundred that are not', () => {
    const sure = samples.map(({ set, token }) => [set, findTokens(`"${token}"`)[0]?.confidence] as const);
    assert.equal(
      sure.filter(([set, confidence]) => set === 'core' && confidence === 'confirmed').length,
      300,
    );
    assert.equal(
      sure.filter(([set, confidence]) => set === 'decoy' && confidence !== 'confirmed').length,
      300,
    );
  });

  it('is doubtful only where no checksum decides', () => {
    const told = samples.filter(({ set, token }) => set === 'decoy' && findTokens(token).length > 0);
    assert.deepEqual(
      told.filter(({ type }) => !doubtful.has(type)),
      [],
    );
    assert.equal(told.length, 150);
  });
});
