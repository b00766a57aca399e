import assert from 'node:assert/strict';
import { isShared, judgeWhereKept } from '../../../src/vault/whereKept.ts';

describe('where the secrets lie', () => {
  it('E07 is the side of the person, also where the extension runs on another machine', () => {
    const places = [
      judgeWhereKept(false, undefined),
      judgeWhereKept(false, 'ssh-remote'),
      judgeWhereKept(true, 'codespaces'),
      judgeWhereKept(true, undefined),
    ];
    assert.deepEqual(places, [
      { kind: 'here' },
      { kind: 'thisComputer', usedOn: 'ssh-remote' },
      { kind: 'browser', usedOn: 'codespaces' },
      { kind: 'browser', usedOn: undefined },
    ]);
    assert.deepEqual(places.map(isShared), [true, true, false, false]);
  });
});
