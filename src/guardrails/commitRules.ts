import type { Refusal, Rule } from './refusal.ts';

const commitRules: readonly Rule[] = Object.freeze(['tokens', 'forbiddenFiles']);

/** Those that depend on which commits are pushed: they are judged again when there are more than was thought. */
export function aboutCommits(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.filter(({ rule }) => commitRules.includes(rule));
}
