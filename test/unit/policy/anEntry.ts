import { dayMs } from '../../../src/shared/clock.ts';
import type { AppFacts, Entry, KeyRecord } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';

/** A fixed moment for tests: 20 November 2026, noon UTC. */
export const now = Date.UTC(2026, 10, 20, 12);

/** A healthy fine-grained entry, ten days into a life of thirty, with what a test changes about it. */
export function anEntry(changes: Partial<Entry> = {}): Entry {
  return {
    id: 'e1',
    name: 'github:fine-grained-acme',
    host: githubCom.name,
    kind: 'fine-grained-pat',
    addedAt: now - 10 * dayMs,
    secretSince: now - 10 * dayMs,
    owner: { value: 'acme', evidence: 'declared' },
    login: 'mona',
    purpose: undefined,
    declared: { contents: 'write', pull_requests: 'write' },
    expiry: { kind: 'at', at: now + 20 * dayMs },
    scopes: { kind: 'notListed' },
    health: { kind: 'alive', at: now },
    sso: { kind: 'notSeen' },
    checkedAt: now,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
    ...changes,
  };
}

/** A classic entry that lists these scopes, with its purpose known, and is healthy otherwise. */
export function aClassic(scopes: readonly string[], changes: Partial<Entry> = {}): Entry {
  return anEntry({
    kind: 'classic-pat',
    owner: undefined,
    purpose: 'push-and-draft',
    declared: undefined,
    scopes: { kind: 'listed', scopes },
    ...changes,
  });
}

/** A key of a GitHub App, ten days old and never used. */
export const aKey: KeyRecord = Object.freeze({
  fingerprint: 'm1n7ed0nceAndNever',
  since: now - 10 * dayMs,
  minted: 0,
  failed: 0,
});

/** The entry of a GitHub App with these keys; an old one is kept beside the present one. */
export function anApp(
  keys: Pick<AppFacts, 'current' | 'old'> = { current: aKey },
  changes: Partial<Entry> = {},
): Entry {
  const since = now - 30 * dayMs;
  return anEntry({
    name: 'github:app-deployer',
    kind: 'app-key',
    login: undefined,
    declared: undefined,
    owner: { value: 'acme', evidence: 'listed' },
    expiry: { kind: 'never' },
    app: { clientId: '12345', slug: 'deployer', owner: 'acme', ownerKind: 'organisation', ...keys },
    previous: keys.old === undefined ? undefined : { since, replacedAt: now - 10 * dayMs, kind: 'app-key' },
    ...changes,
  });
}
