import type { ApiAnswer, GitHubApi } from '../github/apiAnswer.ts';
import type { Secret } from '../shared/secret.ts';

/** One second, two, three: longer than GitHub needs, and an end for a clock that stands still. */
const mostTries = 3;

/**
 * The same API, with the first seconds of a minted token waited out: not all of GitHub's servers know it at once, and one
 * that does not answers 401. Only reads, and only tokens that `isFresh` knows for new: any other 401 is an answer, and a
 * user's token is never sent a second time (G03). Source: facts/github-app.json (`auth_app_behaviour.retry`).
 */
export function waitOutFresh(
  api: GitHubApi,
  isFresh: (token: Secret) => boolean,
  pause: (ms: number) => Promise<void>,
): GitHubApi {
  return {
    async request(request) {
      let answer: ApiAnswer = await api.request(request);
      for (let tries = 1; tries <= mostTries; tries++) {
        const waits = answer.status === 401 && request.operation.startsWith('GET ');
        if (!waits || !isFresh(request.credential.token)) return answer;
        await pause(tries * 1000);
        if (request.signal?.aborted) return answer;
        answer = await api.request(request);
      }
      return answer;
    },
  };
}
