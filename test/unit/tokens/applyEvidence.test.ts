import assert from 'node:assert/strict';
import { dayMs } from '../../../src/shared/clock.ts';
import { applyCalls, applyListed, applyProbes } from '../../../src/tokens/applyEvidence.ts';
import type { SeenCall } from '../../../src/tokens/entry.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const entry = anEntry();

describe('what an answer of GitHub showed on the way', () => {
  const call: SeenCall = {
    operation: 'GET /repos/{owner}/{repo}/pulls',
    repository: 'acme/app',
    evidence: 'worked',
    open: false,
    accepts: [{ pull_requests: 'read' }],
    at: now,
  };
  const seen = (calls: readonly SeenCall[], deadAt?: number, since = entry.secretSince) => ({
    secretSince: since,
    calls,
    deadAt,
  });

  it('is stored once a day: the same answer again changes nothing, so nothing is written', () => {
    const once = applyCalls(entry, seen([call]));
    assert.deepEqual(once, { ...entry, calls: [call] });
    for (const later of [1, dayMs - 1]) {
      assert.equal(applyCalls(once, seen([{ ...call, at: now + later }])), once);
    }
    const again = { ...call, repository: 'Acme/App', at: now + dayMs };
    assert.deepEqual(applyCalls(once, seen([again])).calls, [again]);
  });

  it('is stored at once when it is another answer, in the place of the last one', () => {
    const once = applyCalls(entry, seen([call]));
    const others: readonly Partial<SeenCall>[] = [
      { evidence: 'refused', because: 'missingPermission' },
      { open: true },
      { accepts: [{ pull_requests: 'write' }] },
    ];
    for (const other of others) {
      const changed = { ...call, ...other, at: now + 1 };
      assert.deepEqual(applyCalls(once, seen([changed])).calls, [changed]);
    }
    const elsewhere = { ...call, repository: 'acme/docs' };
    assert.deepEqual(applyCalls(once, seen([elsewhere])).calls, [call, elsewhere]);
  });

  it('is stored anew for a new secret, also within the day, and never for a secret that is gone', () => {
    const rotated = { ...applyCalls(entry, seen([call])), secretSince: now + 1 };
    const later = { ...call, at: now + 2 };
    assert.deepEqual(applyCalls(rotated, seen([later], undefined, now + 1)).calls, [later]);
    assert.equal(applyCalls(rotated, seen([later], now + 2)), rotated);
  });

  it('marks the token dead where GitHub said 401, once', () => {
    const dead = applyCalls(entry, seen([], now));
    assert.deepEqual(dead, { ...entry, health: { kind: 'dead', at: now } });
    assert.equal(applyCalls(dead, seen([], now + 5)), dead);
  });

  it('keeps the newest hundred', () => {
    const many = Array.from({ length: 130 }, (_, i) => ({ ...call, repository: `acme/r${i}`, at: now + i }));
    const { calls = [] } = applyCalls(entry, seen(many));
    assert.deepEqual([calls.length, calls[0]?.repository], [100, 'acme/r30']);
  });
});

describe('what probes showed', () => {
  const probed = {
    permission: 'contents',
    level: 'write',
    repository: 'acme/app',
    verdict: 'likely',
    at: now,
  } as const;

  it('is one line per permission, level and repository, the latest', () => {
    const once = applyProbes(entry, entry, [probed]);
    const others = [
      { ...probed, verdict: 'refused', repository: 'Acme/app', at: now + 1 },
      { ...probed, level: 'read', at: now + 1 },
      { ...probed, repository: undefined, at: now + 1 },
    ] as const;
    assert.deepEqual(once.probed, [probed]);
    assert.deepEqual(applyProbes(once, entry, others).probed, others);
  });

  it('says nothing about a token that was stored meanwhile, and is bounded', () => {
    const rotated = { ...entry, secretSince: now };
    assert.equal(applyProbes(rotated, entry, [probed]), rotated);
    const many = Array.from({ length: 300 }, (_, i) => ({ ...probed, repository: `acme/r${i}` }));
    assert.equal(applyProbes(entry, entry, many).probed?.length, 200);
  });
});

describe('what GitHub lists of an App', () => {
  it('is one list per owner, the latest, and of the present secret only', () => {
    const listed = { owner: 'acme', permissions: { contents: 'write' }, at: now } as const;
    const other = { ...listed, owner: 'other' };
    const again = { ...listed, owner: 'Acme', permissions: { issues: 'read' }, at: now + 1 } as const;
    const both = [listed, other, again].reduce((latest, one) => applyListed(latest, entry, one), entry);
    assert.deepEqual(both.listed, [other, again]);
    const rotated = { ...entry, secretSince: now };
    assert.equal(applyListed(rotated, entry, listed), rotated);
  });
});
