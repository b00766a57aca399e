import assert from 'node:assert/strict';
import { recordPage } from '../../../src/journal/recordPage.ts';
import { aRecord } from './aRecord.ts';

describe('the page of a record', () => {
  const page = 'https://github.com/acme/app/pull/7';

  it('B06 is opened only where it is a pull request of the record’s own repository and host', () => {
    const strange: readonly Parameters<typeof aRecord>[0][] = [
      {},
      { pullRequestUrl: 'https://evil.example/acme/app/pull/7' },
      { pullRequestUrl: 'https://evilhb.com/acme/app/pull/7' },
      { pullRequestUrl: 'https://github.com/acme/other/pull/7' },
      { pullRequestUrl: `${page}/../../../../evil/app` },
      { pullRequestUrl: `${page}?x=1` },
      { pullRequestUrl: 'command:workbench.action.quit' },
      { pullRequestUrl: 'http://github.com/acme/app/pull/7' },
      { pullRequestUrl: page, repository: undefined },
      {
        pullRequestUrl: 'https://github.com@evil.example/a/b/pull/7',
        host: 'github.com@evil.example',
        repository: 'a/b',
      },
      { pullRequestUrl: 'https://github.com/../x/pull/7', repository: '../x' },
    ];
    assert.equal(recordPage(aRecord({ pullRequestUrl: page })), page);
    assert.deepEqual(
      strange.map((changes) => recordPage(aRecord(changes))),
      strange.map(() => undefined),
    );
  });
});
