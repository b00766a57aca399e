import { defaultPolicy, type Policy } from '../policy/policy.ts';

/** What the vault is judged by: the built-in defaults. */
export function readPolicy(): Policy {
  return defaultPolicy;
}
