import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import { type TeamFile, teamFilePath } from '../../teamPolicy/teamFile.ts';
import { longestTeamFile } from '../../teamPolicy/yamlTree.ts';
import { readTeamFileOnDisk, readTeamText, type TeamText } from '../readTeamFileOnDisk.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { readDefaultBranch } from './readDefaultBranch.ts';

/**
 * The rules that a repository brings for what is pushed into it: the file in the folder, and the one on the remote's
 * default branch as it was last fetched, so that a branch cannot rid itself of the team's rules. Without the second
 * where both are the same. Of this repository only: nothing around it and no other open folder is looked at (A19).
 * Throws `Failure` `cancelled`.
 */
export async function readTeamFiles(
  context: GitContext,
  facts: Pick<RepositoryFacts, 'folder'>,
  target: Pick<PushTarget, 'remote'>,
  signal?: CancelSignal,
): Promise<readonly TeamFile[]> {
  const [inFolder, onRemote] = await Promise.all([
    readTeamFileOnDisk(facts.folder),
    readOnRemote(context, facts, target, signal),
  ]);
  if (signal?.aborted) throw new Failure({ kind: 'cancelled' });
  const same = 'text' in (inFolder ?? {}) && JSON.stringify(inFolder) === JSON.stringify(onRemote?.read);
  return Promise.all([
    ...(inFolder === undefined ? [] : [teamFile(undefined, inFolder)]),
    ...(onRemote === undefined || same ? [] : [teamFile(onRemote.branch, onRemote.read)]),
  ]);
}

async function teamFile(branch: string | undefined, read: TeamText): Promise<TeamFile> {
  if ('problem' in read) {
    const problems = [{ problem: read.problem, span: { from: 0, to: 1 } }];
    return { branch, text: '', reading: { root: undefined, problems } };
  }
  // A bundle of its own: most repositories have no such file.
  const { readYaml } = await import('../readYaml.ts');
  return { branch, text: read.text, reading: readYaml(read.text) };
}

interface OnRemote {
  /** As git names it, e.g. `origin/main`. */
  readonly branch: string;
  readonly read: TeamText;
}

async function readOnRemote(
  context: GitContext,
  facts: Pick<RepositoryFacts, 'folder'>,
  target: Pick<PushTarget, 'remote'>,
  signal: CancelSignal | undefined,
): Promise<OnRemote | undefined> {
  const read = await readCommitted(context, facts, `refs/remotes/${target.remote}/HEAD`, signal);
  if (read === undefined) return undefined;
  const branch = await readDefaultBranch(context, facts, target, signal);
  return { branch: `${target.remote}/${branch ?? 'HEAD'}`, read };
}

/** The file as the commit of a ref has it; undefined where there is no such ref or file. */
async function readCommitted(
  context: GitContext,
  facts: Pick<RepositoryFacts, 'folder'>,
  ref: string,
  signal: CancelSignal | undefined,
): Promise<TeamText | undefined> {
  // Links are followed inside the commit only, by git itself.
  const asked = await runInRepository(
    context,
    facts.folder,
    ['cat-file', '--batch-check=%(objecttype) %(objectsize) %(objectname)', '--follow-symlinks'],
    { signal, stdin: `${ref}:${teamFilePath}\n`, maxStdout: 2_000 },
  );
  const answer = asked.exitCode === 0 ? asked.stdout : '';
  // No ref, no file, a file in place of the folder, a link to nothing in the commit.
  if (/^(?:\S+ missing\n|notdir |dangling )/.test(answer)) return undefined;
  if (/^(?:symlink|loop) /.test(answer)) return { problem: { kind: 'link' } };
  const [, size, id = ''] = /^blob ([0-9]+) ([0-9a-f]{40,64})\n$/.exec(answer) ?? [];
  if (size === undefined) return { problem: { kind: 'unreadable' } };
  if (Number(size) > longestTeamFile) return { problem: { kind: 'tooLarge', maxBytes: longestTeamFile } };
  return readBlob(context, facts, id, signal);
}

async function readBlob(
  context: GitContext,
  { folder }: Pick<RepositoryFacts, 'folder'>,
  id: string,
  signal: CancelSignal | undefined,
): Promise<TeamText> {
  const chunks: Buffer[] = [];
  const asked = await runInRepository(context, folder, ['cat-file', 'blob', id], {
    signal,
    onStdout: (chunk) => void chunks.push(chunk),
  });
  return asked.exitCode === 0 ? readTeamText(Buffer.concat(chunks)) : { problem: { kind: 'unreadable' } };
}
