import type { Entry } from '../tokens/entry.ts';
import { covers, levelIn } from './permissionSets.ts';

export type WorkflowNeed =
  /** No workflow file is touched, or nothing is known that speaks against the token. */
  | { readonly kind: 'fine' }
  /** The push touches these, and what is known of the token does not allow it. */
  | {
      readonly kind: 'missing';
      readonly paths: readonly [string, ...string[]];
      readonly evidence: 'listed' | 'declared';
    };

/**
 * Whether a push needs the permission to change workflow files that the token is known not to have. It is surplus until
 * a push touches such a file, then it is needed (S0-07). What is not known is left to GitHub, which also allows a file
 * that another branch already has in the same words: so this is a question to the person, never a refusal.
 * Source: facts/operation-minimums.json, `push-touching-workflows`.
 */
export function judgeWorkflowNeed(
  { scopes, declared }: Pick<Entry, 'scopes' | 'declared'>,
  workflowFiles: readonly string[],
): WorkflowNeed {
  const [first, ...more] = workflowFiles;
  if (first === undefined) return { kind: 'fine' };
  const paths = [first, ...more] as const;
  if (scopes.kind === 'listed') {
    return scopes.scopes.includes('workflow')
      ? { kind: 'fine' }
      : { kind: 'missing', paths, evidence: 'listed' };
  }
  if (declared === undefined || covers(levelIn(declared, 'workflows'), 'write')) return { kind: 'fine' };
  return { kind: 'missing', paths, evidence: 'declared' };
}
