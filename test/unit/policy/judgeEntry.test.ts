import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { levelIn } from '../../../src/policy/permissionSets.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';
import type { Permissions } from '../../../src/shared/permissions.ts';
import type { Entry, PurposeId } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from './anEntry.ts';

/** Id and severity of every finding, in order. */
function judged(entry: Entry, usedHere = true, at = now): readonly string[] {
  return judgeEntry(entry, { now: at, usedHere }).map((f) => `${f.id} ${f.severity}`);
}

function surplus(entry: Entry): readonly string[] | undefined {
  return judgeEntry(entry, { now, usedHere: true }).find((f) => f.data.surplus)?.data.surplus;
}

function declaring(declared: Permissions, purpose?: PurposeId): Entry {
  return anEntry({ declared, purpose });
}

function living(fromDays: number, toDays: number): Entry {
  return anEntry({
    secretSince: now + fromDays * dayMs,
    expiry: { kind: 'at', at: now + toDays * dayMs },
  });
}

describe('judging an entry', () => {
  it('finds nothing about a narrow token in the middle of a life of thirty days', () => {
    assert.deepEqual(judgeEntry(anEntry(), { now, usedHere: true }), []);
  });

  describe('its end', () => {
    it('is an error where the token is used and only visible elsewhere', () => {
      const dead = anEntry({ health: { kind: 'dead', at: now - 5 } });
      assert.deepEqual(judged(dead, true), ['dead error']);
      assert.deepEqual(judged(dead, false), ['dead info']);
      assert.deepEqual(judged(living(-30, -1), true), ['expired error']);
      assert.deepEqual(judged(living(-30, -1), false), ['expired info']);
    });

    it('is called expired only once the date has passed, and at that very moment', () => {
      const entry = anEntry({ health: { kind: 'dead', at: now }, expiry: { kind: 'at', at: now + 1 } });
      assert.deepEqual(judged(entry, true, now), ['dead error']);
      assert.deepEqual(judged(entry, true, now + 1), ['expired error']);
      assert.equal(judgeEntry(entry, { now: now + 1, usedHere: true })[0]?.evidence, 'refused');
    });

    it('silences every other finding, because nothing else about a dead token matters', () => {
      const entry = aClassic(['repo', 'admin:org'], { health: { kind: 'dead', at: now } });
      assert.deepEqual(judged(entry), ['dead error']);
    });

    it('cannot be accepted away', () => {
      const accepted = ['dead', 'expired'].map((findingId) => ({
        findingId,
        reason: 'known',
        at: now,
        until: now + dayMs,
      }));
      const dead = anEntry({ health: { kind: 'dead', at: now }, accepted });
      assert.deepEqual(judged(dead), ['dead error']);
      assert.equal(judgeEntry(dead, { now, usedHere: true })[0]?.acceptedUntil, undefined);
      assert.deepEqual(judged({ ...living(-30, -1), accepted }), ['expired error']);
    });

    it('of a token that renews itself is the failed renewal, its one finding', () => {
      for (const kind of ['installation-token', 'app-user-token'] as const) {
        const soon = anEntry({ kind, declared: undefined, expiry: { kind: 'at', at: now + hourMs } });
        assert.deepEqual(judged(soon), []);
        assert.deepEqual(judged({ ...soon, expiry: { kind: 'never' } }), []);
        assert.deepEqual(judged(soon, true, now + 2 * hourMs), ['expired error']);
        assert.deepEqual(judged({ ...soon, health: { kind: 'dead', at: now } }), ['dead error']);
      }
    });
  });

  describe('expiry ahead', () => {
    it('warns within three days where the token is used, and is only visible elsewhere', () => {
      assert.deepEqual(judged(living(-27, 3), true), ['expires-soon warning']);
      assert.deepEqual(judged(living(-27, 3), false), ['expires-soon info']);
      assert.deepEqual(judged(anEntry({ expiry: { kind: 'at', at: now + 3 * dayMs + 1 } }), true), [
        'expires-later info',
      ]);
    });

    it('is said from fourteen days on for a long life', () => {
      const long = (left: number) => living(left - 60, left);
      assert.deepEqual(judged(long(14)), ['expires-later info', 'long-lifetime warning', 'old info']);
      assert.deepEqual(judged(long(14.01)), ['long-lifetime warning', 'old info']);
    });

    it('is said in the last third of a life of thirty days or less, not at birth', () => {
      assert.deepEqual(judged(living(-20, 10)), ['expires-later info']);
      assert.deepEqual(judged(living(-19.9, 10.1)), []);
      assert.deepEqual(judged(living(0, 9)), []);
      assert.deepEqual(judged(living(-8, 4)), ['expires-later info']);
      assert.deepEqual(judged(living(0, 2), false), []);
    });

    it('carries the date, the rounded days and the next step', () => {
      const at = now + 2.4 * dayMs;
      assert.deepEqual(judgeEntry(anEntry({ expiry: { kind: 'at', at } }), { now, usedHere: true }), [
        {
          id: 'expires-soon',
          severity: 'warning',
          evidence: 'listed',
          data: { at, days: 2 },
          next: 'rotate',
          entryId: 'e1',
          acceptedUntil: undefined,
          secretSince: now - 10 * dayMs,
          neverGrant: [],
        },
      ]);
    });

    it('only ever grows more urgent as time passes', () => {
      const steps = ['', 'expires-later info', 'expires-soon info', 'expires-soon warning', 'expired error'];
      const rank = (entry: Entry, at: number, usedHere: boolean) =>
        Math.max(
          ...['', ...judged(entry, usedHere, at)].map((f) =>
            steps.indexOf(f.replace('expired info', 'expired error')),
          ),
        );
      const days = fc.double({ min: 0, max: 120, noNaN: true });
      fc.assert(
        fc.property(days, days, days, fc.boolean(), (life, first, more, usedHere) => {
          const entry = living(0, life);
          const before = rank(entry, now + first * dayMs, usedHere);
          const after = rank(entry, now + (first + more) * dayMs, usedHere);
          assert.ok(after >= before, `${before} then ${after}`);
        }),
        { numRuns: 200 },
      );
    });
  });

  describe('lifetime', () => {
    it('S3-10 warns of a life longer than thirty days, counted from when the token was stored', () => {
      assert.deepEqual(judged(living(-1, 29)), []);
      const long = judgeEntry(living(-1, 29.01), { now, usedHere: false });
      assert.deepEqual(
        long.map((f) => [f.id, f.severity, f.data.days]),
        [['long-lifetime', 'warning', 31]],
      );
    });

    it('that never ends is a warning; one that was not reported or not seen is none', () => {
      assert.deepEqual(judged(anEntry({ expiry: { kind: 'never' } })), ['no-expiry warning']);
      for (const why of ['absent', 'malformed', 'nearNow'] as const) {
        assert.deepEqual(judged(anEntry({ expiry: { kind: 'notReported', why } })), []);
      }
      assert.deepEqual(judged(anEntry({ expiry: { kind: 'notSeen' } })), []);
    });
  });

  describe('classic scopes', () => {
    it('S3-29 S2-05 a classic token is a warning with a next step, and nothing stronger', () => {
      const findings = judgeEntry(aClassic(['repo']), { now, usedHere: true });
      assert.deepEqual(
        findings.map((f) => [f.id, f.severity, f.next]),
        [['classic', 'warning', 'rotate']],
      );
      assert.deepEqual(judged(anEntry({ kind: 'legacy-hex' })), ['classic warning']);
      assert.deepEqual(judged(anEntry({ kind: 'unknown' })), []);
    });

    it('S0-05 names every scope beyond repo as surplus, the most dangerous first', () => {
      assert.deepEqual(surplus(aClassic(['delete_repo', 'repo', 'gist', 'admin:org'])), [
        'admin:org',
        'delete_repo',
        'gist',
      ]);
      assert.equal(surplus(aClassic(['repo'])), undefined);
      assert.equal(surplus(aClassic(['public_repo'])), undefined);
      assert.equal(surplus(aClassic([])), undefined);
    });

    it('S0-07 calls workflow surplus until the purpose says workflows are pushed', () => {
      const scopes = ['repo', 'workflow'];
      assert.deepEqual(surplus(aClassic(scopes)), ['workflow']);
      assert.deepEqual(surplus(aClassic(scopes, { purpose: 'push-and-draft' })), ['workflow']);
      assert.deepEqual(surplus(aClassic(scopes, { purpose: 'broader' })), ['workflow']);
      assert.equal(surplus(aClassic(scopes, { purpose: 'push-with-workflows' })), undefined);
    });

    it('S3-25 marks admin:org and admin:enterprise as never to be granted', () => {
      const entry = aClassic(['repo', 'admin:org', 'admin:enterprise', 'gist'], { purpose: 'broader' });
      const found = judgeEntry(entry, { now, usedHere: true }).find((f) => f.id === 'over-scoped');
      assert.deepEqual(found?.neverGrant, ['admin:enterprise', 'admin:org']);
      assert.deepEqual(found?.data.surplus, ['admin:enterprise', 'admin:org', 'gist']);
    });

    it('warns of an OAuth token by its scopes, without calling it classic', () => {
      const entry = aClassic(['repo', 'gist'], { kind: 'oauth-token' });
      assert.deepEqual(judged(entry), ['over-scoped warning']);
    });
  });

  describe('declared permissions', () => {
    it('beyond the purpose are a warning that names them', () => {
      const entry = declaring({ contents: 'write', pull_requests: 'write', secrets: 'write', pages: 'read' });
      assert.deepEqual(judged(entry), ['broader-than-purpose warning']);
      assert.deepEqual(surplus(entry), ['secrets:write', 'pages:read']);
    });

    it('are measured against the purpose the person chose', () => {
      const given: Permissions = { contents: 'write', pull_requests: 'write', workflows: 'write' };
      assert.deepEqual(surplus(declaring(given)), ['workflows:write']);
      assert.equal(surplus(declaring(given, 'push-with-workflows')), undefined);
      assert.deepEqual(surplus(declaring(given, 'draft-only')), ['contents:write', 'workflows:write']);
      assert.deepEqual(surplus(declaring(given, 'read-only')), [
        'contents:write',
        'pull_requests:write',
        'workflows:write',
      ]);
      assert.equal(surplus(declaring(given, 'broader')), undefined);
    });

    it('may always include metadata and reading issues, statuses and runs', () => {
      const given: Permissions = { contents: 'write', issues: 'read', metadata: 'read', statuses: 'read' };
      assert.equal(surplus(declaring(given)), undefined);
      assert.deepEqual(surplus(declaring({ issues: 'write' })), ['issues:write']);
    });

    const forbidden = [
      ['S3-19 administration', 'administration', 'read'],
      ['S3-19 administration', 'administration', 'write'],
      ['S3-20 actions', 'actions', 'write'],
      ['S3-21 organisation administration', 'organization_administration', 'read'],
      ['S3-22 members', 'members', 'read'],
    ] as const;
    for (const [row, name, level] of forbidden) {
      it(`${row} at ${level} is an error where used and a warning elsewhere, whatever the purpose`, () => {
        for (const purpose of [undefined, 'push-with-workflows', 'broader'] as const) {
          const entry = declaring({ contents: 'write', [name]: level }, purpose);
          assert.deepEqual(judged(entry, true), ['broader-than-purpose error']);
          assert.deepEqual(judged(entry, false), ['broader-than-purpose warning']);
          assert.deepEqual(judgeEntry(entry, { now, usedHere: true })[0]?.neverGrant, [`${name}:${level}`]);
        }
      });
    }

    it('S3-20 reading workflow runs is not flagged', () => {
      assert.deepEqual(judged(declaring({ contents: 'write', actions: 'read' })), []);
      assert.deepEqual(judged(declaring({ contents: 'write', actions: 'read' }, 'broader')), []);
    });

    it('S3-20 the never-grant list can be edited', () => {
      const policy: Policy = {
        ...defaultPolicy,
        neverGrant: { permissions: { secrets: 'write' }, scopes: [] },
      };
      const judge = (declared: Permissions) =>
        judgeEntry(declaring(declared, 'broader'), { now, usedHere: true, policy }).map(
          (f) => f.data.surplus,
        );
      assert.deepEqual(judge({ administration: 'write', secrets: 'read' }), []);
      assert.deepEqual(judge({ administration: 'write', secrets: 'write' }), [['secrets:write']]);
    });

    it('S3-20 an edited never-grant list wins over what the purpose allows, in both vocabularies', () => {
      const neverGrant = { permissions: { workflows: 'write' }, scopes: ['workflow'] } as const;
      const policy: Policy = { ...defaultPolicy, neverGrant };
      const purpose = 'push-with-workflows';
      const fine = declaring({ contents: 'write', workflows: 'write' }, purpose);
      const classic = aClassic(['repo', 'workflow'], { purpose });
      const judge = (entry: Entry) =>
        judgeEntry(entry, { now, usedHere: true, policy }).map((f) => f.data.surplus);
      assert.deepEqual([judge(fine), judge(classic)], [[['workflows:write']], [undefined, ['workflow']]]);
    });

    it('named like a property of every object are judged as any other', () => {
      assert.equal(levelIn({}, 'constructor'), undefined);
      assert.deepEqual(
        surplus(declaring({ constructor: 'read', toString: 'write' } as unknown as Permissions)),
        ['toString:write', 'constructor:read'],
      );
    });
  });

  it('single sign-on that was seen to block is visible and colours nothing', () => {
    const sso = { kind: 'blocked', organisation: 'acme', at: now - 1 } as const;
    const [found] = judgeEntry(anEntry({ sso }), { now, usedHere: true });
    assert.deepEqual(
      [found?.id, found?.severity, found?.data, found?.next],
      ['sso-blocked', 'info', { at: now - 1, organisation: 'acme' }, 'authorise-sso'],
    );
  });

  describe('an accepted finding', () => {
    const accept = (findingId: string, until: number) => ({ findingId, reason: 'why', at: now, until });

    it('stays visible and quiet until its date, then speaks again', () => {
      const entry = aClassic(['repo'], { accepted: [accept('classic', now + dayMs)] });
      const at = (moment: number) =>
        judgeEntry(entry, { now: moment, usedHere: true }).map((f) => [f.id, f.severity, f.acceptedUntil]);
      assert.deepEqual(at(now), [['classic', 'info', now + dayMs]]);
      assert.deepEqual(at(now + dayMs - 1), [['classic', 'info', now + dayMs]]);
      assert.deepEqual(at(now + dayMs), [['classic', 'warning', undefined]]);
    });

    it('does not quiet another one', () => {
      const entry = aClassic(['repo', 'gist'], { accepted: [accept('classic', now + dayMs)] });
      assert.deepEqual(judged(entry), ['classic info', 'over-scoped warning']);
    });

    it('counts until the latest of its dates', () => {
      const accepted = [accept('classic', now + 9), accept('classic', now + 99), accept('classic', now - 9)];
      assert.equal(
        judgeEntry(aClassic(['repo'], { accepted }), { now, usedHere: true })[0]?.acceptedUntil,
        now + 99,
      );
    });
  });

  it('never judges a refresh token', () => {
    assert.deepEqual(judged(anEntry({ kind: 'refresh-token', expiry: { kind: 'never' } })), []);
  });
});
