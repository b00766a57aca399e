import { Secret } from '../shared/secret.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';
import { readPaste } from '../tokens/paste.ts';

/** What another program or a variable handed over, and what can be said of it by looking. */
export interface Lent {
  readonly token: Secret;
  readonly kind: TokenKind;
}

/**
 * The token that a text is, with nothing around it but one line end. A paste may be searched for a token; what a program
 * answers may not: a password with a token in it, a second line or a control character is something else, and nothing of
 * it is sent anywhere.
 */
export function readLent(text: string): Lent | undefined {
  const bare = text.replace(/\r?\n$/, '');
  const found = readPaste(bare);
  if (found.kind !== 'token' || !found.token.equals(new Secret(bare))) return undefined;
  const { kind } = found.identified;
  return kinds[kind].authenticates ? { token: found.token, kind } : undefined;
}
