import assert from 'node:assert/strict';
import { isNarrower } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { selectEntry } from '../../../src/tokens/selectEntry.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { anApp, now } from '../policy/anEntry.ts';

const select = (entries: readonly Entry[]) =>
  selectEntry({
    entries,
    host: githubCom.name,
    owner: 'acme',
    repository: 'app',
    bindings: {},
    override: undefined,
    now,
    fits: (entry) => judgeFit(entry, 'push'),
    isNarrower,
  });

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
