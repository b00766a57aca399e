import type { ApiProblem } from '../github/problems.ts';

/** Whether GitHub may have acted although we got no usable answer: only a clear refusal rules it out. */
export function mayHaveArrived({ kind }: ApiProblem): boolean {
  switch (kind) {
    case 'offline':
    case 'timeout':
    case 'cancelled':
    case 'serverError':
    case 'tooLarge':
    case 'notJson':
    case 'unexpectedShape':
      return true;
    default:
      return false;
  }
}
