import type { WorkflowFile } from '../../preflight/commitFacts.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { OutgoingFile } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

const mostLookups = 20_000;
const mostFiles = 50;

/**
 * For each file, whether another branch of the remote has it at the same path with the same content, as far as the
 * remote-tracking refs know. GitHub then asks for no permission. Source: facts/operation-minimums.json, note of
 * `push-touching-workflows`. A path that occurs with several contents counts once, with the worst of them.
 */
export async function findElsewhere(
  context: GitContext,
  folder: string,
  { remote, trackingRef }: Pick<PushTarget, 'remote' | 'trackingRef'>,
  files: readonly OutgoingFile[],
  signal?: CancelSignal,
): Promise<readonly WorkflowFile[]> {
  if (files.length === 0) return [];
  const listed = await runInRepository(
    context,
    folder,
    ['for-each-ref', '--format=%(objectname) %(refname)', `refs/remotes/${remote}/`],
    { signal, maxStdout: 8_000_000 },
  );
  const tips = new Set(
    listed.stdout
      .split('\n')
      .filter((line) => line !== '' && !line.endsWith(` ${trackingRef}`))
      .map((line) => line.slice(0, line.indexOf(' '))),
  );
  // A line end in a name would be a second question.
  const askable = files.slice(0, mostFiles).filter(({ path }) => !/[\n\r]/.test(path));
  const asked = [...tips].slice(0, Math.floor(mostLookups / Math.max(askable.length, 1)));
  const found = await lookUp(context, folder, asked, askable, signal);
  const whole =
    listed.exitCode === 0 && !listed.stdoutCut && asked.length === tips.size && found !== undefined;
  const states = files.map((file) => {
    const seen = found?.has(`${file.blob} ${file.path}`) === true;
    return {
      path: file.path,
      elsewhere: seen ? 'yes' : whole && askable.includes(file) ? 'no' : 'unknown',
    } as const;
  });
  const worst = ['no', 'unknown', 'yes'] as const;
  return [...new Set(files.map(({ path }) => path))].map((path) => ({
    path,
    elsewhere:
      worst.find((each) => states.some((one) => one.path === path && one.elsewhere === each)) ?? 'unknown',
  }));
}

/** `<blob> <path>` for each file that one of these commits has; undefined when git did not answer all. */
export async function lookUp(
  context: GitContext,
  folder: string,
  tips: readonly string[],
  files: readonly OutgoingFile[],
  signal: CancelSignal | undefined,
): Promise<ReadonlySet<string> | undefined> {
  const questions = tips.flatMap((tip) => files.map(({ path }) => ({ tip, path })));
  if (questions.length === 0) return new Set();
  const answered = await runInRepository(context, folder, ['cat-file', '--batch-check=%(objectname)'], {
    signal,
    stdin: `${questions.map(({ tip, path }) => `${tip}:${path}`).join('\n')}\n`,
    maxStdout: 32_000_000,
  });
  const lines = answered.stdout.split('\n');
  if (answered.exitCode !== 0 || lines.length !== questions.length + 1) return undefined;
  return new Set(questions.map(({ path }, index) => `${lines[index]} ${path}`));
}
