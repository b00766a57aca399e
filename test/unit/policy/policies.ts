import fc from 'fast-check';
import type { NeverGrant } from '../../../src/policy/neverGrant.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type PolicyRules, policyRules, type RuleShape, ruleKeys } from '../../../src/policy/policyRules.ts';

const grants: fc.Arbitrary<NeverGrant> = fc.record({
  permissions: fc.dictionary(
    fc.constantFrom('administration', 'actions', 'members', 'secrets', 'contents', 'workflows'),
    fc.constantFrom('read', 'write', 'admin'),
  ),
  scopes: fc.uniqueArray(fc.constantFrom('admin:org', 'admin:enterprise', 'gist', 'workflow')),
});

function anyOf(shape: RuleShape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'kinds':
      return fc.uniqueArray(fc.constantFrom(...shape.values));
    case 'days':
      return fc.integer({ min: shape.from, max: shape.to });
    case 'grants':
      return grants;
    case 'flag':
      return fc.boolean();
  }
}

const values = Object.fromEntries(ruleKeys.map((key) => [key, anyOf(policyRules[key])]));

/** Any set of valid rules, each one there or not. */
export const policyRuleSets = fc.record(values, { requiredKeys: [] }) as unknown as fc.Arbitrary<PolicyRules>;

/** Any valid policy. */
export const policies = fc.record({
  ...values,
  allowedKinds: fc.option(values.allowedKinds as fc.Arbitrary<unknown>, { nil: undefined }),
}) as unknown as fc.Arbitrary<Policy>;
