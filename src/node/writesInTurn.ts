import type { GitHubApi } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';

/**
 * The same API, with its writes one after the other: GitHub asks for that, and counts writes at once as abuse. The
 * throttling plugin only spaces their beginnings. A write that waits is judged again when its turn comes: by then a
 * limit may have been hit, or the person may have left.
 */
export function writesInTurn(api: GitHubApi): GitHubApi {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(request) {
      if (request.operation.startsWith('GET ')) return api.request(request);
      const mine = last.then(() => {
        if (request.signal?.aborted) throw new Failure<ApiProblem>({ kind: 'cancelled' });
        return api.request(request);
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
