import type { AllowedRepository, Guardrails, Ruled } from './guardrails.ts';

/** A setting as it stands: a person can write anything there. `chosen` is false for the default. */
export interface GivenSetting {
  readonly value: unknown;
  readonly chosen: boolean;
}

export interface GivenSettings {
  readonly allowedRepositories: GivenSetting;
  readonly branchPattern: GivenSetting;
  readonly protectedBranches: GivenSetting;
  readonly forbiddenFiles: GivenSetting;
  readonly requiredTasks: GivenSetting;
  readonly requireCleanTree: GivenSetting;
}

/**
 * The rules from the settings. A value of the wrong type is read as the strictest that it can mean: a mistyped rule
 * must not be no rule.
 */
export function readGuardrails(given: GivenSettings): Guardrails {
  const repositories = textsOf(given.allowedRepositories.value);
  return {
    allowedRepositories: ruled(
      given.allowedRepositories,
      // A list in which nothing can be read allows nothing.
      repositories.length === 0 ? undefined : repositories.flatMap(readRepository),
    ),
    branchPatterns: ruled(
      given.branchPattern,
      textsOf(given.branchPattern.value).flatMap((text) =>
        text
          .split('|')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
    ),
    protectedBranches: ruled(given.protectedBranches, textsOf(given.protectedBranches.value)),
    forbiddenFiles: ruled(given.forbiddenFiles, textsOf(given.forbiddenFiles.value)),
    requiredTasks: ruled(given.requiredTasks, textsOf(given.requiredTasks.value)),
    cleanTree: ruled(given.requireCleanTree, isOn(given.requireCleanTree.value)),
  };
}

function ruled<T>({ chosen }: GivenSetting, value: T): Ruled<T> {
  return { value, source: { kind: chosen ? 'userSetting' : 'builtIn' } };
}

/** Every text of a list, or the one text that stands where a list belongs. What is no text is kept as its JSON. */
function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all
    .filter((one) => one !== undefined && one !== null)
    .map((one) => (typeof one === 'string' ? one.trim() : (JSON.stringify(one) ?? '')))
    .filter((text) => text !== '');
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** `owner/name` or `owner/*`, with `host/` or `https://host/` before it. */
function readRepository(text: string): readonly AllowedRepository[] {
  const parts = text
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/(?:\.git)?\/?$/, '')
    .split('/');
  const [owner = '', repo = ''] = parts.slice(-2);
  if (parts.length < 2 || parts.length > 3 || owner === '' || owner === '*' || repo === '') return [];
  return [{ host: parts.length === 3 ? parts[0] : undefined, owner, repo }];
}
