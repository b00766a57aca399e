import { readHttpDate } from '../github/httpDate.ts';
import type { Fetch } from './guardedFetch.ts';

/**
 * Tells what time it is where an answer comes from, before anything else looks at it. Only of answers with GitHub's own
 * request id: the page of a proxy, or of what stands in front of an outage, has a clock of its own.
 */
export function hearDate(fetch: Fetch, heard: (host: string, at: number) => void): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    const at = readHttpDate(response.headers.get('date') ?? undefined);
    if (at !== undefined && response.headers.has('x-github-request-id')) heard(new URL(url).host, at);
    return response;
  };
}
