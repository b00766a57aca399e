import type { Guardrails } from '../guardrails/guardrails.ts';
import { type GivenSetting, readGuardrails } from '../guardrails/readGuardrails.ts';
import type { Refusal, Rule } from '../guardrails/refusal.ts';
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

/**
 * Where a rule of the person's can be changed. None changes that no token is pushed, and none takes a rule of the
 * repository's own file away.
 */
export function settingOf({ rule, source }: Pick<Refusal, 'rule' | 'source'>): keyof Settings | undefined {
  return source.kind === 'teamFile' ? undefined : settings[rule];
}

const settings: Readonly<Partial<Record<Rule, keyof Settings>>> = Object.freeze({
  allowedRepositories: 'tokenWarden.allowedRepositories',
  branchPattern: 'tokenWarden.branchPattern',
  protectedBranches: 'tokenWarden.protectedBranches',
  forbiddenFiles: 'tokenWarden.forbiddenFiles',
  requiredTasks: 'tokenWarden.requiredTasks',
  cleanTree: 'tokenWarden.requireCleanTree',
});
