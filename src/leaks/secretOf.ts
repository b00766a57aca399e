import type { Secret } from '../shared/secret.ts';
import { findTokens } from './findTokens.ts';
import type { Print } from './lookIn.ts';
import { secretAt } from './secretAt.ts';

/**
 * The value of a found token, taken again from the text it was found in. Known by its print and not by its place: the
 * text may have moved since, and what stands there now may be another token. Undefined once it is gone.
 */
export function secretOf(text: string, wanted: string, print: Print): Secret | undefined {
  for (const finding of findTokens(text)) {
    const secret = secretAt(text, finding);
    if (print(secret) === wanted) return secret;
  }
  return undefined;
}
