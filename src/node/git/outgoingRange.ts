import type { PushTarget } from '../../push/pushTarget.ts';

/** More commits than that are not looked through, and their reader says so. */
export const mostOutgoing = 10_000;

/** The commits to push that no branch of their remote is known to have, newest first: the end of a git command line. */
export function outgoingRange({ sha, remote }: Pick<PushTarget, 'sha' | 'remote'>): readonly string[] {
  return [`--max-count=${mostOutgoing}`, sha, '--not', `--remotes=${remote}`, '--'];
}
