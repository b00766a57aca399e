import { readGrant } from './grantText.ts';
import type { NeverGrant } from './neverGrant.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import {
  isRuleKey,
  type PolicyRules,
  policyRules,
  type RuleKey,
  type RuleShape,
  ruleKeys,
} from './policyRules.ts';
import { uniteGrants } from './tightenPolicy.ts';

/** What is wrong with a text of rules, as data: where it is, and by the shape of its rule what would be right. */
export type RuleProblem =
  /** Not a set of rules at all. */
  | { readonly kind: 'notRules' }
  | { readonly kind: 'unknownRule'; readonly key: string; readonly meant: RuleKey | undefined }
  /** The value, or the one at `index` of a list, is not of the rule's shape. It is not used. */
  | { readonly kind: 'wrongValue'; readonly key: RuleKey; readonly index?: number }
  /** A permission or scope that nobody documents. It is used as written, in case GitHub has it. */
  | { readonly kind: 'unknownName'; readonly key: RuleKey; readonly index: number };

export interface ReadRules {
  /** The rules that could be read, each whole and valid. */
  readonly rules: PolicyRules;
  readonly problems: readonly RuleProblem[];
}

/** More are never written by a person; the rest of a longer list is a problem of its own and not read. */
const longestList = 200;

/**
 * Reads rules that anyone may have written, never throws. A rule that cannot be read is left out, so that what was
 * there before stays; only a list of allowed kinds in which nothing can be read allows nothing, because to leave it
 * out would allow everything.
 */
export function readPolicyRules(value: unknown): ReadRules {
  if (value === undefined) return { rules: {}, problems: [] };
  if (!isTable(value)) return { rules: {}, problems: [{ kind: 'notRules' }] };
  const rules: Partial<Record<RuleKey, unknown>> = {};
  const problems: RuleProblem[] = [];
  for (const [key, given] of Object.entries(value)) {
    if (!isRuleKey(key)) {
      problems.push({ kind: 'unknownRule', key, meant: meantBy(key) });
      continue;
    }
    if (given === undefined) continue;
    const read = readRule(key, policyRules[key], given);
    if (read.value !== undefined) rules[key] = read.value;
    problems.push(...read.problems);
  }
  return { rules: rules as PolicyRules, problems };
}

/** The person's policy: the built-in one, with the rules of the setting in place of its own. */
export function policyOfSetting(value: unknown): {
  readonly policy: Policy;
  readonly problems: readonly RuleProblem[];
} {
  const { rules, problems } = readPolicyRules(value);
  const policy: Policy = { ...defaultPolicy, ...rules };
  // An item that could not be read may have been one of the built-in ones: none of those is taken off then.
  const doubtful = problems.some((one) => one.kind === 'wrongValue' && one.key === 'neverGrant');
  if (!doubtful) return { policy, problems };
  return {
    policy: { ...policy, neverGrant: uniteGrants(defaultPolicy.neverGrant, policy.neverGrant) },
    problems,
  };
}

interface ReadRule {
  readonly value: unknown;
  readonly problems: readonly RuleProblem[];
}

function readRule(key: RuleKey, shape: RuleShape, given: unknown): ReadRule {
  switch (shape.kind) {
    case 'kinds':
      return readList(key, given, (one) => shape.values.find((kind) => kind === one), []);
    case 'grants':
      return readGrants(key, given);
    case 'days': {
      const fits =
        typeof given === 'number' && Number.isInteger(given) && given >= shape.from && given <= shape.to;
      return fits ? { value: given, problems: [] } : wrong(key);
    }
    case 'flag':
      return typeof given === 'boolean' ? { value: given, problems: [] } : wrong(key);
  }
}

/** One text in place of a list is a list of one. `none`: what a list means in which nothing can be read. */
function readList<T>(
  key: RuleKey,
  given: unknown,
  read: (one: unknown) => T | undefined,
  none: readonly T[] | undefined,
): { readonly value: readonly T[] | undefined; readonly problems: readonly RuleProblem[] } {
  const all: readonly unknown[] | undefined = Array.isArray(given)
    ? given
    : typeof given === 'string'
      ? [given]
      : undefined;
  if (all === undefined || all.length === 0 || all.length > longestList) {
    return { value: none, problems: [{ kind: 'wrongValue', key }] };
  }
  const found = all.map(read);
  const value = [...new Set(found.filter((one) => one !== undefined))];
  const problems = found.flatMap((one, index): RuleProblem[] =>
    one === undefined ? [{ kind: 'wrongValue', key, index }] : [],
  );
  return { value: value.length === 0 ? none : value, problems };
}

function readGrants(key: RuleKey, given: unknown): ReadRule {
  // An empty list is a deliberate one: the person lets every permission pass.
  if (Array.isArray(given) && given.length === 0) {
    return { value: { permissions: {}, scopes: [] }, problems: [] };
  }
  const unknown: RuleProblem[] = [];
  const { value, problems } = readList(key, given, readGrant, undefined);
  if (value === undefined) return { value, problems };
  const list = value.reduce<NeverGrant>((sum, { grant }) => uniteGrants(sum, grant), {
    permissions: {},
    scopes: [],
  });
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  for (const [index, text] of texts.entries()) {
    if (readGrant(text)?.known === false) unknown.push({ kind: 'unknownName', key, index });
  }
  return { value: list, problems: [...problems, ...unknown] };
}

function wrong(key: RuleKey): ReadRule {
  return { value: undefined, problems: [{ kind: 'wrongValue', key }] };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rule whose name it is but for case, dashes and spaces. */
function meantBy(key: string): RuleKey | undefined {
  const bare = (text: string) =>
    text
      .slice(0, 100)
      .replace(/[-_\s]/g, '')
      .toLowerCase();
  return ruleKeys.find((rule) => bare(rule) === bare(key));
}
