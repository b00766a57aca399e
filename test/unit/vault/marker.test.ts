import assert from 'node:assert/strict';
import fc from 'fast-check';
import { githubCom } from '../../../src/tokens/host.ts';
import {
  blankMarker,
  isMarkerId,
  type Marker,
  parseMarker,
  serialiseMarker,
} from '../../../src/vault/marker.ts';

const full: Marker = {
  id: 'a-1',
  host: githubCom.name,
  kind: 'classic-pat',
  state: 'writing',
  generation: 4,
  next: 5,
  fingerprint: 'print',
  by: 'window',
  turn: 9,
  at: 12,
  run: 'run',
  kept: true,
  acknowledged: false,
};

describe('marker', () => {
  it('comes back from its file as it was written', () => {
    assert.deepEqual(
      [full, blankMarker('b')].map((one) => parseMarker(one.id, serialiseMarker(one))),
      [full, blankMarker('b')],
    );
  });

  it('F08 that is damaged, foreign or newer still says that an entry of this id was here', () => {
    const damaged = [
      '',
      '{',
      'null',
      '[]',
      serialiseMarker(full).replace('"v":1', '"v":2'),
      serialiseMarker({ ...full, id: 'other' }),
      serialiseMarker({ ...full, generation: -1 }),
    ];
    assert.deepEqual(
      damaged.map((text) => parseMarker('a-1', text)),
      damaged.map(() => blankMarker('a-1')),
    );
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => parseMarker('a', text).id === 'a'),
      { numRuns: 200 },
    );
  });

  it('takes no id that a path or another platform could read as something else', () => {
    const ids = ['', '.', '..', 'a/b', 'a\\b', 'A', 'a.b', 'a\n', 'é', 'x'.repeat(65)];
    assert.deepEqual(ids.filter(isMarkerId), []);
    assert.ok(isMarkerId('0f8fad5b-d9cb-469f-a165-70867728950e'));
  });
});
