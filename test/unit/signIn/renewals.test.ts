import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { Granted } from '../../../src/signIn/granted.ts';
import { type RenewalPorts, Renewals } from '../../../src/signIn/renewals.ts';
import type { Session } from '../../../src/tokens/entry.ts';
import { judgeRenewal } from '../../../src/tokens/judgeRenewal.ts';
import type { Vault } from '../../../src/vault/vault.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { draft, noon, openWindow } from '../vault/sample.ts';

const minute = 60_000;
const hour = 60 * minute;
const health = { kind: 'alive', at: noon } as const;
const session: Session = { clientId: 'Iv1.x', app: 'github-app', renewalExpiresAt: noon + 4_000 * hour };

/** GitHub's half: each renewal works once. */
class OneUse {
  readonly sent: string[] = [];
  readonly #used = new Set<string>();
  /** Called after GitHub took it and before anybody hears of it. */
  afterwards: () => Promise<void> = async () => undefined;
  failure: Failure | undefined;
  now = () => noon;

  readonly renew = async (_host: unknown, _client: string, renewal: Secret): Promise<Granted> => {
    this.sent.push(renewal.reveal());
    if (this.failure) throw this.failure;
    if (this.#used.has(renewal.reveal())) throw new Failure({ kind: 'renewalDead' });
    const number = this.#used.add(renewal.reveal()).size;
    await this.afterwards();
    return {
      kind: 'granted',
      token: new Secret(`token-${number}`),
      tokenKind: 'app-user-token',
      expiresAt: this.now() + 8 * hour,
      renewal: new Secret(`renewal-${number}`),
      renewalExpiresAt: noon + 4_000 * hour,
    };
  };
}

describe('a sign-in that is renewed', () => {
  let store: MemorySecretStore;
  let folder: ReturnType<typeof memoryFolder>;
  let github: OneUse;
  let now: number;
  let troubles: string[];
  beforeEach(() => {
    store = new MemorySecretStore();
    folder = memoryFolder();
    github = new OneUse();
    github.now = () => now;
    now = noon;
    troubles = [];
  });

  const open = () =>
    openWindow(store, new MemoryVaultFiles(folder), {}, async () => undefined, { now: () => now });

  /** Signed in at noon, for eight hours. */
  async function signedIn(vault: Vault): Promise<string> {
    const entry = await vault.add(
      { ...draft('app'), kind: 'app-user-token', expiry: { kind: 'at', at: noon + 8 * hour }, session },
      new Secret('token-0'),
      new Secret('renewal-0'),
    );
    return entry.id;
  }

  const alone: RenewalPorts['turns'] = { run: async (_id, work) => work() };
  const renewals = (vault: Vault, ports: Partial<RenewalPorts> = {}) =>
    new Renewals({
      vault,
      api: github,
      turns: alone,
      clock: { now: () => now },
      pause: async () => undefined,
      onTrouble: (what) => troubles.push(what),
      ...ports,
    });
  const left = (minutes: number) => {
    now = noon + 8 * hour - minutes * minute;
  };

  it('is asked for ahead: a tenth of its life before the end, and not before', () => {
    const entry = {
      session,
      health,
      secretSince: noon,
      expiry: { kind: 'at', at: noon + 8 * hour },
    } as const;
    const end = noon + 8 * hour;
    assert.deepEqual(
      [noon, end - 49 * minute, end - 48 * minute, end + hour].map((at) => judgeRenewal(entry, at)),
      ['fresh', 'fresh', 'due', 'due'],
    );
    // Half an hour where that is more, and never more than half of the life.
    const short = { ...entry, expiry: { kind: 'at', at: noon + hour } } as const;
    assert.deepEqual(
      [29, 30].map((passed) => judgeRenewal(short, noon + passed * minute)),
      ['fresh', 'due'],
    );
  });

  it('is left alone without a renewal, after it was refused, when the renewal is over, and when it was ended', () => {
    const entry = { session, health, secretSince: noon, expiry: { kind: 'at', at: noon } } as const;
    const states = [
      { ...entry, session: undefined },
      { ...entry, session: { ...session, lostAt: noon } },
      { ...entry, session: { ...session, renewalExpiresAt: noon } },
      { ...entry, expiry: { kind: 'never' } as const },
      { ...entry, revocation: { wantedAt: noon } },
      { ...entry, health: { kind: 'dead', at: noon } as const },
    ].map((one) => judgeRenewal(one, noon + hour));
    assert.deepEqual(states, ['none', 'none', 'none', 'none', 'none', 'none']);
  });

  it('swaps token and renewal in one store, and goes on being the same entry', async () => {
    const vault = open();
    const id = await signedIn(vault);
    const writes: string[] = [];
    const storing = store.store.bind(store);
    store.store = (key, value) => {
      writes.push(key);
      return storing(key, value);
    };
    left(40);
    const secret = await renewals(vault).secretOf(id);
    const { entry, renewal } = await open().holdingOf(id);
    assert.deepEqual(
      [secret.reveal(), renewal?.reveal(), writes],
      ['token-1', 'renewal-1', [`tokenWarden.entry.${id}`]],
    );
    assert.deepEqual(
      [entry.name, entry.expiry, entry.observed.length, entry.previous, entry.secretSince],
      ['app', { kind: 'at', at: now + 8 * hour }, 1, undefined, now],
    );
  });

  it('asks GitHub once for all who wait in one window', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    const own = renewals(vault);
    const secrets = await Promise.all([own.secretOf(id), own.secretOf(id), own.secretOf(id)]);
    assert.deepEqual(
      [secrets.map((secret) => secret.reveal()), github.sent],
      [['token-1', 'token-1', 'token-1'], ['renewal-0']],
    );
  });

  it('a window that does not lead waits for the one that does, and takes what it stored', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    const leader = renewals(vault);
    let looked = 0;
    const follower = renewals(open(), {
      turns: { run: async () => undefined },
      pause: async () => {
        if (++looked === 3) await leader.secretOf(id);
      },
    });
    const secret = await follower.secretOf(id);
    assert.deepEqual([secret.reveal(), github.sent], ['token-1', ['renewal-0']]);
  });

