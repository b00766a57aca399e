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
 * difference.
 */
export function forbiddenBy(path: string, patterns: readonly string[]): string | undefined {
  const whole = path.toLowerCase();
  for (const part of whole.split('/')) {
    let forbidding: string | undefined;
    for (const pattern of patterns) {
      const exception = pattern.startsWith('!');
      const glob = pattern.slice(exception ? 1 : 0).toLowerCase();
      const matches = glob.includes('/')
        ? matchesGlob(glob.replace(/^\//, ''), whole)
        : matchesGlob(glob, part);
      if (matches) forbidding = exception ? undefined : pattern;
    }
    if (forbidding !== undefined) return forbidding;
  }
  return undefined;
}
