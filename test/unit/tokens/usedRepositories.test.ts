import assert from 'node:assert/strict';
import { usedRepositories } from '../../../src/tokens/usedRepositories.ts';
import { anEntry, now } from '../policy/anEntry.ts';

describe('where a token is used', () => {
  it('is each repository once, whatever the case, and none that only refused it', () => {
    const entry = anEntry({
      confirmedFor: ['acme/web'],
      observed: [
        { operation: 'push', repository: 'Acme/Web', evidence: 'worked', at: now },
        { operation: 'push', repository: 'acme/closed', evidence: 'refused', at: now },
        { operation: 'read', repository: 'acme/app', evidence: 'worked', at: now },
      ],
    });
    assert.deepEqual(usedRepositories(entry), ['Acme/Web', 'acme/app']);
    assert.deepEqual(usedRepositories(entry, ['other/site', 'acme/web']), [
      'acme/app',
      'acme/web',
      'other/site',
    ]);
  });
});
