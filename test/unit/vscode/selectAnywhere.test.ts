import assert from 'node:assert/strict';
import type { CancelSignal } from '../../../src/github/apiAnswer.ts';
import { noOffers } from '../../../src/sources/source.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { askEveryone } from '../../../src/vscode/selectAnywhere.ts';

const address = { host: githubCom, owner: 'acme', repo: 'app' };

describe('asking every source', () => {
  it('ends when whoever asked is gone, so that a slow source holds up nothing', async () => {
    const leaving = new AbortController();
    let told: CancelSignal | undefined;
    const credentials = {
      offers: (_asked: unknown, signal: CancelSignal) => {
        told = signal;
        return new Promise<typeof noOffers>((resolve) => {
          signal.addEventListener('abort', () => resolve(noOffers));
        });
      },
    } as unknown as Parameters<typeof askEveryone>[0]['credentials'];
    const asked = askEveryone({ credentials }, address, 'push', leaving.signal);
    assert.equal(told?.aborted, false);
    leaving.abort();
    assert.equal(await asked, noOffers);
    assert.equal(told?.aborted, true);
  });
});
