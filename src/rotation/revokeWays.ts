import type { HostName } from '../tokens/host.ts';
import { hostOf } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';

/** How a credential can be ended. */
export type RevokeWay =
  /** `POST /credentials/revoke`, by anyone who has the value, without any authentication. */
  | 'list'
  /** `DELETE /installation/token`, by itself. */
  | 'itself'
  /** Only by a person, on its page. */
  | 'page';

/**
 * Source: facts/revocation.json (`bulk.accepts`, `bulk.rejects`, `single`), from GitHub's OpenAPI description and its
 * page on credential types. A kind without a prefix of these is not known to be taken.
 */
const ways: Readonly<Record<TokenKind, RevokeWay>> = Object.freeze({
  'classic-pat': 'list',
  'fine-grained-pat': 'list',
  'oauth-token': 'list',
  'app-user-token': 'list',
  'refresh-token': 'list',
  'installation-token': 'itself',
  'legacy-hex': 'page',
  'app-key': 'page',
  unknown: 'page',
});

/** GitHub takes up to 1000 in one request; a short list is one that a person can still repair things after (S2-40). */
export const batchSize = 10;

/** How this token can be ended. The list is github.com's alone: elsewhere the page is opened. */
export function wayToRevoke(host: HostName, kind: TokenKind): RevokeWay {
  const way = ways[kind];
  return way === 'list' && hostOf(host).kind !== 'github.com' ? 'page' : way;
}
