import { decodeBase64 } from '../shared/base64.ts';
import { Secret } from '../shared/secret.ts';
import { boundText, stripControl } from '../shared/text.ts';
import { findCandidates } from '../tokens/candidates.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { maskToken } from '../tokens/mask.ts';

/** That a text holds a credential, as it may be shown: what kind, and of a token its mask. Never the credential. */
export type Held =
  | { readonly kind: 'token'; readonly token: TokenKind; readonly masked: string }
  /** Something that lets in and is no token we know. */
  | { readonly kind: 'password' };

const longest = 16_384;

/** What a text that is there to let somebody in holds: an address, a header, a variable. Looks into Basic too. */
export function heldIn(text: string): Held {
  const given = text.slice(0, longest);
  const basic = /\bbasic[ \t]+([A-Za-z0-9+/=_-]+)/i.exec(given)?.[1];
  const [first] = findCandidates(`${given} ${(basic && decodeBase64(basic)) ?? ''}`);
  return first === undefined
    ? { kind: 'password' }
    : { kind: 'token', token: first.identified.kind, masked: maskToken(new Secret(first.text)) };
}

/** A text of a repository or a configuration as it may be shown: no token, no user info, one short line. */
export function shownText(text: string, maxChars = 120): string {
  const plain = stripControl(text.slice(0, longest)).replace(/\s+/g, ' ').trim();
  // Greedy on purpose: what stands before the last `@` of the authority is user info, whatever it holds; and what looks
  // like a user and a password is, though a slash in it ends the authority for a machine.
  let shown = plain.replace(/^([a-z][a-z0-9+.-]*:\/\/)(?:[^/]*@|[^/@:]*:(?!\d+(?:\/|$))[^@]*@)/i, '$1');
  for (const { text: token } of findCandidates(shown)) shown = shown.replaceAll(token, '…');
  return boundText(shown, maxChars);
}
