import assert from 'node:assert/strict';
import { hourMs } from '../../../src/shared/clock.ts';
import { Failure } from '../../../src/shared/failure.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { Services } from '../../../src/vscode/services.ts';
import type { State } from '../../../src/vscode/stateKeeper.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const words = giveEditorWords();
const [{ DueChecks }, vscode] = await Promise.all([
  import('../../../src/vscode/dueChecks.ts'),
  import('vscode') as unknown as Promise<{ readonly window: { state?: unknown } }>,
]);
words.stop();
vscode.window.state = { focused: true };

/** Entries that were never checked, of which GitHub takes none. */
function dyingWorld(count: number, keeps = true) {
  const names = Array.from({ length: count }, (_, at) => `e${at}`);
  const health = { kind: 'unchecked' } as const;
  const entries = new Map(names.map((id) => [id, anEntry({ id, name: id, checkedAt: undefined, health })]));
  let sent = 0;
  const services = {
    whereabouts: { current: async () => undefined },
    vault: {
      secretOf: async (id: string) => makeSecret('classic-pat', id),
      update: async (id: string, change: (entry: Entry) => Entry) => {
        if (!keeps) throw new Failure({ kind: 'storeRefused' });
        const changed = change(entries.get(id) as Entry);
        entries.set(id, changed);
        return changed;
      },
    },
    api: {
      request: async () => {
        sent += 1;
        return { kind: 'refused', status: 401, headers: {}, at: now, message: 'Bad credentials', errors: [] };
      },
    },
    leaks: { keeper: { noteAnswer: () => undefined } },
    state: { refresh: async () => undefined },
    log: { failure: (what: string, error: unknown) => assert.ok(!keeps, `${what}: ${error}`) },
  } as unknown as Services;
  const checks = new DueChecks(services);
  const at = (time: number) =>
    checks.run({ view: { entries: [...entries.values()] }, now: time } as unknown as State);
  return { at, sent: () => sent };
}

describe('checks that come by themselves', () => {
  it('stop at three tokens that GitHub refuses, and go on an hour later: more in a row lock a person out', async () => {
    const world = dyingWorld(8);
    const counts: number[] = [];
    for (const time of [now, now + 1, now + hourMs, now + 2 * hourMs, now + 3 * hourMs]) {
      await world.at(time);
      counts.push(world.sent());
    }
    assert.deepEqual(counts, [3, 3, 6, 8, 8]);
  });

  it('send no refused token a second time where the store does not take that it is dead', async () => {
    const world = dyingWorld(2, false);
    for (let hour = 0; hour < 5; hour++) await world.at(now + hour * hourMs);
    assert.equal(world.sent(), 2);
  });

  it('renews a sign-in that is about to end, although it was checked a moment ago, and leaves the others alone', async () => {
    const session = { clientId: 'Iv1.x', app: 'github-app', renewalExpiresAt: now + 99 * hourMs } as const;
    const signedIn = (id: string, left: number) =>
      anEntry({ id, kind: 'app-user-token', session, expiry: { kind: 'at', at: now + left } });
    const renewed: string[] = [];
    const services = {
      renewals: {
        renewed: async (id: string) => {
          renewed.push(id);
          throw new Failure({ kind: 'offline' });
        },
      },
      log: { failure: () => undefined },
    } as unknown as Services;
    const entries = [signedIn('soon', hourMs / 4), signedIn('later', 99 * hourMs), anEntry({ id: 'pasted' })];
    const checks = new DueChecks(services);
    await checks.run({ view: { entries }, now } as unknown as State);
    // A renewal that failed is not tried again before the hour is over.
    await checks.run({ view: { entries }, now: now + hourMs / 2 } as unknown as State);
    assert.deepEqual(renewed, ['soon']);
  });
});
