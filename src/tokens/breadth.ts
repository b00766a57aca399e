import type { Evidence } from '../shared/permissions.ts';

/**
 * How much a token may do, against its job. `unknown` is an answer of its own: GitHub lists nothing for a
 * fine-grained token, and saying `narrow` then would be a guess. Judged by `policy/judgeBreadth.ts`.
 */
export type Breadth =
  | { readonly kind: 'narrow'; readonly evidence: Evidence }
  | { readonly kind: 'broad'; readonly evidence: Evidence }
  | { readonly kind: 'unknown' };
