import type { Secret } from '../shared/secret.ts';
import { kinds } from './kind.ts';

/** Below this many hidden characters even four visible ones would help a guesser. */
const leastHidden = 20;

/**
 * A token as it may be shown: its prefix, which only names the kind, and at most its last four characters, which
 * GitHub's own pages and audit logs show too.
 */
export function maskToken(secret: Secret): string {
  const value = secret.reveal();
  const prefix =
    Object.values(kinds).find((facts) => facts.prefix && value.startsWith(facts.prefix))?.prefix ?? '';
  const body = value.slice(prefix.length);
  return `${prefix}…${body.length >= leastHidden + 4 ? body.slice(-4) : ''}`;
}
