import assert from 'node:assert/strict';
import { Failure, type Problem } from '../../../src/shared/failure.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { rememberConfirmed } from '../../../src/vscode/confirmations.ts';
import { recordRefusal } from '../../../src/vscode/recordOutcome.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const address = { host: githubCom, owner: 'Acme', repo: 'app' };

/** A vault of one entry, or one that takes nothing. */
function services(stored: Entry, takes = true) {
  const logged: string[] = [];
  const world = {
    stored,
    logged,
    credentials: {
      update: async (_id: string, change: (latest: Entry) => Entry) => {
        if (!takes) throw new Failure({ kind: 'readOnly' });
        world.stored = change(world.stored);
      },
    },
    log: { failure: (what: string) => void logged.push(what) },
    state: { refresh: async () => undefined },
    clock: { now: () => now },
  };
  return world;
}

describe('the confirmation of an entry for a repository', () => {
  it('is remembered with the entry, once', async () => {
    const world = services(anEntry());
    await rememberConfirmed(world, world.stored, address);
    await rememberConfirmed(world, anEntry(), address);
    assert.deepEqual(world.stored, anEntry({ confirmedFor: ['acme/app'] }));
  });

  it('does not keep a window that may not write from pushing', async () => {
    const world = services(anEntry(), false);
    await rememberConfirmed(world, world.stored, address);
    assert.deepEqual(world.logged, ['remembering the confirmation']);
  });
});

describe('what a refusal shows about a token', () => {
  const after = async (problem: Problem, stored = anEntry(), used = stored) => {
    const world = services(stored);
    await recordRefusal(world, used, 'push', address, new Failure(problem));
    return world.stored;
  };

  it('is remembered for what the refusal is evidence of, and nothing for the others', async () => {
    const refused = { operation: 'push', repository: 'Acme/app', evidence: 'refused', at: now } as const;
    assert.deepEqual(
      [
        await after({ kind: 'badCredentials' }),
        await after({ kind: 'ssoRequired', organisation: 'acme' } as Problem),
        await after({ kind: 'writeNotGranted' }),
        await after({ kind: 'missingPermission' }),
        await after({ kind: 'offline' }),
      ],
      [
        anEntry({ health: { kind: 'dead', at: now } }),
        anEntry({ sso: { kind: 'blocked', organisation: 'acme', at: now } }),
        anEntry({ observed: [refused] }),
        anEntry({ observed: [refused] }),
        anEntry(),
      ],
    );
  });

  it('never marks a token as dead that was rotated in while the old one was refused', async () => {
    const rotated = anEntry({ secretSince: now });
    assert.deepEqual(await after({ kind: 'badCredentials' }, rotated, anEntry()), rotated);
  });

  it('does not spoil the answer where nothing can be stored', async () => {
    const world = services(anEntry(), false);
    await recordRefusal(world, world.stored, 'push', address, new Failure({ kind: 'badCredentials' }));
    assert.deepEqual(world.logged, ['recording what push showed']);
  });
});
