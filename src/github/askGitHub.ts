import { Failure } from '../shared/failure.ts';
import { hostOf } from '../tokens/host.ts';
import type { ApiAnswer, ApiRequest, GitHubApi } from './apiAnswer.ts';
import { explainAnswer } from './explainAnswer.ts';

/** One request that must succeed: every refusal becomes a `Failure<ApiProblem>` with the server's words as details. */
export async function askGitHub(
  api: GitHubApi,
  request: ApiRequest,
): Promise<Extract<ApiAnswer, { readonly kind: 'ok' }>> {
  const answer = await api.request(request);
  if (answer.kind === 'ok') return answer;
  throw new Failure(explainAnswer(answer, hostOf(request.credential.host)), answer.message);
}
