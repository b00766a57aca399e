import type { LookReport } from '../../leaks/ports.ts';
import { runInRepository } from '../git/gitContext.ts';
import { type CommitOptions, lookAtCommits } from './repositoryCommits.ts';
import { LookFindings, type RepositoryLook } from './repositoryLook.ts';
import { readAll } from './repositoryObjects.ts';

/** Ids of 1.5 million commits. */
const mostBytes = 64_000_000;
const timeoutMs = 10 * 60_000;
/** As many as a command line takes everywhere. */
const mostStashes = 500;

/** Commits that no remote has: of what is checked out and of every branch. */
export async function lookAtOutgoing(look: RepositoryLook): Promise<LookReport> {
  const tips = [...((await commitOf(look, 'HEAD')) === undefined ? [] : ['HEAD']), '--branches'];
  const { ids, complete } = await commitsIn(look, [...tips, ...(await notOnRemotes(look)), '--']);
  const report = await lookAtCommits(look, ids, { outgoing: () => true, everyPath: true });
  return { ...report, complete: report.complete && complete };
}

/** A remote that is gone is none, whatever refs it left. */
async function notOnRemotes(look: RepositoryLook): Promise<readonly string[]> {
  return ['--not', ...(await remoteNames(look)).map((name) => `--remotes=${name}`)];
}

/**
 * The commits of `A..B`: those of `B` that `A` does not have. Either may be left out for `HEAD`. `unknown` is the name
 * that no commit has, or the whole when it is no range.
 */
export async function lookAtRange(
  look: RepositoryLook,
  range: string,
): Promise<LookReport | { readonly unknown: string }> {
  const [, from = '', to = ''] = /^([^\0\n]*?)\.\.(?!\.)([^\0\n]*)$/.exec(range) ?? [];
  if (from === '' && to === '') return { unknown: range };
  const ends: string[] = [];
  for (const name of [from, to]) {
    const sha = await commitOf(look, name === '' ? 'HEAD' : name);
    if (sha === undefined) return { unknown: name === '' ? 'HEAD' : name };
    ends.push(sha);
  }
  const [a = '', b = ''] = ends;
  const { ids, complete } = await commitsIn(look, [b, `^${a}`, '--']);
  const report = await lookAtCommits(look, ids, { outgoing: () => false, everyPath: true });
  return { ...report, complete: report.complete && complete };
}

/**
 * Every commit of every ref, of every work tree, and of every stash; and what a tag says. What a remote has comes first: a
 * blob is told of one commit only, and one that others can read must not be told as if it were still here alone.
 */
export async function lookAtHistory(
  look: RepositoryLook,
  onProgress: CommitOptions['onProgress'],
): Promise<LookReport> {
  const stashes = await idsOf(look, ['rev-list', '--walk-reflogs', 'refs/stash', '--']);
  const tips = ['--all', ...stashes.ids.slice(0, mostStashes)];
  const { ids, complete } = await commitsIn(look, [...tips, '--']);
  const here = await commitsIn(look, [...tips, ...(await notOnRemotes(look)), '--']);
  const unpushed = new Set(here.ids);
  const outgoing = (sha: string) => unpushed.has(sha);
  const inTurn = [...ids.filter((sha) => !outgoing(sha)), ...ids.filter(outgoing)];
  const commits = await lookAtCommits(look, inTurn, { outgoing, everyPath: false, onProgress });
  const findings = new LookFindings();
  const others = await idsOf(
    look,
    ['for-each-ref', '--format=%(objecttype) %(objectname)'],
    /^(?:tag|blob) /,
  );
  const all = await readAll(look, [...new Set(others.ids)], {
    onLeaks: (sha, leaks) =>
      findings.addMessage({ kind: 'commit', root: look.root, sha, path: undefined, outgoing: false }, leaks),
  });
  const tags = findings.report();
  return {
    leaks: [...commits.leaks, ...tags.leaks],
    complete:
      complete &&
      here.complete &&
      commits.complete &&
      tags.complete &&
      all &&
      others.complete &&
      !(await isShallow(look)),
  };
}

/** Parents before their children. */
async function commitsIn(look: RepositoryLook, args: readonly string[]): ReturnType<typeof idsOf> {
  const whole = await idsOf(look, ['rev-list', '--topo-order', '--reverse', ...args]);
  if (whole.complete) return whole;
  // A ref or a commit is broken: as many as git can name, oldest first.
  const list = await idsOf(look, ['rev-list', '--ignore-missing', ...args]);
  return { ids: list.ids.toReversed(), complete: false };
}

/** The ids of the lines that git prints; `starting` is what is before an id, and no other line counts. */
async function idsOf(
  { context, root, signal }: RepositoryLook,
  args: readonly string[],
  starting = /^/,
): Promise<{ readonly ids: readonly string[]; readonly complete: boolean }> {
  const asked = await runInRepository(context, root, args, { signal, maxStdout: mostBytes, timeoutMs });
  const ids = asked.stdout
    .split('\n')
    .filter((line) => starting.test(line))
    .map((line) => line.replace(starting, ''))
    .filter((id) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id));
  return { ids, complete: asked.exitCode === 0 && !asked.stdoutCut };
}

async function isShallow({ context, root, signal }: RepositoryLook): Promise<boolean> {
  const args = ['rev-parse', '--is-shallow-repository'];
  return (await runInRepository(context, root, args, { signal })).stdout.trim() !== 'false';
}

async function remoteNames({ context, root, signal }: RepositoryLook): Promise<readonly string[]> {
  const { stdout, exitCode } = await runInRepository(context, root, ['remote'], { signal });
  // In `--remotes=` these would be a pattern; no ref can have them.
  return exitCode === 0 ? stdout.split('\n').filter((name) => /^[^-*?[\\\s][^*?[\\\s]*$/.test(name)) : [];
}

/** The id of the commit that a name means; undefined when none. */
export async function commitOf(
  { context, root, signal }: RepositoryLook,
  name: string,
): Promise<string | undefined> {
  if (name.startsWith('-')) return undefined;
  const args = ['rev-parse', '-q', '--verify', `${name}^{commit}`];
  const { exitCode, stdout } = await runInRepository(context, root, args, { signal });
  return exitCode === 0 ? stdout.trim() : undefined;
}
