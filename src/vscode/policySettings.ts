import type { Policy } from '../policy/policy.ts';
import { policyOfSetting, type RuleProblem } from '../policy/readPolicyRules.ts';
import { readSetting } from './settings.ts';

/**
 * What the vault is judged by: the person's own rules, the built-in ones for the rest. A workspace has no say, because
 * only the user's value of the setting is read (A16).
 */
export function readPolicy(): Policy {
  return policyOfSetting(readSetting('tokenWarden.policy')).policy;
}

/** What of the person's rules is not in force, or doubtful. */
export function policyProblems(): readonly RuleProblem[] {
  return policyOfSetting(readSetting('tokenWarden.policy')).problems;
}
