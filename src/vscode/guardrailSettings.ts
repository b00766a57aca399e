import type { Guardrails } from '../guardrails/guardrails.ts';
import { type GivenSetting, readGuardrails } from '../guardrails/readGuardrails.ts';
import type { Rule } from '../guardrails/refusal.ts';
import type { Settings } from '../manifest.ts';
import { isChosen, readSetting } from './settings.ts';

/** The rules of a push as the person set them. No workspace file can loosen one: only user settings are read (A16). */
export function guardrailsFromSettings(): Guardrails {
  return readGuardrails({
    allowedRepositories: given('tokenWarden.allowedRepositories'),
    branchPattern: given('tokenWarden.branchPattern'),
    protectedBranches: given('tokenWarden.protectedBranches'),
    forbiddenFiles: given('tokenWarden.forbiddenFiles'),
    requiredTasks: given('tokenWarden.requiredTasks'),
    requireCleanTree: given('tokenWarden.requireCleanTree'),
  });
}

function given(id: keyof Settings): GivenSetting {
  return { value: readSetting(id), chosen: isChosen(id) };
}

/** Where a rule can be changed; none changes that no token is pushed. */
export const settingOf: Readonly<Record<Rule, keyof Settings | undefined>> = Object.freeze({
  allowedRepositories: 'tokenWarden.allowedRepositories',
  branchPattern: 'tokenWarden.branchPattern',
  protectedBranches: 'tokenWarden.protectedBranches',
  forbiddenFiles: 'tokenWarden.forbiddenFiles',
  requiredTasks: 'tokenWarden.requiredTasks',
  cleanTree: 'tokenWarden.requireCleanTree',
  tokens: undefined,
});
