import { createHmac, randomBytes } from 'node:crypto';
import type { Print } from '../../leaks/lookIn.ts';

/** A new salt, in base64. */
export const newSalt = (): string => randomBytes(32).toString('base64');

/**
 * HMAC with the salt of this installation: equal for equal tokens, and on another machine something else. How a key's
 * lines are broken, or escaped in a JSON text, is not part of it.
 */
export function printer(salt: () => string): Print {
  return (secret) =>
    createHmac('sha256', salt())
      .update(secret.reveal().replace(/\\[rn]|\s/g, ''))
      .digest('base64url')
      .slice(0, 22);
}
