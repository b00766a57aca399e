import type { Drift } from '../../preflight/preflightReader.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/**
 * How far a commit is ahead of and behind another one, named by its id or its full ref name. Undefined when this
 * repository does not have it. No network: a remote-tracking ref says how it was when it was last fetched.
 */
export async function readDrift(
  context: GitContext,
  folder: string,
  sha: string,
  other: string,
  signal?: CancelSignal,
): Promise<Drift | undefined> {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64}|refs\/.+)$/.test(other)) return undefined;
  const run = (...args: readonly string[]) => runInRepository(context, folder, args, { signal });
  const [at, counted] = await Promise.all([
    run('rev-parse', '-q', '--verify', `${other}^{commit}`),
    run('rev-list', '--left-right', '--count', `${sha}...${other}`, '--'),
  ]);
  const counts = /^([0-9]+)\t([0-9]+)\n$/.exec(counted.stdout);
  if (at.exitCode !== 0 || counted.exitCode !== 0 || counts === null) return undefined;
  return { sha: at.stdout.trim(), ahead: Number(counts[1]), behind: Number(counts[2]) };
}
