import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/**
 * Whom git would name as the author here: `name <email>`, one of the two, or undefined when neither is set. Anyone can
 * set them to anything, a repository's own configuration too, so it is told as git's word and never as GitHub's.
 */
export async function readIdentity(
  context: GitContext,
  folder: string,
  signal?: CancelSignal,
): Promise<string | undefined> {
  const ask = async (key: string) => {
    const asked = await runInRepository(context, folder, ['config', '-z', '--get', key], {
      signal,
      maxStdout: 4_000,
    });
    return asked.exitCode === 0 ? (asked.stdout.split('\0')[0] ?? '').trim() : '';
  };
  const [name, email] = await Promise.all([ask('user.name'), ask('user.email')]);
  return [name, email && `<${email}>`].filter(Boolean).join(' ') || undefined;
}
