import { isSafeBranchName } from '../../push/branchName.ts';
import type { Anchor } from '../../push/knownCommits.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import { trackingRefOf } from '../../push/refspecs.ts';
import type { Outgoing, RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { wholeHistory } from './outgoingRange.ts';

const mostBytes = 32_000_000;
/** Beside the branch itself and the default branch. */
const mostTips = 3;

/**
 * The newest commits that the remote is taken to have, because its remote-tracking refs reach them, and the branches that
 * would prove it. Any program of the person can write those refs: this is what is believed, and the push finds out. No
 * network.
 */
export async function readKnown(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<Required<Pick<Outgoing, 'known'>> & Pick<Outgoing, 'anchors'>> {
  const prefix = `refs/remotes/${target.remote}/`;
  const [known, listed] = await Promise.all([
    readBoundary(context, facts, target, signal),
    runInRepository(
      context,
      facts.folder,
      ['for-each-ref', '--format=%(objectname) %(refname) %(symref)', prefix],
      { signal, maxStdout: mostBytes },
    ),
  ]);
  if (known.length === 0) return { known };
  const refs = listed.stdout.split('\n').map((line) => line.split(' '));
  const head = refs.find(([, name]) => name === `${prefix}HEAD`)?.[2] ?? '';
  const branches = new Map(
    refs
      .filter(([, , symref]) => symref === '')
      .map(([sha = '', name = '']) => [name, anchorOf(target, facts, prefix, name, sha)] as const),
  );
  const own = branches.get(target.trackingRef ?? '');
  const main = branches.get(head);
  const ends = new Set(known);
  const tips = present([...branches.values()])
    .filter(({ sha }) => ends.has(sha))
    .slice(0, mostTips);
  // The fewest that do: each one that moved meanwhile costs a question to the server.
  const choices = [[own], [main], [own, main], tips, [own, main, ...tips]].map(present);
  for (const anchors of new Map(
    choices.map((each) => [each.map(({ ref }) => ref).join(' '), each]),
  ).values()) {
    const ids = anchors.map(({ sha }) => sha);
    if (anchors.length > 0 && (await reaches(context, facts, ids, known, signal))) {
      return { known, anchors: await withForward(context, facts, target, anchors, signal) };
    }
  }
  return { known };
}

const present = (list: readonly (Anchor | undefined)[]): readonly Anchor[] => [
  ...new Set(list.filter((each) => each !== undefined)),
];

async function readBoundary(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal: CancelSignal | undefined,
): Promise<readonly string[]> {
  const args = ['rev-list', '--boundary', target.sha, '--not', `--remotes=${target.remote}`, '--'];
  const run = (before: readonly string[]) =>
    runInRepository(context, facts.folder, [...before, ...args], { signal, maxStdout: mostBytes });
  const whole = await run(wholeHistory);
  // A shallow clone whose end no remote-tracking ref reaches.
  const listed = whole.exitCode === 0 ? whole : await run([]);
  // With less than all of them more would be judged than is needed, and never less.
  if (listed.exitCode !== 0 || listed.stdoutCut) return [];
  const lines = listed.stdout.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return [target.sha];
  return lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1));
}

/** By its usual name: one that a refspec of another form maps is left out. */
function anchorOf(
  { trackingRef, remoteRef, remote }: PushTarget,
  { remotes }: RepositoryFacts,
  prefix: string,
  name: string,
  sha: string,
): Anchor | undefined {
  if (name === trackingRef) return { ref: remoteRef, sha };
  const branch = name.slice(prefix.length);
  const ref = `refs/heads/${branch}`;
  const fetch = remotes.find((each) => each.name === remote)?.fetch ?? [];
  return isSafeBranchName(branch) && ref !== remoteRef && trackingRefOf(ref, fetch) === name
    ? { ref, sha }
    : undefined;
}

/**
 * Whether every one of `commits` is one of `tips` or before one: by the objects, not by what a repository puts around them.
 * False when this repository cannot say.
 */
export async function reaches(
  context: GitContext,
  facts: Pick<RepositoryFacts, 'folder'>,
  tips: readonly string[],
  commits: readonly string[],
  signal?: CancelSignal,
): Promise<boolean> {
  const stdin = [...commits, ...tips.map((tip) => `^${tip}`)].map((line) => `${line}\n`).join('');
  const asked = await runInRepository(context, facts.folder, ['rev-list', '--max-count=1', '--stdin', '--'], {
    signal,
    stdin,
    maxStdout: 1_000,
  });
  return asked.exitCode === 0 && asked.stdout === '';
}

async function withForward(
  context: GitContext,
  facts: RepositoryFacts,
  { remoteRef, sha }: PushTarget,
  anchors: readonly Anchor[],
  signal: CancelSignal | undefined,
): Promise<readonly Anchor[]> {
  return Promise.all(
    anchors.map(async (anchor) =>
      anchor.ref === remoteRef
        ? { ...anchor, forward: await reaches(context, facts, [sha], [anchor.sha], signal) }
        : anchor,
    ),
  );
}
