import assert from 'node:assert/strict';
import type { UsableApp } from '../../../src/policy/judgeApp.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { answers, shown, standInForVscode } from '../../fakes/windowOfVscode.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const app: UsableApp = {
  id: '~app/k1/7',
  appEntryId: 'k1',
  host: githubCom.name,
  owner: 'acme',
  name: 'github:app-release',
};
const address = { host: githubCom, owner: 'acme', repo: 'app' };

describe('moving from a pasted token to an App', () => {
  let move: typeof import('../../../src/vscode/moveToApp.ts');
  before(async () => {
    const stop = standInForVscode();
    move = await import('../../../src/vscode/moveToApp.ts');
    stop();
  });
  beforeEach(() => {
    answers.length = 0;
    shown.length = 0;
  });

  /** A window with one pasted token, and what it remembers. */
  function window(bindings: Record<string, string> = {}, accepted = anEntry().accepted) {
    const offered: string[] = [];
    const entry = anEntry({ accepted });
    const memory = {
      apps: { 'github.com/acme': [app] },
      bindings,
      offeredApps: offered,
      rememberOfferedApp: async (place: string) => void offered.push(place),
      bind: async (place: string, id: string) => void Object.assign(bindings, { [place]: id }),
      rebind: async (place: string, id: string | undefined) => {
        if (id === undefined) delete bindings[place];
        else bindings[place] = id;
      },
    };
    const view = { entries: [entry, { id: 'k1' }] };
    const findings = judgeEntry(entry, { now, usedHere: true, apps: [app] });
    const state = { refresh: async () => ({ view, findings, now, place: { address } }) };
    return { services: { memory, state } as unknown as Services, entry, bindings };
  }

  it('S0-20 says what changes, lets the App serve what was chosen, and takes it back to what was before', async () => {
    const { services, entry, bindings } = window({ 'github.com/acme/app': 'e1' });
    answers.push('This Repository', 'Undo');
    await move.moveToApp(services, entry);
    const [asked] = shown;
    assert.match(asked?.buttons.join('\n') ?? '', /one hour(?:.|\n)*one repository(?:.|\n)*bot, not by you/);
    assert.deepEqual(bindings, { 'github.com/acme/app': 'e1' });
    answers.push('All of acme');
    await move.moveToApp(services, entry);
    assert.deepEqual(bindings, { 'github.com/acme/app': 'e1', 'github.com/acme': app.id });
    const fresh = window();
    answers.push('All of acme', 'Undo');
    await move.moveToApp(fresh.services, fresh.entry);
    assert.deepEqual(fresh.bindings, {});
  });

  it('X-04 leaving changes nothing, and a line that is there to be read is no answer', async () => {
    const { services, entry, bindings } = window();
    answers.push('one hour');
    await move.moveToApp(services, entry);
    assert.deepEqual([bindings, shown.map(({ kind }) => kind)], [{}, ['pick', 'pick']]);
  });

  it('S0-20 is offered after a push once for an owner, and not where the person dismissed it', async () => {
    const { services, entry } = window();
    const offers = [
      await move.appToOffer(services, entry, address),
      await move.appToOffer(services, entry, address),
      await move.appToOffer(services, entry, { ...address, owner: 'widgets' }),
    ];
    assert.deepEqual(offers, [app, undefined, undefined]);
    const accepted = [{ findingId: 'app-available', reason: 'later', at: now, until: now + 9 }];
    const quiet = window({}, accepted);
    assert.equal(await move.appToOffer(quiet.services, quiet.entry, address), undefined);
  });
});
