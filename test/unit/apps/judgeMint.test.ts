import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeMint, planMint } from '../../../src/apps/judgeMint.ts';
import { isStillSigned, planJwt } from '../../../src/apps/planJwt.ts';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { type Job, judgeFit } from '../../../src/policy/judgeFit.ts';
import { beyond } from '../../../src/policy/permissionSets.ts';
import { purposes } from '../../../src/policy/purposes.ts';
import type { Permissions } from '../../../src/shared/permissions.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { anEntry } from '../policy/anEntry.ts';

const now = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const jobs: readonly Job[] = ['push', 'open-draft-pr', 'fetch'];
const pair: Permissions = { contents: 'write', pull_requests: 'write' };

describe('what an App signs', () => {
  it('S2-23 begins a minute ago, ends in nine, and never spans more than GitHub takes, whatever the time', () => {
    assert.deepEqual(planJwt('Iv23liX', now), {
      iat: now / 1000 - 60,
      exp: now / 1000 + 540,
      iss: 'Iv23liX',
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const { iat, exp } = planJwt('1', at);
        return Number.isInteger(iat) && exp - iat <= 600 && iat * 1000 <= at - 30_000 && exp * 1000 > at;
      }),
    );
  });

  it('is signed anew a minute before its end, and when the clock went back behind its beginning', () => {
    const claims = planJwt('1', now);
    const sent = [0, 8 * minute, 8 * minute + 1, -61_000].map((later) => isStillSigned(claims, now + later));
    assert.deepEqual(sent, [true, false, false, false]);
    assert.equal(isStillSigned(claims, now + 7 * minute), true);
  });
});

describe('what an App asks for', () => {
  it('S0-15 is contents and pull requests, to write, for all its actions, and no more for any of them', () => {
    assert.deepEqual(
      jobs.map((job) => planMint(job, pair)),
      [{ contents: 'write' }, { pull_requests: 'write', contents: 'read' }, { contents: 'read' }],
    );
    for (const job of jobs) assert.deepEqual(beyond(planMint(job, pair), pair), []);
    const { metadata: _always, ...preset } = purposes['push-and-draft'].permissions ?? {};
    assert.deepEqual(preset, pair);
  });

  it('S4-10 leaves out what is only useful where the installation has it not, or nobody knows', () => {
    for (const granted of [undefined, {}, { pull_requests: 'write' } as const]) {
      assert.deepEqual(planMint('open-draft-pr', granted), { pull_requests: 'write' });
    }
  });

  it('has workflows only for a push that is known to change them', () => {
    assert.deepEqual(planMint('push', { ...pair, workflows: 'write' }), { contents: 'write' });
    const more = { ...pair, workflows: 'write' } as const;
    assert.deepEqual(planMint('push', more, true), { contents: 'write', workflows: 'write' });
    // Asking for what the installation has not is refused as a whole: git's refusal then says what is missing.
    assert.deepEqual(planMint('push', pair, true), { contents: 'write' });
  });

  it('fits a job that its installation grants, and is narrow whatever that is', () => {
    const origin = { kind: 'app', appEntryId: 'a', installationId: 7 } as const;
    const entry = (permissions: Permissions) =>
      anEntry({ kind: 'installation-token', origin, listed: [{ owner: 'acme', permissions, at: now }] });
    assert.deepEqual(
      jobs.map((job) => judgeFit(entry({ pull_requests: 'write' }), job)),
      [false, true, false],
    );
    assert.deepEqual(judgeBreadth(entry({ administration: 'write' })), {
      kind: 'narrow',
      evidence: 'listed',
    });
  });
});

