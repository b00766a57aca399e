import type { GitHubHost } from '../tokens/host.ts';
import type { ApiAnswer } from './apiAnswer.ts';
import { appWordings, firstWording } from './errorCatalogue.ts';
import { explainAnswer } from './explainAnswer.ts';
import type { ApiProblem } from './problems.ts';

/** Why a GitHub App got no installation token. */
export type AppProblem =
  /** This machine's clock and GitHub's differ: the signed request seems to come from another time (G12). */
  | { readonly kind: 'appClock' }
  /** The private key is not that of the App, or the App's id is another. */
  | { readonly kind: 'appKey' }
  /** More was asked for than the installation has; an owner may have to accept new permissions. */
  | { readonly kind: 'appNotGranted' }
  | { readonly kind: 'appRepository' }
  | { readonly kind: 'appSuspended' };

type Refused = Extract<ApiAnswer, { readonly kind: 'refused' }>;

/**
 * What a refusal means to an App that signs in with its key. Only for such requests: the same 401 to a token means
 * that the token is dead, whatever its words say, and is never asked again (G03).
 */
export function explainAppAnswer(answer: Refused, host: GitHubHost): AppProblem | ApiProblem {
  const found = firstWording(appWordings, answer.message)?.id;
  return found !== undefined && [401, 403, 404, 422].includes(answer.status)
    ? causes[found]
    : explainAnswer(answer, host);
}

const causes: Readonly<Record<keyof typeof appWordings, AppProblem>> = Object.freeze({
  'jwt-exp-too-far': { kind: 'appClock' },
  'jwt-exp-past': { kind: 'appClock' },
  'jwt-iat': { kind: 'appClock' },
  'jwt-undecodable': { kind: 'appKey' },
  'app-not-found': { kind: 'appKey' },
  'installation-permission-not-granted': { kind: 'appNotGranted' },
  'installation-repo-not-accessible': { kind: 'appRepository' },
  'installation-suspended': { kind: 'appSuspended' },
});
