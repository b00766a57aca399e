import assert from 'node:assert/strict';
import { overrideAt, placeOf } from '../../../src/tokens/override.ts';

describe('the choice for the next action', () => {
  const override = { place: placeOf('github.com', 'Acme', 'App'), entryId: 'e1' };

  it('counts in its own repository only, whose name GitHub compares without case', () => {
    const at = (host: string, owner: string, repository: string) =>
      overrideAt(override, placeOf(host, owner, repository));
    assert.deepEqual(
      [
        at('github.com', 'acme', 'app'),
        at('github.com', 'acme', 'docs'),
        at('github.com', 'mona', 'app'),
        at('ghe.example.com', 'acme', 'app'),
        overrideAt(override, undefined),
        overrideAt(undefined, override.place),
        overrideAt(undefined, undefined),
      ],
      ['e1', undefined, undefined, undefined, undefined, undefined, undefined],
    );
  });
});
