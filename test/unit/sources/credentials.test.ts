import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { Credentials } from '../../../src/sources/credentials.ts';
import type { Asked, Source } from '../../../src/sources/source.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { anEntry } from '../policy/anEntry.ts';

const asked: Asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'push' };
const lent = anEntry({ id: '~gh/github.com/mona', origin: { kind: 'gh' } });
const never = new AbortController().signal;

function world(entries: readonly Entry[] = [lent]) {
  const made = {
    wanted: [] as string[],
    over: [] as string[],
    learned: [] as Secret[],
    confirmed: new Map<string, readonly string[]>(),
    stored: anEntry(),
    offered: entries,
    value: 'of',
  };
  const source: Source = {
    mode: 'login',
    offers: async () => ({ entries: made.offered, troubles: [] }),
    secretOf: async (entry, { owner, repo, job }) => {
      made.wanted.push(`${entry.id} ${job} ${owner}/${repo}`);
      return new Secret(`${made.value} ${entry.id}`);
    },
    over: async (entry) => void made.over.push(entry.id),
  };
  const kept = new Secret('kept');
  const credentials = new Credentials({
    vault: {
      secretOf: async () => kept,
      entryOf: async () => made.stored,
      update: async (_id, change) => {
        made.stored = change(made.stored);
        return made.stored;
      },
      issuedFor: (secret) => (secret === kept ? { id: 'e1', secretSince: 1 } : undefined),
    },
    sources: [source],
    memory: {
      confirmedFor: (id) => made.confirmed.get(id) ?? [],
      rememberConfirmed: async (id, repositories) => void made.confirmed.set(id, repositories),
    },
    learn: (secret) => made.learned.push(secret),
  });
  return { made, credentials, kept };
}

describe('the one port for tokens', () => {
  it('S4-34 serves a stored and a borrowed token by the same call', async () => {
    const { made, credentials, kept } = world();
    await credentials.offers(asked, never);
    assert.equal(await credentials.secretOf(anEntry(), 'push'), kept);
    const borrowed = await credentials.secretOf(lent, 'open-draft-pr');
    assert.ok(borrowed.equals(new Secret('of ~gh/github.com/mona')));
    assert.deepEqual(made.wanted, ['~gh/github.com/mona open-draft-pr acme/app']);
  });

  it('S4-25 lets the redactor learn a borrowed token before anybody has it', async () => {
    const { made, credentials } = world();
    await credentials.offers(asked, never);
    const secret = await credentials.secretOf(lent, 'push');
    assert.deepEqual(made.learned, [secret]);
  });

  it('knows of each token whose it is, so that what GitHub answers is noted with the right one', async () => {
    const { credentials, kept } = world();
    await credentials.offers(asked, never);
    const secret = await credentials.secretOf(lent, 'push');
    assert.equal(credentials.issuedFor(secret)?.id, lent.id);
    assert.equal(credentials.issuedFor(kept)?.id, 'e1');
    assert.equal(credentials.issuedFor(new Secret('of ~gh/github.com/mona')), undefined);
  });

  it('stores nothing about a borrowed token in the vault, and keeps it for the next offer', async () => {
    const { made, credentials } = world();
    await credentials.offers(asked, never);
    const before = made.stored;
    const seen = { operation: 'push', repository: 'acme/app', evidence: 'worked', at: 5 } as const;
    await credentials.update(lent.id, (entry) => ({ ...entry, observed: [seen] }));
    assert.equal(made.stored, before);
    const { entries } = await credentials.offers(asked, never);
    assert.deepEqual(entries[0]?.observed, [seen]);
  });

  it('remembers beyond the window for which repository a borrowed token was confirmed, and nothing else', async () => {
    const { made, credentials } = world();
    await credentials.offers(asked, never);
    await credentials.update(lent.id, (entry) => ({ ...entry, confirmedFor: ['acme/app'] }));
    assert.deepEqual([...made.confirmed], [[lent.id, ['acme/app']]]);
    const later = world();
    later.made.confirmed = made.confirmed;
    const { entries } = await later.credentials.offers(asked, never);
    assert.deepEqual(entries[0]?.confirmedFor, ['acme/app']);
  });

  it('refuses a borrowed token that nobody offered in this window', async () => {
    const { credentials } = world();
    await assert.rejects(
      credentials.secretOf(lent, 'push'),
      (error) => Failure.is(error) && error.problem.kind === 'notOffered',
    );
  });

  it('tells the source when the action is over, and nobody for a stored token', async () => {
    const { made, credentials } = world();
    await credentials.offers(asked, never);
    await credentials.over(anEntry());
    await credentials.over(lent);
    assert.deepEqual(made.over, [lent.id]);
  });

  it('G03 knows a borrowed token again that GitHub called dead, and a new one for what it is', async () => {
    const { made, credentials } = world([{ ...lent, health: { kind: 'unchecked' } }]);
    await credentials.offers(asked, never);
    const token = await credentials.secretOf(lent, 'push');
    await credentials.update(lent.id, (entry) => ({ ...entry, health: { kind: 'dead', at: 5 } }), token);
    // Offered anew nobody knows which token it is: the person may have logged in again.
    assert.equal((await credentials.offers(asked, never)).entries[0]?.health.kind, 'unchecked');
    await credentials.secretOf(lent, 'push');
    assert.deepEqual((await credentials.entryOf(lent.id)).health, { kind: 'dead', at: 5 });
    made.value = 'new';
    await credentials.offers(asked, never);
    await credentials.secretOf(lent, 'push');
    assert.equal((await credentials.entryOf(lent.id)).health.kind, 'unchecked');
  });
});
