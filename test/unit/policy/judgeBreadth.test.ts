import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNarrower, judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import type { PermissionLevel } from '../../../src/shared/permissions.ts';
import { aClassic, anEntry } from './anEntry.ts';

const undeclared = anEntry({ declared: undefined });

describe('judging breadth', () => {
  it('is unknown for a fine-grained token nobody described', () => {
    assert.deepEqual(judgeBreadth(undeclared), { kind: 'unknown' });
    assert.deepEqual(judgeBreadth(anEntry({ declared: undefined, purpose: 'push-and-draft' })), {
      kind: 'unknown',
    });
  });

  it('is narrow within the purpose and broad beyond it, as declared', () => {
    assert.deepEqual(judgeBreadth(anEntry()), { kind: 'narrow', evidence: 'declared' });
    const beyond = anEntry({ declared: { contents: 'write', pages: 'write' } });
    assert.deepEqual(judgeBreadth(beyond), { kind: 'broad', evidence: 'declared' });
  });

  it('is broad when the person said "more than these"', () => {
    assert.deepEqual(judgeBreadth(anEntry({ purpose: 'broader' })), { kind: 'broad', evidence: 'declared' });
  });

  it('S2-05 is broad for any scope, because scopes reach every repository', () => {
    for (const scopes of [['repo'], ['public_repo'], ['gist']]) {
      assert.deepEqual(judgeBreadth(aClassic(scopes)), { kind: 'broad', evidence: 'listed' });
    }
    assert.deepEqual(judgeBreadth(aClassic([])), { kind: 'narrow', evidence: 'listed' });
    assert.deepEqual(judgeBreadth(aClassic([], { scopes: { kind: 'notSeen' } })), { kind: 'unknown' });
  });
});

describe('the narrower of two', () => {
  it('is the one with fewer scopes of the same, implied ones counted', () => {
    assert.equal(isNarrower(aClassic(['repo']), aClassic(['repo', 'gist'])), true);
    assert.equal(isNarrower(aClassic(['public_repo']), aClassic(['repo'])), true);
    assert.equal(isNarrower(aClassic(['gist']), aClassic(['repo'])), false);
  });

  it('is the one with less declared', () => {
    const reading = anEntry({ declared: { contents: 'read' } });
    assert.equal(isNarrower(reading, anEntry()), true);
    assert.equal(isNarrower(anEntry(), reading), false);
    assert.equal(isNarrower(anEntry({ declared: { pages: 'read' } }), anEntry()), false);
  });

  it('is the fine-grained one beside a classic token with repo, described or not', () => {
    assert.equal(isNarrower(anEntry(), aClassic(['repo'])), true);
    assert.equal(isNarrower(undeclared, aClassic(['repo'])), true);
    assert.equal(isNarrower(undeclared, aClassic(['read:user'])), false);
    assert.equal(isNarrower(aClassic(['repo']), anEntry()), false);
  });

  it('is neither of two undescribed ones', () => {
    assert.equal(isNarrower(undeclared, anEntry({ declared: undefined, id: 'e2' })), false);
  });

  it('is never both', () => {
    const level = fc.constantFrom<PermissionLevel>('read', 'write');
    const permissions = fc.dictionary(fc.constantFrom('contents', 'pull_requests', 'pages'), level);
    const scopes = fc.subarray(['repo', 'public_repo', 'gist', 'admin:org', 'read:org']);
    const entry = fc.oneof(
      scopes.map((list) => aClassic(list)),
      fc.option(permissions, { nil: undefined }).map((declared) => anEntry({ declared })),
    );
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        assert.ok(!(isNarrower(a, b) && isNarrower(b, a)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('judging fit', () => {
  it('rules a token out only by what is known of it', () => {
    const jobs = (entry: Parameters<typeof judgeFit>[0]) => [
      judgeFit(entry, 'push'),
      judgeFit(entry, 'open-draft-pr'),
    ];
    assert.deepEqual(jobs(anEntry()), [true, true]);
    assert.deepEqual(jobs(undeclared), [true, true]);
    assert.deepEqual(jobs(anEntry({ declared: { pull_requests: 'write' } })), [false, true]);
    assert.deepEqual(jobs(anEntry({ declared: { contents: 'read' } })), [false, false]);
    assert.deepEqual(jobs(anEntry({ declared: undefined, purpose: 'draft-only' })), [false, true]);
    assert.deepEqual(jobs(anEntry({ declared: undefined, purpose: 'read-only' })), [false, false]);
    assert.deepEqual(jobs(anEntry({ declared: undefined, purpose: 'broader' })), [true, true]);
    assert.deepEqual(jobs(aClassic(['public_repo'])), [true, true]);
    assert.deepEqual(jobs(aClassic(['gist'])), [false, false]);
    assert.deepEqual(jobs(anEntry({ kind: 'refresh-token' })), [false, false]);
  });

  it('reading is enough to fetch', () => {
    const entries = [
      anEntry({ declared: { contents: 'read' } }),
      anEntry({ declared: { pull_requests: 'write' } }),
      anEntry({ declared: undefined, purpose: 'read-only' }),
      aClassic(['repo']),
      aClassic(['gist']),
    ];
    assert.deepEqual(
      entries.map((entry) => judgeFit(entry, 'fetch')),
      [true, false, true, true, false],
    );
  });
});
