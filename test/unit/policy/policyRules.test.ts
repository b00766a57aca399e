import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, levelIn } from '../../../src/policy/permissionSets.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import { policyRules, type RuleKey, ruleKeys } from '../../../src/policy/policyRules.ts';
import { policyOfSetting, readPolicyRules } from '../../../src/policy/readPolicyRules.ts';
import { tightenPolicy } from '../../../src/policy/tightenPolicy.ts';
import { manifestOf } from '../../contract/sources.ts';
import { policies, policyRuleSets } from './policies.ts';

const rulesOf = (value: unknown) => readPolicyRules(value).rules;
const problemsOf = (value: unknown) => readPolicyRules(value).problems;

describe('rules that a person writes', () => {
  it('are read one by one; what is left out stays as it is built in', () => {
    const given = { maxLifetimeDays: 7, allowedKinds: ['fine-grained-pat'], requireOwner: false };
    assert.deepEqual(policyOfSetting(given), { policy: { ...defaultPolicy, ...given }, problems: [] });
    assert.deepEqual(policyOfSetting({}), { policy: defaultPolicy, problems: [] });
    assert.deepEqual(policyOfSetting(undefined), { policy: defaultPolicy, problems: [] });
  });

  it('that are none at all change nothing and are told', () => {
    for (const value of [null, 'off', 0, false, [], ['maxLifetimeDays']]) {
      assert.deepEqual(policyOfSetting(value), { policy: defaultPolicy, problems: [{ kind: 'notRules' }] });
    }
  });

  it('with a wrong value leave the built-in one in force, and the rule is named', () => {
    for (const days of [0, -1, 367, 1.5, '7', null, true, Number.NaN, Number.POSITIVE_INFINITY, [7]]) {
      const { policy, problems } = policyOfSetting({ maxLifetimeDays: days });
      assert.deepEqual([policy, problems], [defaultPolicy, [{ kind: 'wrongValue', key: 'maxLifetimeDays' }]]);
    }
    assert.deepEqual(policyOfSetting({ oneOwner: 'no' }).policy, defaultPolicy);
    assert.deepEqual(problemsOf({ oneOwner: 0 }), [{ kind: 'wrongValue', key: 'oneOwner' }]);
  });

  it('never let a lifetime be longer than GitHub makes one', () => {
    assert.equal(policyOfSetting({ maxLifetimeDays: 366 }).policy.maxLifetimeDays, 366);
    assert.equal(policyOfSetting({ maxLifetimeDays: 367 }).policy.maxLifetimeDays, 30);
  });

  it('with an unknown name are named, with the rule that was meant where only its spelling differs', () => {
    assert.deepEqual(problemsOf({ 'max-lifetime-days': 3, host: 'github.com', __proto__x: 1 }), [
      { kind: 'unknownRule', key: 'max-lifetime-days', meant: 'maxLifetimeDays' },
      { kind: 'unknownRule', key: 'host', meant: undefined },
      { kind: 'unknownRule', key: '__proto__x', meant: undefined },
    ]);
    const hostile = JSON.parse('{"__proto__":{"maxLifetimeDays":366},"constructor":1,"toString":2}');
    assert.deepEqual(rulesOf(hostile), {});
    assert.equal(problemsOf(hostile).length, 3);
  });

  it('name kinds: one that nobody knows is left out, and a list without any allows none', () => {
    const kinds = (value: unknown) => [
      rulesOf({ allowedKinds: value }).allowedKinds,
      problemsOf({ allowedKinds: value }),
    ];
    assert.deepEqual(kinds(['fine-grained-pat', 'classic']), [
      ['fine-grained-pat'],
      [{ kind: 'wrongValue', key: 'allowedKinds', index: 1 }],
    ]);
    assert.deepEqual(kinds('app-user-token'), [['app-user-token'], []]);
    for (const value of [[], ['classic'], [7], 7, {}, null, ['refresh-token'], ['unknown']]) {
      assert.deepEqual(kinds(value)[0], [], JSON.stringify(value));
      assert.equal((kinds(value)[1] as readonly unknown[]).length, 1);
    }
  });

  it('S3-20 name what is never granted, in both vocabularies', () => {
    const list = (...texts: readonly unknown[]) => rulesOf({ neverGrant: texts }).neverGrant;
    assert.deepEqual(list('administration', 'Pull requests: write', 'admin:org', 'actions:write'), {
      permissions: { administration: 'read', pull_requests: 'write', actions: 'write' },
      scopes: ['admin:org'],
    });
    // A name in both vocabularies, or in neither, stands for both.
    assert.deepEqual(list('security_events'), {
      permissions: { security_events: 'read' },
      scopes: ['security_events'],
    });
    assert.deepEqual(list('made_up'), { permissions: { made_up: 'read' }, scopes: ['made_up'] });
    assert.deepEqual(problemsOf({ neverGrant: ['secrets', 'made_up'] }), [
      { kind: 'unknownName', key: 'neverGrant', index: 1 },
    ]);
    // The lower of two levels is the one that counts.
    assert.deepEqual(list('secrets:write', 'secrets:read', 'secrets:admin')?.permissions, {
      secrets: 'read',
    });
    assert.deepEqual(list(), { permissions: {}, scopes: [] });
  });

  it('S3-20 with an unreadable line in that list take none of the built-in ones off it', () => {
    const { policy, problems } = policyOfSetting({ neverGrant: ['secrets', 5, ''] });
    assert.deepEqual(policy.neverGrant, {
      permissions: { ...defaultPolicy.neverGrant.permissions, secrets: 'read' },
      scopes: defaultPolicy.neverGrant.scopes,
    });
    assert.deepEqual(
      problems.map((one) => (one.kind === 'wrongValue' ? one.index : one.kind)),
      [1, 2],
    );
    assert.deepEqual(policyOfSetting({ neverGrant: 5 }).policy, defaultPolicy);
  });

  it('may be anything: reading never throws, and the policy is always a whole one', () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      fc.dictionary(fc.constantFrom<string>(...ruleKeys, 'host'), fc.anything()),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const { policy } = policyOfSetting(value);
        assert.deepEqual(Object.keys(policy), Object.keys(defaultPolicy));
        for (const key of ruleKeys) {
          const shape = policyRules[key];
          if (shape.kind === 'days') {
            const days = policy[key] as number;
            assert.ok(Number.isInteger(days) && days >= shape.from && days <= shape.to);
          }
          if (shape.kind === 'flag') assert.equal(typeof policy[key], 'boolean');
        }
        assert.ok(policy.allowedKinds === undefined || Array.isArray(policy.allowedKinds));
      }),
      { numRuns: 300 },
    );
  });

  it('are the ones the settings editor knows, with the same limits and the same defaults', () => {
    const { contributes } = manifestOf() as {
      contributes: { configuration: { properties: Record<string, { properties?: Record<string, Schema> }> } };
    };
    const schema = contributes.configuration.properties['tokenWarden.policy']?.properties ?? {};
    assert.deepEqual(Object.keys(schema), ruleKeys);
    for (const [key, one] of Object.entries(schema)) {
      const shape = policyRules[key as RuleKey];
      if (shape.kind === 'days') assert.deepEqual([one.minimum, one.maximum], [shape.from, shape.to]);
      if (shape.kind === 'kinds') assert.deepEqual(one.items?.enum, shape.values);
    }
    const defaults = Object.fromEntries(
      Object.entries(schema).flatMap(([key, one]) => ('default' in one ? [[key, one.default]] : [])),
    );
    assert.deepEqual(policyOfSetting(defaults), { policy: defaultPolicy, problems: [] });
  });
});

