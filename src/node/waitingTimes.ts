import type { Credential } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import { type Clock, hourMs } from '../shared/clock.ts';

export interface WaitingTimes {
  /** The limit this credential must wait for, or undefined when a request may be made. */
  of(credential: Credential): ApiProblem | undefined;
  learn(credential: Credential, problem: ApiProblem | undefined): void;
}

interface Waiting {
  readonly credential: Credential;
  readonly problem: ApiProblem & { readonly until: number };
}

const mostKept = 50;
/** No limit lasts longer than an hour: one that seems to was measured before the clock was set (F12). */
const longestMs = 2 * hourMs;

/**
 * Remembers until when GitHub wants silence, for each token, so that no request is made before (G04): going on while
 * limited is what gets an account locked. In memory only; after a restart GitHub says it again.
 */
export function createWaitingTimes(clock: Clock): WaitingTimes {
  let all: readonly Waiting[] = [];
  const isSame = (one: Credential, other: Credential) =>
    one.host === other.host && one.token.equals(other.token);
  // GitHub then refuses the whole account, and we cannot know which other tokens are of that account.
  const locks = ({ problem, credential }: Waiting, other: Credential) =>
    problem.kind === 'loginAttempts' && credential.host === other.host;
  return {
    of(credential) {
      const now = clock.now();
      all = all.filter(({ problem }) => problem.until > now && problem.until - now <= longestMs);
      return all.find((one) => isSame(one.credential, credential) || locks(one, credential))?.problem;
    },
    learn(credential, problem) {
      const until = problem && 'until' in problem ? problem.until : undefined;
      if (problem === undefined || until === undefined) return;
      const others = all.filter((one) => !isSame(one.credential, credential));
      all = [{ credential, problem: { ...problem, until } as Waiting['problem'] }, ...others].slice(
        0,
        mostKept,
      );
    },
  };
}
