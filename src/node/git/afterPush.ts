import { lastValue } from '../../push/configEntries.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/**
 * Leaves the person's repository as `git push -u` would have: the tracking ref moved, the branch following it. Hooks
 * are off (`reference-transaction` would run), and nothing goes over the network. False when the repository would not
 * take it, e.g. because its configuration is locked: the push itself stays good.
 */
export async function recordPush(context: GitContext, push: ReadyPush): Promise<boolean> {
  const { target, facts } = push;
  const run = async (args: readonly string[]) =>
    (await runInRepository(context, facts.folder, args)).exitCode === 0;
  const { trackingRef, sha } = target;
  const moved =
    trackingRef === undefined
      ? true
      : run(['update-ref', '-m', 'update by push', '--end-of-options', trackingRef, sha]);
  // One after the other: git's configuration has a lock.
  let followed = true;
  for (const [variable, value] of upstreamOf(push)) {
    const key = `branch.${target.branch}.${variable}`;
    if (lastValue(facts.config, 'branch', target.branch, variable) !== value) {
      followed = (await run(['config', '--local', '--replace-all', key, value])) && followed;
    }
  }
  return (await moved) && followed;
}

/**
 * `branch.autoSetupRebase` of `remote` or `always` makes git add a third line. A branch that follows one remote and is
 * pushed to another (a fork) goes on following: its next pull must not come from the fork.
 */
function upstreamOf(push: ReadyPush): readonly (readonly [string, string])[] {
  const { target, facts } = push;
  const ofBranch = (variable: string) => lastValue(facts.config, 'branch', target.branch, variable);
  const followed = ofBranch('merge') === undefined ? undefined : ofBranch('remote');
  if (followed !== undefined && followed !== target.remote) return [];
  const rebase = lastValue(facts.config, 'branch', '', 'autosetuprebase');
  return [
    ['remote', target.remote],
    ['merge', target.remoteRef],
    ...(rebase === 'remote' || rebase === 'always' ? [['rebase', 'true'] as const] : []),
  ];
}
