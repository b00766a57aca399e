import type { ReadyPush } from '../../push/planPush.ts';
import {
  isSafeTag,
  type Lease,
  mostDropped,
  mostTags,
  type PushOffers,
  type TagRef,
} from '../../push/pushChoices.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

const mostCommits = 10_000;

/** What a person may choose for this push, from the repository alone. No network; tags that the remote has are unknown. */
export async function readOffers(
  context: GitContext,
  push: ReadyPush,
  signal?: CancelSignal,
): Promise<PushOffers> {
  const { facts, target } = push;
  const run = async (args: readonly string[], maxStdout: number) => {
    const end = await runInRepository(context, facts.folder, args, { signal, maxStdout });
    return end.exitCode === 0 ? end.stdout : '';
  };
  const trackingRef = target.trackingRef;
  const tracking =
    trackingRef === undefined
      ? ''
      : (await run(['rev-parse', '-q', '--verify', `${trackingRef}^{commit}`], 200)).trim();
  const known = tracking === '' ? `--remotes=${target.remote}` : tracking;
  const most = `--max-count=${mostCommits}`;
  const [commits, tags, dropped] = await Promise.all([
    run(['rev-list', most, target.sha, '--not', known, '--'], 1_000_000),
    run(
      ['for-each-ref', `--merged=${target.sha}`, '--sort=-creatordate', `--format=${tagFormat}`, 'refs/tags'],
      4_000_000,
    ),
    tracking === '' ? '' : run(['rev-list', '--count', most, tracking, '--not', target.sha, '--'], 200),
  ]);
  return {
    overwrite: leaseOf(tracking, Number(dropped)),
    tags: tagsOn(new Set(commits.split('\n')), tags),
    hook: facts.prePushHook !== undefined,
  };
}

function leaseOf(expected: string, dropped: number): Lease | undefined {
  return dropped > 0 ? { expected, dropped: Math.min(dropped, mostDropped) } : undefined;
}

const tagFormat = ['%(objectname)', '%(*objectname)', '%(refname)'].join('%00');

/** Tags whose commit is one of these. A tag of a tag is left out: which commit it means is said only by newer gits. */
function tagsOn(commits: ReadonlySet<string>, listing: string): readonly TagRef[] {
  return listing
    .split('\n')
    .map((line) => line.split('\0'))
    .filter(([oid = '', peeled = '']) => commits.has(peeled === '' ? oid : peeled))
    .map(([oid = '', , ref = '']): TagRef => ({ name: ref.replace(/^refs\/tags\//, ''), oid }))
    .filter(isSafeTag)
    .slice(0, mostTags);
}