describe('the answer to a mint', () => {
  const asked = { permissions: { contents: 'write' }, repository: 'acme/app' } as const;
  const token = makeToken('installation-token');
  const good = {
    token,
    expires_at: new Date(now + 60 * minute).toISOString(),
    permissions: { contents: 'write', metadata: 'read' },
    repository_selection: 'selected',
    repositories: [{ full_name: 'Acme/App' }],
  };
  const why = (change: object, at = now) => {
    const verdict = judgeMint({ ...good, ...change }, asked, at);
    return verdict.kind === 'refused' ? verdict.why : verdict.kind;
  };

  it('is used as it is when it is what was asked for, also when it says no more than it must', () => {
    assert.deepEqual(judgeMint(good, asked, now), {
      kind: 'usable',
      value: token,
      expiresAt: now + 60 * minute,
    });
    assert.equal(judgeMint({ token, expires_at: good.expires_at }, asked, now).kind, 'usable');
  });

  it('S2-27 without a token is an error, whatever stands in its place', () => {
    for (const one of [undefined, null, '', 7, {}, [], 'a b', 'line\nbreak', 'naïve']) {
      assert.equal(why({ token: one }), 'noToken', String(one));
    }
    for (const data of [undefined, null, 'text', 7, []]) {
      assert.deepEqual(judgeMint(data, asked, now), { kind: 'refused', why: 'noToken', value: undefined });
    }
  });

  it('G14 is used with a token of any length, with dots, and to its last second', () => {
    for (const length of [1, 40, 520, 2_000, 20_000]) {
      assert.equal(why({ token: `ghs_1_${'x.'.repeat(length)}` }), 'usable');
    }
    assert.equal(why({}, now + 60 * minute - 1_000), 'usable');
    assert.equal(why({}, now + 60 * minute), 'lifetime');
  });

  it('S4-10 is not used when it is broader, narrower, longer or for another repository, and the token is told', () => {
    const cases: readonly [object, string][] = [
      [{ permissions: { contents: 'write', issues: 'read' } }, 'broader'],
      [{ permissions: { contents: 'admin' } }, 'broader'],
      [{ permissions: { contents: 'write', 'Not A Name': 'write' } }, 'broader'],
      [{ permissions: { contents: 'write', metadata: 'write' } }, 'broader'],
      [{ permissions: { contents: 'read' } }, 'narrower'],
      [{ permissions: {} }, 'narrower'],
      [{ repository_selection: 'all', repositories: undefined }, 'broader'],
      [{ repositories: [{ full_name: 'acme/docs' }] }, 'otherRepository'],
      [{ repositories: [] }, 'otherRepository'],
      // JSON can hold what refuses to become a text.
      [{ permissions: { contents: { toString: 0 } } }, 'broader'],
      [{ repositories: [{ full_name: { toString: 0 } }] }, 'otherRepository'],
      [{ repositories: [...good.repositories, { full_name: 'acme/docs' }] }, 'broader'],
      [{ expires_at: new Date(now + 66 * minute).toISOString() }, 'lifetime'],
      [{ expires_at: undefined }, 'lifetime'],
      [{ expires_at: 'tomorrow' }, 'lifetime'],
      [{ expires_at: '2026-13-45T99:99:99Z' }, 'lifetime'],
    ];
    for (const [change, wanted] of cases) {
      assert.equal(why(change), wanted, JSON.stringify(change));
      const verdict = judgeMint({ ...good, ...change }, asked, now);
      assert.equal(verdict.value, token);
    }
  });

  it('never throws, and is used only with a token and an end within the hour, whatever arrives', () => {
    const noise = fc.record(
      {
        token: fc.oneof(fc.anything(), fc.constant(token)),
        expires_at: fc.oneof(fc.anything(), fc.constant(good.expires_at)),
        permissions: fc.oneof(fc.anything(), fc.constant(good.permissions)),
        repository_selection: fc.anything(),
        repositories: fc.oneof(fc.anything(), fc.constant(good.repositories)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(noise, (data) => {
        const verdict = judgeMint(data, asked, now);
        if (verdict.kind === 'refused') return true;
        return (
          verdict.value === data.token && verdict.expiresAt > now && verdict.expiresAt <= now + 65 * minute
        );
      }),
      { numRuns: 500 },
    );
  });
});
