import { runInRepository } from '../git/gitContext.ts';
import type { RepositoryLook } from './repositoryLook.ts';

const mostBytes = 32_000_000;

/**
 * Which of these files git ignores: absolute paths below the repository's folder. By git's own word, because a committed
 * file is not ignored whatever a rule says. At one that git cannot judge it stops, and the rest counts as not ignored.
 */
export async function ignoredAmong(
  { context, root, signal }: RepositoryLook,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const { stdout } = await runInRepository(context, root, ['check-ignore', '-z', '--stdin'], {
    signal,
    stdin: paths.map((path) => `${path}\0`).join(''),
    maxStdout: mostBytes,
  });
  const said = new Set(stdout.split('\0'));
  return new Set(paths.filter((path) => said.has(path)));
}