  it('who comes second, unseen by the first, reads again and adopts what the first one stored', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    // A window on another machine with the same store: no turn tells of it.
    github.afterwards = async () => {
      github.afterwards = async () => undefined;
      assert.equal(second, undefined);
      second = renewals(open(), { pause: () => stored }).secretOf(id);
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    let second: Promise<Secret> | undefined;
    let tell: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const first = await renewals(vault).secretOf(id);
    tell();
    assert.deepEqual(
      [first.reveal(), (await second)?.reveal(), github.sent],
      ['token-1', 'token-1', ['renewal-0', 'renewal-0']],
    );
    assert.equal((await vault.entryOf(id)).session?.lostAt, undefined);
  });

  it('that failed goes on with the present token while it lives, and fails with the cause once it is over', async () => {
    const vault = open();
    const id = await signedIn(vault);
    github.failure = new Failure({ kind: 'offline', code: '' } as never);
    left(40);
    assert.equal((await renewals(vault).secretOf(id)).reveal(), 'token-0');
    assert.deepEqual(troubles, ['renewing app']);
    left(-1);
    await assert.rejects(renewals(vault).secretOf(id), { message: 'offline' });
    assert.equal((await vault.entryOf(id)).session?.lostAt, undefined);
    github.failure = undefined;
    assert.equal((await renewals(vault).secretOf(id)).reveal(), 'token-1');
  });

  it('that a killed process used up is noted as lost, asked for no more, and ends with its last token', async () => {
    const vault = open();
    const id = await signedIn(vault);
    // GitHub answered, and nobody was left to store it.
    await github.renew(undefined, '', new Secret('renewal-0'));
    left(40);
    assert.equal((await renewals(vault).secretOf(id)).reveal(), 'token-0');
    assert.equal((await vault.entryOf(id)).session?.lostAt, now);
    const sent = github.sent.length;
    left(-1);
    await assert.rejects(renewals(vault).secretOf(id), { message: 'renewalDead' });
    assert.equal(github.sent.length, sent);
  });

  /** Renewals whose store takes notes and no new token, until it works. */
  function untaken(vault: Vault) {
    const store = { works: false };
    const own = renewals(vault, {
      vault: {
        holdingOf: (given) => vault.holdingOf(given),
        update: (given, change) => vault.update(given, change),
        renew: (...given) => {
          if (store.works) return vault.renew(...given);
          throw new Failure({ kind: 'storeRefused' });
        },
      },
    });
    return { own, store };
  }

  it('asks the store first whether it takes writes: what could not be stored is not used up', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(-1);
    const closed = {
      holdingOf: (given: string) => vault.holdingOf(given),
      update: async () => {
        throw new Failure({ kind: 'readOnly' });
      },
      renew: async () => assert.fail('stored'),
    };
    await assert.rejects(renewals(vault, { vault: closed }).secretOf(id), { message: 'readOnly' });
    assert.deepEqual(github.sent, []);
  });

  it('that the store did not take serves this window, and is stored as soon as that works', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    const { own, store } = untaken(vault);
    assert.equal((await own.secretOf(id)).reveal(), 'token-1');
    assert.equal((await own.secretOf(id)).reveal(), 'token-1');
    assert.equal((await vault.secretOf(id)).reveal(), 'token-0');
    store.works = true;
    await own.secretOf(id);
    const { secret, renewal } = await open().holdingOf(id);
    assert.deepEqual(
      [secret.reveal(), renewal?.reveal(), github.sent],
      ['token-1', 'renewal-1', ['renewal-0']],
    );
  });

  it('that the store did not take is not put in the place of a sign-in that came after it', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    const { own, store } = untaken(vault);
    assert.equal((await own.secretOf(id)).reveal(), 'token-1');
    store.works = true;
    // The person signed in once more, in any window.
    const expiry = { kind: 'at', at: now + 8 * hour } as const;
    await vault.renew(id, new Secret('token-new'), new Secret('renewal-new'), (entry) => ({
      ...entry,
      expiry,
    }));
    assert.equal((await own.secretOf(id)).reveal(), 'token-new');
    assert.equal((await vault.holdingOf(id)).renewal?.reveal(), 'renewal-new');
  });

  it('that the store did not take is what ends when the person wants it ended, and is not brought back', async () => {
    const vault = open();
    const id = await signedIn(vault);
    left(40);
    const { own, store } = untaken(vault);
    assert.equal(own.unsavedOf(id), undefined);
    await own.secretOf(id);
    store.works = true;
    await vault.update(id, (entry) => ({ ...entry, revocation: { wantedAt: now } }));
    const unsaved = own.unsavedOf(id);
    assert.deepEqual([unsaved?.token.reveal(), unsaved?.renewal?.reveal()], ['token-1', 'renewal-1']);
    await own.secretOf(id);
    assert.equal((await vault.secretOf(id)).reveal(), 'token-0');
  });
});
