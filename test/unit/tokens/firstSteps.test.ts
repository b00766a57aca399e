import assert from 'node:assert/strict';
import { isFirstPush, stepsShownBy } from '../../../src/tokens/firstSteps.ts';
import { anEntry, now } from '../policy/anEntry.ts';

describe('the steps of a first run', () => {
  const unchecked = anEntry({ health: { kind: 'unchecked' }, observed: [] });
  const observation = { repository: 'acme/app', at: now } as const;

  it('are none for who has no token', () => {
    assert.deepEqual(stepsShownBy([]), []);
  });

  it('are reached by a stored token, by a good one, and by one that something went out with', () => {
    const dead = anEntry({ health: { kind: 'dead', at: now }, observed: [] });
    const read = anEntry({
      health: { kind: 'alive', at: now },
      observed: [{ ...observation, operation: 'read', evidence: 'worked' }],
    });
    const refused = {
      ...unchecked,
      observed: [{ ...observation, operation: 'push', evidence: 'refused' }],
    } as const;
    const pushed = {
      ...unchecked,
      observed: [{ ...observation, operation: 'push', evidence: 'worked' }],
    } as const;
    const drafted = {
      ...unchecked,
      observed: [{ ...observation, operation: 'open-draft-pr', evidence: 'worked' }],
    } as const;
    const stored = ['wayChosen', 'pageOpened', 'stored'];
    assert.deepEqual([[unchecked], [dead], [refused], [read], [dead, pushed], [drafted]].map(stepsShownBy), [
      stored,
      stored,
      stored,
      [...stored, 'good'],
      [...stored, 'pushed'],
      [...stored, 'pushed'],
    ]);
  });

  it('know a push with a borrowed token by its record, and only one that was done', () => {
    const records = [
      ['push', 'done'],
      ['open-pull-request', 'done'],
      ['push', 'refused'],
      ['push', 'cancelled'],
      ['fetch', 'done'],
      ['add', 'done'],
    ] as const;
    assert.deepEqual(
      records.map(([action, result]) => isFirstPush({ action, result })),
      [true, true, false, false, false, false],
    );
  });
});
