import type { Print } from '../../leaks/lookIn.ts';
import { type ConfigFile, type ConfigValue, planStrip, type StripPlan } from '../../leaks/replaceRemote.ts';
import { Failure } from '../../shared/failure.ts';
import { type GitContext, runInRepository } from '../git/gitContext.ts';

/** What would be written to take a token, known by its print, out of a file's addresses. Throws `Failure`. */
export async function planStripping(
  context: GitContext,
  file: ConfigFile,
  wanted: string,
  print: Print,
): Promise<StripPlan> {
  const args = ['config', '--file', file.path, '--no-includes', '--list', '-z'];
  const { exitCode, stdout, stdoutCut } = await runInRepository(context, file.folder, args);
  // What git says is left out: it may repeat a line with the token.
  if (exitCode !== 0 || stdoutCut) throw new Failure({ kind: 'repositoryUnreadable' });
  return planStrip(valuesOf(stdout), (secret) => print(secret) === wanted);
}

/** Writes it, and says what is left. Planned anew: a value that changed meanwhile would be added and not replaced. */
export async function stripAddresses(
  context: GitContext,
  file: ConfigFile,
  wanted: string,
  print: Print,
): Promise<StripPlan> {
  const { steps } = await planStripping(context, file, wanted, print);
  for (const { key, address, pattern } of steps) {
    const args = ['config', '--file', file.path, '--replace-all', key, address, pattern];
    // Locked by another git, or not writable: what is left is told.
    await runInRepository(context, file.folder, args);
  }
  return planStripping(context, file, wanted, print);
}

/** `key LF value NUL`; a key alone has no value. */
function valuesOf(list: string): readonly ConfigValue[] {
  return list
    .split('\0')
    .filter((item) => item !== '')
    .map((item) => {
      const end = item.indexOf('\n');
      return end < 0 ? { key: item, value: '' } : { key: item.slice(0, end), value: item.slice(end + 1) };
    });
}
