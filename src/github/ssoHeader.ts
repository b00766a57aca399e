import type { GitHubHost } from '../tokens/host.ts';
import { pageOnHost } from './links.ts';

export type SsoHeader =
  | { readonly kind: 'required'; readonly organisation: string | undefined; readonly url: string | undefined }
  /** The answer left out what these organisations own; GitHub gives numbers only. */
  | { readonly kind: 'partial'; readonly organisationIds: readonly string[] };

/**
 * Reads `X-GitHub-SSO`. The address carries a request id that works like a password for an hour, so it is kept
 * only when it leads to this host, and callers never log it (B06). Source: facts/response-headers.json.
 */
export function readSsoHeader(header: string | undefined, host: GitHubHost): SsoHeader | undefined {
  if (header === undefined) return undefined;
  const required = /^\s*required\s*(?:;\s*url=(\S{1,2000}))?\s*$/.exec(header);
  if (required) {
    const url = pageOnHost(host, required[1]);
    const organisation = /^\/(?:orgs|enterprises)\/([A-Za-z0-9_-]{1,100})\//.exec(
      url?.slice(host.web.length) ?? '',
    );
    return { kind: 'required', organisation: organisation?.[1], url };
  }
  const partial = /^\s*partial-results\s*;\s*organizations=([0-9, ]{1,2000})$/.exec(header);
  if (!partial) return undefined;
  const ids = (partial[1] as string).split(',').map((id) => id.trim());
  return { kind: 'partial', organisationIds: ids.filter((id) => id !== '').slice(0, 100) };
}
