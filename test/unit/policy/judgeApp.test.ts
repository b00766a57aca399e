import assert from 'node:assert/strict';
import fc from 'fast-check';
import { appsFor, type UsableApp } from '../../../src/policy/judgeApp.ts';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { planNotifications } from '../../../src/policy/judgeNotifications.ts';
import { emptyMemory } from '../../../src/policy/notificationMemory.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { borrowedEntry } from '../../../src/sources/borrowedEntry.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom, type HostName } from '../../../src/tokens/host.ts';
import { kinds, type TokenKind } from '../../../src/tokens/kind.ts';
import { summariseStatus } from '../../../src/tokens/statusModel.ts';
import { knownApps, rememberApps } from '../../../src/vscode/knownApps.ts';
import { aClassic, anEntry, now } from './anEntry.ts';

const app: UsableApp = {
  id: '~app/k1/7',
  appEntryId: 'k1',
  host: githubCom.name,
  owner: 'Acme',
  name: 'github:app-release',
};

const found = (entry: Entry, apps: readonly UsableApp[] = [app]) =>
  judgeEntry(entry, { now, usedHere: true, apps }).filter(({ id }) => id === 'app-available');

describe('an App that could take over from a pasted token', () => {
  it('S0-20 is told of a token that works for its owner, as it was declared, confirmed or seen', () => {
    const nobody = { owner: undefined, observed: [], confirmedFor: [] };
    const worked = { operation: 'push', repository: 'acme/app', evidence: 'worked', at: now } as const;
    const told = [
      anEntry(),
      anEntry({ ...nobody, confirmedFor: ['acme/app'] }),
      aClassic(['repo'], { ...nobody, observed: [worked] }),
    ].map((entry) => found(entry).map(({ severity, next, data }) => [severity, next, data.owners]));
    assert.deepEqual(told, Array(3).fill([['info', 'move-to-app', ['Acme']]]));
  });

  it('S0-20 is not told where there is none, where it serves another, and of what is no pasted token', () => {
    const other = { ...app, owner: 'widgets' };
    const elsewhere = { ...app, host: 'github.corp.example' as HostName };
    assert.deepEqual([found(anEntry(), []), found(anEntry(), [other, elsewhere])], [[], []]);
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(kinds) as TokenKind[])), (kind) => {
        const pasted = ['classic-pat', 'fine-grained-pat', 'legacy-hex'].includes(kind);
        return appsFor(anEntry({ kind }), [app]).length === (pasted ? 1 : 0);
      }),
    );
    const lent = anEntry({ origin: { kind: 'environment', variable: 'GH_TOKEN' } });
    assert.deepEqual(appsFor(lent, [app]), []);
  });

  it('S0-20 colours nothing, notifies of nothing, is dismissed with a date and is there again after it', () => {
    const entry = anEntry();
    const findings = found(entry);
    const status = summariseStatus({
      chosen: entry,
      others: [],
      findings,
      lost: 0,
      unreadable: 0,
      now,
      breadthOf: judgeBreadth,
    });
    assert.deepEqual(
      [status.kind === 'shown' && status.colour, planNotifications(findings, emptyMemory, now)],
      ['none', undefined],
    );
    const until = now + 7 * dayMs;
    const accepted = [{ findingId: 'app-available', reason: 'later', at: now, until }];
    assert.deepEqual(
      found(anEntry({ accepted })).map(({ acceptedUntil }) => acceptedUntil),
      [until],
    );
    const [again] = judgeEntry(anEntry({ accepted }), { now: until, usedHere: true, apps: [app] }).filter(
      ({ id }) => id === 'app-available',
    );
    assert.equal(again?.acceptedUntil, undefined);
  });

  it('S0-20 is known from an earlier look-up, and no longer once the key is gone or the person has moved', async () => {
    const apps: Record<string, readonly UsableApp[]> = {};
    const memory = {
      apps,
      bindings: {},
      rememberApps: async (place: string, list: readonly UsableApp[]) =>
        void Object.assign(apps, { [place]: list }),
    };
    const offered = borrowedEntry(
      {
        id: app.id,
        name: app.name,
        host: app.host,
        kind: 'installation-token',
        origin: { kind: 'app', appEntryId: 'k1', installationId: 7 },
      },
      now,
    );
    const address = { host: githubCom, owner: 'Acme', repo: 'app' };
    const look = (entries: readonly Entry[], failed = false) =>
      rememberApps({ memory }, address, {
        entries,
        troubles: failed ? [{ from: 'app', problem: { kind: 'offline' } }] : [],
      });
    const key = [{ id: 'k1' }];
    await look([offered]);
    assert.deepEqual(knownApps(memory, key), [app]);
    assert.deepEqual(knownApps(memory, []), [], 'its key was forgotten');
    assert.deepEqual(knownApps({ ...memory, bindings: { 'github.com/acme': app.id } }, key), []);
    await look([], true);
    assert.deepEqual(knownApps(memory, key), [app], 'a look-up that failed says nothing');
    await look([]);
    assert.deepEqual(knownApps(memory, key), [], 'it was uninstalled');
  });
});
