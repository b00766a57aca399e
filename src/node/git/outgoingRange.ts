import type { PushTarget } from '../../push/pushTarget.ts';

/** Before the command's name: what `.git/shallow` cuts off here is part of the push all the same. */
export const wholeHistory: readonly string[] = Object.freeze(['--shallow-file', '']);

/**
 * What comes after the known commits, for the `--stdin` of `log` and `rev-list`: a list too long for a command line.
 * Ids and no refs: a ref that is written after the plan changes nothing.
 */
export function outgoingRange({ sha, known = [] }: Pick<PushTarget, 'sha' | 'known'>): string {
  return [sha, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
}
