import assert from 'node:assert/strict';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { anApp } from '../policy/anEntry.ts';
import { select } from './selecting.ts';

describe('selecting beside a stored App', () => {
  it('S0-19 chooses the same token as before the App was added, and never its key', () => {
    const app = anApp({}, { id: 'the-app' });
    const all = variedEntries(120).filter(({ kind }) => kind !== 'app-key');
    for (let from = 0; from + 3 <= all.length; from++) {
      const some = all.slice(from, from + (from % 4));
      assert.deepEqual(select([...some, app]), select(some));
      assert.deepEqual(select([app, ...some]), select(some));
    }
    assert.deepEqual(select([app]), { kind: 'none' });
  });
});
