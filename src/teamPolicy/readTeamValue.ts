import type { TeamFileProblem, Wanted } from '../guardrails/teamFileProblem.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { type PolicyRules, policyRules } from '../policy/policyRules.ts';
import { readPolicyRules } from '../policy/readPolicyRules.ts';
import { tightenPolicy } from '../policy/tightenPolicy.ts';
import { type TeamKey, type TeamRules, type TokenRuleKey, teamVocabulary } from './teamRules.ts';
import type { YamlValue } from './yamlTree.ts';

/** What one key of a team's file asks for. */
export interface ReadValue {
  readonly rules: Partial<Omit<TeamRules, 'token'>>;
  readonly token: PolicyRules;
  /** `item`: of a list; the whole value where it is absent. */
  readonly problems: readonly { readonly problem: TeamFileProblem; readonly item?: YamlValue | undefined }[];
}

/** A file of more is not written by a person. */
const longestList = 200;
/** As far as a pattern is compared at all (`matchesGlob`): a longer one would match nothing and forbid nothing. */
const longestPattern = 300;

/** Reads the value of a key. Never throws. */
export function readTeamValue(key: TeamKey, value: YamlValue): ReadValue {
  const shape = teamVocabulary[key];
  switch (shape.kind) {
    case 'version':
      return plain(value) === 1 ? nothing() : nothing(wrong(key, { kind: 'version' }));
    case 'token':
      return readTokenRule(shape.rule, value);
    case 'on':
      if (plain(value) === true) return { ...nothing(), rules: { [key]: true } };
      return nothing(plain(value) === false ? { kind: 'loosens', key } : wrong(key, { kind: 'on' }));
    case 'patterns':
      return readPatterns(key, value, shape.orText);
  }
}

function nothing(...problems: readonly TeamFileProblem[]): ReadValue {
  return { rules: {}, token: {}, problems: problems.map((problem) => ({ problem })) };
}

function wrong(key: TeamKey, wanted: Wanted): TeamFileProblem {
  return { kind: 'wrongValue', key, wanted };
}

function readTokenRule(rule: TokenRuleKey, value: YamlValue): ReadValue {
  if (value.kind === 'list' && value.items.length === 0) {
    return nothing(rule === 'neverGrant' ? { kind: 'asksNothing', key: rule } : wrong(rule, wantedOf(rule)));
  }
  const { rules, problems: found } = readPolicyRules({ [rule]: plain(value) });
  const items = value.kind === 'list' ? value.items : [value];
  const problems: ReadValue['problems'][number][] = found.map((one) => {
    const item = 'index' in one && one.index !== undefined ? items[one.index] : undefined;
    return one.kind === 'unknownName'
      ? { problem: { kind: 'unknownName', name: String(plainItem(item)) }, item }
      : { problem: wrong(rule, wantedOf(rule)), item };
  });
  // The part that is looser changes nothing: the person's own rule is asked as well, always.
  const { loosened } = tightenPolicy(defaultPolicy, rules);
  if (loosened.length > 0) problems.push({ problem: { kind: 'loosens', key: rule } });
  const given = rules[rule];
  // No kind at all could be read: that stops every push already.
  const isEmpty = Array.isArray(given) && given.length === 0;
  return { rules: {}, token: isEmpty || given === false ? {} : rules, problems };
}

function wantedOf(rule: TokenRuleKey): Wanted {
  const shape = policyRules[rule];
  switch (shape.kind) {
    case 'kinds':
      return { kind: 'oneOf', values: shape.values };
    case 'days':
      return { kind: 'days', from: shape.from, to: shape.to };
    case 'grants':
      return { kind: 'grants' };
    case 'flag':
      return { kind: 'on' };
  }
}

function readPatterns(key: TeamKey, value: YamlValue, orText: boolean): ReadValue {
  const wanted = wrong(key, { kind: 'patterns' });
  const items = value.kind === 'list' ? value.items : orText ? [value] : undefined;
  if (items === undefined || items.length > longestList) return nothing(wanted);
  const read = items.map((item) => ({ item, pattern: patternOf(plainItem(item)) }));
  const whole = read.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  // As in the person's own setting.
  const texts = key === 'branchPattern' ? whole.flatMap(alternatives) : whole;
  const problems = read.flatMap(({ item, pattern }) =>
    pattern === undefined ? [{ problem: wanted, item }] : [],
  );
  // Exceptions alone, and nothing they could be exceptions from.
  const isEmpty = texts.every((text) => key === 'forbiddenFiles' && text.startsWith('!'));
  if (isEmpty && problems.length === 0) return nothing({ kind: 'asksNothing', key });
  return { rules: isEmpty ? {} : { [key]: texts }, token: {}, problems };
}

function alternatives(text: string): readonly string[] {
  return text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** One that could match something: not empty, of one line, and no longer than a name. */
function patternOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const fits = text !== '' && text.length <= longestPattern;
  return fits && !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text) ? text : undefined;
}

/** As a rule reads it. */
function plain(value: YamlValue): unknown {
  return value.kind === 'list' ? value.items.map(plainItem) : plainItem(value);
}

/** `- contents: write`, with the space that YAML makes a map of, is the permission it looks like. */
function plainItem(value: YamlValue | undefined): unknown {
  if (value?.kind === 'scalar') return value.value;
  if (value?.kind !== 'map') return undefined;
  const [pair, ...more] = value.pairs;
  if (pair?.key === undefined || pair.value.kind !== 'scalar' || more.length > 0) return undefined;
  return `${pair.key}:${String(pair.value.value)}`;
}
