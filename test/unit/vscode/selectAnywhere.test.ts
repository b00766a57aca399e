import assert from 'node:assert/strict';
import type { CancelSignal } from '../../../src/github/apiAnswer.ts';
import { Credentials } from '../../../src/sources/credentials.ts';
import { noOffers, type Source } from '../../../src/sources/source.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { borrowedId, isBorrowedId, type Origin } from '../../../src/tokens/origin.ts';
import { selectEntry } from '../../../src/tokens/selectEntry.ts';
import { askEveryone, selectAnywhere } from '../../../src/vscode/selectAnywhere.ts';
import type { Services } from '../../../src/vscode/services.ts';
import { anEntry } from '../policy/anEntry.ts';

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

const lent = (origin: Origin) => anEntry({ id: borrowedId(origin.kind), origin, owner: undefined });
const all = {
  app: lent({ kind: 'app', appEntryId: 'a', installationId: 1 }),
  broker: lent({ kind: 'broker' }),
  environment: lent({ kind: 'environment', variable: 'GH_TOKEN' }),
  login: lent({ kind: 'gh' }),
};

/** A window with these tokens stored, and with sources that offer these and note that they were asked. */
function aWindow(entries: readonly Entry[], modes: readonly Source['mode'][], bound?: string) {
  const asked: string[] = [];
  const sources = (Object.keys(all) as (keyof typeof all)[]).map(
    (mode): Source => ({
      mode,
      offers: async () => {
        asked.push(mode);
        return { entries: modes.includes(mode) ? [all[mode]] : [], troubles: [] };
      },
      secretOf: () => Promise.reject(new Error('no token is wanted')),
    }),
  );
  const bindings = bound === undefined ? {} : { 'github.com/acme/app': bound };
  const memory = { confirmedFor: () => [], rememberConfirmed: async () => undefined };
  const services = {
    credentials: new Credentials({ vault: {} as never, sources, memory, learn: () => undefined }),
    memory: { rememberApps: async () => undefined },
    state: {
      refresh: async () => ({ view: { entries } }),
      isBorrowedAt: () => bound !== undefined && isBorrowedId(bound),
      select: (given: readonly Entry[]) =>
        selectEntry({
          entries: given,
          host: githubCom.name,
          owner: 'acme',
          repository: 'app',
          bindings,
          override: undefined,
          now: 0,
          fits: () => true,
          isNarrower: () => false,
        }),
    },
  } as unknown as Services;
  return { asked, select: async () => (await selectAnywhere(services, address, 'push')).selection };
}

describe('choosing also among what is not stored', () => {
  const stray = anEntry({ id: 'stray', kind: 'classic-pat', owner: undefined, login: 'mona' });
  const others: readonly Source['mode'][] = ['app', 'broker', 'environment'];

  it('asks no login while the vault has one token for everything: logins rank after it', async () => {
    const { asked, select } = aWindow([stray], ['login']);
    const selection = await select();
    assert.deepEqual(asked.toSorted(), others);
    assert.ok(selection.kind === 'chosen' && selection.entry === stray);
  });

  it('still lets an App, a broker and a variable go before it', async () => {
    const kinds = others.map(async (mode) => {
      const selection = await aWindow([stray], [mode]).select();
      return selection.kind === 'chosen' ? selection.reason : selection.kind;
    });
    assert.deepEqual(await Promise.all(kinds), ['app', 'broker', 'ask']);
  });

  it('asks nobody where one belongs here, and everybody where none does or a login was chosen', async () => {
    const own = aWindow([anEntry({ id: 'own', owner: { value: 'acme', evidence: 'declared' } })], ['login']);
    const none = aWindow([], ['login']);
    const bound = aWindow([stray], ['login'], all.login.id);
    const chosen = [await own.select(), await none.select(), await bound.select()].map(({ kind }) => kind);
    assert.deepEqual(chosen, ['chosen', 'ask', 'chosen']);
    assert.deepEqual(
      [own.asked.length, none.asked.toSorted(), bound.asked.toSorted()],
      [0, [...others, 'login'], [...others, 'login']],
    );
  });
});
