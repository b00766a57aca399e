import { Secret } from '../shared/secret.ts';
import { cleanPaste } from './cleanPaste.ts';
import type { Identified } from './identify.ts';
import { kinds } from './kind.ts';
import { explainNoToken, type NoToken, type NotTokenReason } from './noToken.ts';
import { findPastedTokens, type PastedToken } from './pastedTokens.ts';

/** What a person pasted, as far as it can be told without asking GitHub. */
export type Paste =
  | {
      readonly kind: 'token';
      readonly token: Secret;
      readonly identified: Identified;
      /** From a URL around it: a suggestion, to be checked against the hosts the person set up. */
      readonly host: string | undefined;
      readonly userName: string | undefined;
    }
  /** More than one token: which one is for the person to say. */
  | { readonly kind: 'several'; readonly count: number }
  | NoToken;

/**
 * Finds the one GitHub token in a pasted text. A token that comes out holds only letters, digits, `.`, `_` and `-`,
 * whatever went in: no line end, NUL or other separator can reach a header, a URL or git's credential protocol.
 * Everything else is named, and nothing of it is kept or sent.
 */
export function readPaste(text: string): Paste {
  const cleaned = cleanPaste(text);
  if (cleaned.kind === 'refused') return { kind: 'notToken', why: cleaned.why };
  if (cleaned.text === '') return { kind: 'empty' };
  const [first, ...others] = findPastedTokens(cleaned.text);
  if (first === undefined) return explainNoToken(cleaned.text);
  if (others.length > 0) return { kind: 'several', count: others.length + 1 };
  const why = judgeFound(first);
  if (why !== undefined) return { kind: 'notToken', why };
  const { identified, host, userName } = first;
  return { kind: 'token', token: new Secret(first.text), identified, host, userName };
}

/** Why something that has a token's beginning is none. */
function judgeFound({ text, identified, after }: PastedToken): NotTokenReason | undefined {
  if (text.length > kinds[identified.kind].maxLength) return 'tooLong';
  // `ghp_xxxxxxxx…` from a manual: no real token has so few different characters.
  if (new Set(text.slice(4)).size <= 6) return 'placeholder';
  if (/^[*•●…·]|^\.\.|^%/u.test(after)) return 'masked';
  // A Cyrillic letter in the middle would otherwise cut the token there without a word.
  if (/^[^\0-\x7f]/.test(after)) return 'lookAlike';
  return undefined;
}
