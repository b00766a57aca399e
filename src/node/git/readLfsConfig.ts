import { readConfigList } from '../../push/configEntries.ts';
import type { LfsConfig } from '../../push/lfs/lfsEndpoint.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/**
 * What configuration says about LFS: git's own, as it was read, and `.lfsconfig` of the commit that is pushed, which is
 * what others will clone. It is only judged, never obeyed. Throws `Failure<PushProblem>`.
 */
export async function readLfsConfig(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<LfsConfig> {
  const asked = await runInRepository(
    context,
    facts.folder,
    ['config', '--no-includes', '--blob', `${target.sha}:.lfsconfig`, '--list', '-z'],
    { signal, maxStdout: 100_000 },
  );
  if (asked.end === 'cancelled') throw new Failure<PushProblem>({ kind: 'cancelled' });
  if (asked.exitCode !== 0 && /unable to resolve config blob/.test(asked.stderr)) {
    return { git: facts.config, file: [] };
  }
  if (asked.exitCode !== 0 || asked.stdoutCut)
    throw new Failure<PushProblem>({ kind: 'lfsConfigUnreadable' });
  const items = asked.stdout.split('\0').slice(0, -1);
  return { git: facts.config, file: readConfigList(items.map((item) => `blob\0${item}\0`).join('')) };
}
