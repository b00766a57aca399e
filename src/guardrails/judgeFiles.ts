import type { GuardrailFacts } from './facts.ts';
import { matchesGlob } from './glob.ts';
import type { Guardrails } from './guardrails.ts';
import type { Refusal } from './refusal.ts';

/** More are not listed: the person mends a handful at a time. */
const mostListed = 20;

/** Files that must not leave, each once, also one that a later commit takes away again: it stays in the history. */
export function judgeFiles(
  { outgoing }: GuardrailFacts,
  { forbiddenFiles: { value: patterns, source } }: Pick<Guardrails, 'forbiddenFiles'>,
): readonly Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const { path, authLine } of outgoing.files) {
    if (refusals.size === mostListed) break;
    const pattern = forbiddenBy(path, patterns);
    if (pattern !== undefined) {
      const data = { kind: 'forbiddenFile', path, pattern } as const;
      refusals.set(path, { rule: 'forbiddenFiles', source, data, override: 'once' });
    } else if (authLine) {
      const data = { kind: 'authLine', path } as const;
      refusals.set(path, { rule: 'forbiddenFiles', source: { kind: 'builtIn' }, data, override: 'once' });
    }
  }
  return [...refusals.values()];
}

/**
 * The pattern that forbids a path. A pattern with a `/` is for the whole path, any other for each of its parts; the
 * last that matches counts, so that an exception can follow. Without case: on two of three systems it makes no
 * difference. Patterns and paths both come from a repository, so each pair is compared once and never once per part: a
 * deep path and a long list would hold the editor for hours.
 */
export function forbiddenBy(path: string, patterns: readonly string[]): string | undefined {
  const whole = path.toLowerCase();
  const rules = patterns.map((pattern) => {
    const exception = pattern.startsWith('!');
    const glob = pattern.slice(exception ? 1 : 0).toLowerCase();
    const ofWhole = glob.includes('/') ? matchesGlob(glob.replace(/^\//, ''), whole) : undefined;
    return { pattern, exception, glob, ofWhole };
  });
  for (const part of new Set(whole.split('/'))) {
    let forbidding: string | undefined;
    for (const { pattern, exception, glob, ofWhole } of rules) {
      if (ofWhole ?? matchesGlob(glob, part)) forbidding = exception ? undefined : pattern;
    }
    if (forbidding !== undefined) return forbidding;
  }
  return undefined;
}