interface Schema {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly enum?: readonly string[] };
  readonly default?: unknown;
}

describe('rules on top of others', () => {
  const base: Policy = { ...defaultPolicy, allowedKinds: ['fine-grained-pat', 'classic-pat'] };
  const over = (extra: Parameters<typeof tightenPolicy>[1]) => tightenPolicy(base, extra);

  it('tighten: fewer kinds, fewer days, earlier warnings, more that is never granted, flags on', () => {
    const lax: Policy = { ...base, oneOwner: false };
    const extra = {
      allowedKinds: ['fine-grained-pat'],
      maxLifetimeDays: 7,
      soonDays: 5,
      laterDays: 20,
      neverGrant: { permissions: { secrets: 'read', actions: 'read' }, scopes: ['gist'] },
      maxAgeDays: 6,
      unusedDays: 5,
      oneOwner: true,
    } as const;
    assert.deepEqual(tightenPolicy(lax, extra), {
      policy: {
        ...base,
        ...extra,
        neverGrant: {
          permissions: { ...base.neverGrant.permissions, actions: 'read', secrets: 'read' },
          scopes: ['admin:org', 'admin:enterprise', 'gist'],
        },
      },
      loosened: [],
    });
  });

  it('that would loosen are named and change nothing', () => {
    const { policy, loosened } = over({
      allowedKinds: ['fine-grained-pat', 'classic-pat', 'oauth-token'],
      maxLifetimeDays: 90,
      soonDays: 1,
      laterDays: 2,
      neverGrant: { permissions: { members: 'write' }, scopes: [] },
      maxAgeDays: 31,
      unusedDays: 61,
      requirePurpose: false,
      requireOwner: false,
      oneOwner: false,
    });
    assert.deepEqual(policy, { ...base, allowedKinds: ['fine-grained-pat', 'classic-pat'] });
    assert.deepEqual(loosened, ruleKeys);
  });

  it('that say what is so already are no attempt to loosen it', () => {
    assert.deepEqual(tightenPolicy(base, base), { policy: base, loosened: [] });
  });

  it('never yield a looser rule than either, for any base and any rules', () => {
    fc.assert(
      fc.property(policies, policyRuleSets, (one, extra) => {
        const { policy, loosened } = tightenPolicy(one, extra);
        for (const rules of [one, extra]) {
          for (const key of ruleKeys) {
            if (rules[key] === undefined) continue;
            if (rules === extra && loosened.includes(key)) continue;
            assert.ok(isAsTight(key, policy, rules as Policy), key);
          }
        }
        // A second time changes nothing.
        assert.deepEqual(tightenPolicy(policy, extra).policy, policy);
      }),
      { numRuns: 300 },
    );
  });
});

function isAsTight(key: RuleKey, policy: Policy, than: Policy): boolean {
  const shape = policyRules[key];
  switch (shape.kind) {
    case 'kinds':
      return policy.allowedKinds?.every((kind) => than.allowedKinds?.includes(kind) ?? true) ?? false;
    case 'days': {
      const [mine, theirs] = [policy[key] as number, than[key] as number];
      return shape.tighter === 'fewer' ? mine <= theirs : mine >= theirs;
    }
    case 'flag':
      return policy[key] === true || than[key] === false;
    case 'grants':
      return (
        than.neverGrant.scopes.every((scope) => policy.neverGrant.scopes.includes(scope)) &&
        Object.entries(than.neverGrant.permissions).every(([name, level]) =>
          covers(level, levelIn(policy.neverGrant.permissions, name) ?? 'admin'),
        )
      );
  }
}
