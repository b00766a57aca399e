import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classicScopes, describeScope } from '../../../src/tokens/classicScopes.ts';
import { expandScopes, judgeScopes, surplusScopes } from '../../../src/tokens/surplusScopes.ts';

const anyScopes = fc.uniqueArray(fc.constantFrom(...classicScopes.keys(), 'write:moon'), { maxLength: 8 });

describe('the table of classic scopes', () => {
  it('names only parents that are in it, without a circle', () => {
    for (const { scope, parent } of classicScopes.values()) {
      const seen = new Set([scope]);
      for (let up = parent; up !== undefined; up = classicScopes.get(up)?.parent) {
        assert.ok(classicScopes.has(up), `${scope} has a parent ${up}`);
        assert.ok(!seen.has(up), `${scope} is its own ancestor`);
        seen.add(up);
      }
    }
  });

  it('rates no scope above the one that includes it, but for billing inside copilot', () => {
    const worse = [...classicScopes.values()].filter(({ parent, risk }) => {
      return parent !== undefined && risk > describeScope(parent).risk;
    });
    assert.deepEqual(
      worse.map(({ scope }) => scope),
      ['manage_billing:copilot'],
    );
  });

  it('counts a scope it does not know as dangerous as any', () => {
    assert.deepEqual(describeScope('write:moon'), {
      scope: 'write:moon',
      parent: undefined,
      risk: 10,
    });
  });
});

describe('comparing scopes with a need', () => {
  it('expands a scope to everything below it', () => {
    assert.deepEqual([...expandScopes(['admin:org', 'gist'])].sort(), [
      'admin:org',
      'gist',
      'manage_runners:org',
      'read:org',
      'write:org',
    ]);
  });

  it('lists what is of no use, the most dangerous first', () => {
    assert.deepEqual(surplusScopes(['gist', 'repo', 'delete_repo', 'admin:org'], ['repo']), [
      'admin:org',
      'delete_repo',
      'gist',
    ]);
  });

  it('does not repeat a scope that another surplus scope includes', () => {
    assert.deepEqual(surplusScopes(['read:org', 'admin:org', 'write:org'], ['repo']), ['admin:org']);
  });

  it('does not call what a needed scope includes surplus', () => {
    assert.deepEqual(judgeScopes(['repo', 'public_repo', 'repo:status'], ['repo']), {
      missing: [],
      surplus: [],
      broader: [],
    });
  });

  it('says apart that a scope covers the need and is broader than it', () => {
    assert.deepEqual(judgeScopes(['repo', 'admin:org'], ['public_repo', 'read:org']), {
      missing: [],
      surplus: [],
      broader: ['admin:org', 'repo'],
    });
  });

  it('names what is missing', () => {
    assert.deepEqual(judgeScopes(['public_repo', 'write:org'], ['repo', 'workflow', 'read:org']), {
      missing: ['repo', 'workflow'],
      surplus: [],
      broader: ['write:org'],
    });
  });

  it('keeps a scope nobody knows among the surplus', () => {
    assert.deepEqual(surplusScopes(['repo', 'write:moon'], ['repo']), ['write:moon']);
  });

  it('finds nothing to say about a token without scopes', () => {
    assert.deepEqual(judgeScopes([], []), { missing: [], surplus: [], broader: [] });
  });

  it('leaves no power unaccounted for', () => {
    fc.assert(
      fc.property(anyScopes, anyScopes, (have, need) => {
        const { surplus, broader, missing } = judgeScopes(have, need);
        const accounted = expandScopes([...surplus, ...broader, ...need]);
        for (const scope of have) assert.ok(accounted.has(scope), scope);
        const had = expandScopes(have);
        for (const scope of need) assert.equal(missing.includes(scope), !had.has(scope), scope);
      }),
      { numRuns: 200 },
    );
  });
});
