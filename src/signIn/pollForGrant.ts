import type { CancelSignal } from '../github/apiAnswer.ts';
import type { SignInProblem } from '../github/explainSignIn.ts';
import type { ApiProblem } from '../github/problems.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { DeviceCode } from './deviceCode.ts';
import type { Granted, NotGranted } from './granted.ts';
import { afterPoll, type PollNews, planPoll, startSchedule } from './pollSchedule.ts';

export interface PollPorts {
  /** Runs forward only: the person's clock may be set meanwhile. */
  readonly steady: Clock;
  /** Ends early when the signal is aborted. */
  readonly pause: (ms: number, signal: CancelSignal) => Promise<void>;
}

/** What passes: the code lives on, so the person need not begin anew because a train went through a tunnel. */
const passing: readonly string[] = Object.freeze([
  'offline',
  'timeout',
  'serverError',
  'notJson',
  'proxyRefused',
]);

/** Asks until there is a token or a reason why there will be none. Throws `Failure`; `cancelled` at once on a cancel. */
export async function pollForGrant(
  code: DeviceCode,
  ask: () => Promise<Granted | NotGranted>,
  { steady, pause }: PollPorts,
  signal: CancelSignal,
): Promise<Granted> {
  let schedule = startSchedule(code, steady.now());
  for (;;) {
    if (signal.aborted) throw new Failure<ApiProblem>({ kind: 'cancelled' });
    const act = planPoll(schedule, steady.now());
    if (act.kind === 'over') throw new Failure<SignInProblem>({ kind: 'signInExpired' });
    if (act.kind === 'wait') {
      await pause(act.ms, signal);
      continue;
    }
    const answer = await ask().catch(newsOfFailure);
    if (answer.kind === 'granted') return answer;
    schedule = afterPoll(schedule, answer.kind === 'notGranted' ? newsOf(answer) : answer, steady.now());
  }
}

function newsOfFailure(error: unknown): PollNews {
  if (Failure.is(error) && passing.includes(error.problem.kind)) return { kind: 'unreached' };
  throw error;
}

function newsOf({ problem, intervalMs }: NotGranted): PollNews {
  if (problem.kind === 'signInPending') return { kind: 'pending' };
  if (problem.kind === 'signInSlowDown') return { kind: 'slowDown', intervalMs };
  throw new Failure<SignInProblem>(problem);
}
