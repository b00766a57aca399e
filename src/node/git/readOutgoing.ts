import type { PushTarget } from '../../push/pushTarget.ts';
import {
  type Commit,
  isPartialClone,
  type Outgoing,
  type RepositoryFacts,
} from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { plainLog } from './plainLog.ts';
import { readKnown } from './readKnown.ts';

const mostCommits = 10_000;
const mostFiles = 20;

/** How the commit to push stands to the remote-tracking refs. No network. */
export async function readOutgoing(
  context: GitContext,
  facts: RepositoryFacts,
  target: PushTarget,
  signal?: CancelSignal,
): Promise<Outgoing> {
  const run = (args: readonly string[]) =>
    runInRepository(context, facts.folder, args, { signal, maxStdout: 200_000 });
  const trackingSha =
    target.trackingRef === undefined ? undefined : await shaOf(context, facts, target.trackingRef, signal);
  // Without a tracking ref, what any branch of that remote holds counts as known to it.
  const known = trackingSha ?? `--remotes=${target.remote}`;
  const [fixed, count, files, complete] = await Promise.all([
    readKnown(context, facts, target, signal),
    run(['rev-list', '--count', `--max-count=${mostCommits}`, target.sha, '--not', known, '--']),
    run([...plainLog, '--format=', '--name-only', target.sha, '--not', known, '--', '.github/workflows']),
    isPartialClone(facts) ? hasAll(context, facts, target.sha, known, signal) : undefined,
  ]);
  const names = files.exitCode === 0 ? files.stdout.split('\0').map((name) => name.replace(/^\n+/, '')) : [];
  return {
    trackingSha,
    ...fixed,
    ...(complete === undefined ? {} : { complete }),
    commits: count.exitCode === 0 ? Number(count.stdout) : 0,
    workflowFiles: [...new Set(names.filter((name) => name !== ''))].slice(0, mostFiles),
  };
}

/** Whether every object from the commit back to what the remote has is here. Asks nobody for one that is not. */
async function hasAll(
  context: GitContext,
  facts: RepositoryFacts,
  sha: string,
  known: string,
  signal?: CancelSignal,
): Promise<boolean> {
  let start = '\n';
  let missing = false;
  const end = await runInRepository(
    context,
    facts.folder,
    ['rev-list', '--objects', '--missing=print', sha, '--not', known, '--'],
    {
      signal,
      onStdout: (chunk) => {
        // A missing one is a line that starts with `?`, which may be cut from the line end before it.
        const text = start + chunk.toString('latin1');
        missing ||= text.includes('\n?');
        start = text.slice(-1);
      },
    },
  );
  return end.exitCode === 0 && !missing;
}

async function shaOf(
  context: GitContext,
  facts: RepositoryFacts,
  ref: string,
  signal?: CancelSignal,
): Promise<string | undefined> {
  const asked = await runInRepository(
    context,
    facts.folder,
    ['rev-parse', '-q', '--verify', `${ref}^{commit}`],
    {
      signal,
    },
  );
  return asked.exitCode === 0 ? asked.stdout.trim() : undefined;
}

/**
 * Commits of `base..head`, newest first, for a pull request's title and body. `base` and `head` are commits or full
 * ref names; undefined when git does not know one of them. A body longer than 20,000 characters is cut.
 */
export async function readCommits(
  context: GitContext,
  folder: string,
  base: string,
  head: string,
  signal?: CancelSignal,
  most = 100,
): Promise<readonly Commit[] | undefined> {
  if (![base, head].every((name) => /^(?:[0-9a-f]{40,64}|refs\/.+|HEAD)$/.test(name))) return undefined;
  const range = ['--end-of-options', `${base}..${head}`, '--'];
  const format = ['--format=%H%x00%s%x00%b', `--max-count=${most}`];
  const asked = await runInRepository(context, folder, [...plainLog, ...format, ...range], { signal });
  if (asked.exitCode !== 0) return undefined;
  const fields = asked.stdout.split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [sha = '', subject = '', body = ''] = fields.slice(i, i + 3);
    commits.push({ sha, subject, body: body.slice(0, 20_000).trimEnd() });
  }
  return commits;
}
