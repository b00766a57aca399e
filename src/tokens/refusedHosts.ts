import type { HostProblem } from './host.ts';

export interface RefusedHosts {
  /** What was not told yet. */
  readonly news: readonly HostProblem[];
  /** To be handed in the next time. */
  readonly told: readonly string[];
}

/** What is to be told of the lines the setting of hosts holds in vain: each once, and again when it comes back. */
export function judgeRefusedHosts(refused: readonly HostProblem[], told: readonly string[]): RefusedHosts {
  const keyOf = (problem: HostProblem) => `${problem.kind} ${'text' in problem ? problem.text : ''}`;
  const news = new Map(refused.map((problem) => [keyOf(problem), problem]));
  const keys = [...news.keys()];
  for (const key of told) news.delete(key);
  return { news: [...news.values()], told: keys };
}

/**
 * The part of a refused line that may be shown. What stands before an `@` is a user name or a password, in this setting
 * often a token that was copied with its address.
 */
export function shownHost(problem: HostProblem): string {
  return 'text' in problem ? problem.text.slice(problem.text.lastIndexOf('@') + 1) : '';
}
