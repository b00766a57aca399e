import type { PushTarget } from '../../push/pushTarget.ts';

/** More commits than that are not looked through, and their reader says so. */
export const mostOutgoing = 10_000;

/** Before the command's name: what `.git/shallow` cuts off here is part of the push all the same. */
export const wholeHistory: readonly string[] = Object.freeze(['--shallow-file', '']);

/** The end of a git command line whose commits come by `--stdin`. */
export const byStdin: readonly string[] = Object.freeze([`--max-count=${mostOutgoing}`, '--stdin', '--']);

/**
 * The commits to push that their remote is not known to have, newest first, for the `--stdin` of `log` and `rev-list`: a
 * list too long for a command line. Ids and no refs: a ref that is written after the plan changes nothing.
 */
export function outgoingRange({ sha, known = [] }: Pick<PushTarget, 'sha' | 'known'>): string {
  return [sha, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
}
