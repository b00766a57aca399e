import type { ApiAnswer, ApiRequest } from '../github/apiAnswer.ts';
import { readPermissions } from '../github/readPermissions.ts';
import { recordOf } from '../shared/recordOf.ts';
import type { ListedPermissions } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';

/** A request for GitHub's own list of what an App may do, as it is shown and as it is sent. */
export interface PlannedListing {
  readonly request: Pick<ApiRequest, 'operation' | 'parameters'>;
  readonly line: string;
}

/**
 * The question for an App user token, and for no other kind: which permissions its App has where it is installed. Part
 * of a run of probes, so only ever sent on the person's word (S0-10). Source: facts/permission-probes.json, tier 0.
 */
export function planListing({ api }: GitHubHost, kind: TokenKind): PlannedListing | undefined {
  if (kind !== 'app-user-token') return undefined;
  return {
    request: { operation: 'GET /user/installations', parameters: { per_page: 100 } },
    line: `GET ${api}/user/installations?per_page=100`,
  };
}

/**
 * The permissions at one owner, from the answer; undefined where the App is not installed there, or the answer is none.
 * Every other installation is passed over unread.
 */
export function readListing(answer: ApiAnswer, owner: string): ListedPermissions | undefined {
  if (answer.kind !== 'ok') return undefined;
  const { installations } = recordOf(answer.data);
  if (!Array.isArray(installations)) return undefined;
  const mine = installations.map(recordOf).find((one) => {
    const { login } = recordOf(one.account);
    return typeof login === 'string' && login.toLowerCase() === owner.toLowerCase();
  });
  return mine && { owner, permissions: readPermissions(mine.permissions), at: answer.at };
}
