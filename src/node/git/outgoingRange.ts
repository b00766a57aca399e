import type { PushTarget } from '../../push/pushTarget.ts';

/** More commits than that are not looked through, and their reader says so. */
export const mostOutgoing = 10_000;

/** Before the command's name: what `.git/shallow` cuts off here is part of the push all the same. */
export const wholeHistory: readonly string[] = Object.freeze(['--shallow-file', '']);

/** The end of a git command line that reads `outgoingRange`. */
export const rangeFromInput: readonly string[] = Object.freeze([
  `--max-count=${mostOutgoing}`,
  '--stdin',
  '--',
]);

/**
 * The commits to push that come after the known ones, newest first, for the input of `log` and `rev-list`: a list too
 * long for a command line. Ids and no refs: a ref that is written after the plan changes nothing.
 */
export function outgoingRange({ sha, known = [] }: Pick<PushTarget, 'sha' | 'known'>): string {
  return [sha, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
}
