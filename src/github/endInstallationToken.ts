import { Failure } from '../shared/failure.ts';
import { hostOf } from '../tokens/host.ts';
import type { Credential, GitHubApi } from './apiAnswer.ts';
import { explainAnswer } from './explainAnswer.ts';

/**
 * An installation token ends itself, on every host; GitHub takes it from nobody else. `dead`: it was not accepted any
 * more, so it is over already. Throws `Failure<ApiProblem>` for everything that says neither.
 */
export async function endInstallationToken(
  api: GitHubApi,
  credential: Credential,
): Promise<'ended' | 'dead'> {
  const answer = await api.request({ credential, operation: 'DELETE /installation/token' });
  if (answer.kind === 'ok') return 'ended';
  const problem = explainAnswer(answer, hostOf(credential.host));
  if (problem.kind === 'badCredentials') return 'dead';
  throw new Failure(problem, answer.message);
}
