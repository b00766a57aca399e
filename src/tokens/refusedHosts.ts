import { type News, newsOf } from '../shared/newsOf.ts';
import type { HostProblem } from './host.ts';

/** What is to be told of the lines the setting of hosts holds in vain. */
export function judgeRefusedHosts(
  refused: readonly HostProblem[],
  told: readonly string[],
): News<HostProblem> {
  return newsOf(refused, told, (problem) => `${problem.kind} ${'text' in problem ? problem.text : ''}`);
}

/**
 * The part of a refused line that may be shown. What stands before an `@` is a user name or a password, in this setting
 * often a token that was copied with its address.
 */
export function shownHost(problem: HostProblem): string {
  return 'text' in problem ? problem.text.slice(problem.text.lastIndexOf('@') + 1) : '';
}
