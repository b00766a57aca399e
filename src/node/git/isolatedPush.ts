import type { CancelSignal } from '../../push/cancelSignal.ts';
import type { PushEnd } from '../../push/explainPush.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushProblem } from '../../push/problems.ts';
import { pushArguments } from '../../push/pushArguments.ts';
import type { PushOptions, RemoteRef } from '../../push/pushBranch.ts';
import { choicesOf, tagRefOf } from '../../push/pushChoices.ts';
import { readProgress } from '../../push/pushProgress.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redactor.ts';
import type { Secret } from '../../shared/secret.ts';
import { cleanServerText } from '../../shared/text.ts';
import { withCredential } from './credentialHeader.ts';
import { isolatedEnvironment } from './environment.ts';
import type { GitContext } from './gitContext.ts';
import { withIsolatedRepository } from './isolatedRepository.ts';
import { learnProxies } from './proxyCredentials.ts';
import { runProcess } from './runProcess.ts';
import { readTransportConfig } from './transportConfig.ts';

const maxDetails = 16_000;

/** What an isolated git needs besides the push itself. */
export interface IsolatedContext extends GitContext {
  readonly tempFolder: string;
  /** Learns the token before anything can print it. */
  readonly redactor: Redactor;
  readonly pushTimeoutMs: number;
}

/**
 * The isolated push. Commits to refs of one canonical URL; no refspec of the repository, no force, no hook, no helper,
 * no redirect, no submodule. Everything it answers is redacted, stripped and bounded.
 */
export async function isolatedPush(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  options: PushOptions,
): Promise<PushEnd> {
  return runIsolated(context, push, secret, pushArguments(push), options);
}

/** Where the remote's ref and the chosen tags are now: asked with the token, from the isolated repository too. */
export async function isolatedRemoteRef(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  signal?: CancelSignal,
): Promise<RemoteRef> {
  const { remoteRef, url } = push.target;
  const { tags } = choicesOf(push);
  const args = ['ls-remote', '--refs', '--end-of-options', url, remoteRef, ...tags.map(tagRefOf)];
  const end = await runIsolated(context, push, secret, args, signal === undefined ? {} : { signal });
  const lines = end.stdout.split('\n');
  const shaOf = (ref: string) => {
    const line = lines.find((each) => each.endsWith(`\t${ref}`)) ?? '';
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})\t/.exec(line)?.[0].trim();
  };
  const there = tags.map(({ name }) => ({ name, oid: shaOf(tagRefOf({ name, oid: '' })) ?? '' }));
  return { end, sha: shaOf(remoteRef), tags: there.filter(({ oid }) => oid !== '') };
}

/** One git command with the token, in a throw-away repository. Its texts are clean. */
export async function runIsolated(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  args: readonly string[],
  options: PushOptions,
): Promise<PushEnd> {
  context.redactor.learn(secret);
  const asked = readTransportConfig(context, context.tempFolder, push.target.url);
  return withIsolatedRepository(context.tempFolder, push.facts, async (repository) => {
    const { url } = push.target;
    const transport = await asked;
    learnProxies(context.redactor, context.env, transport);
    const env = isolatedEnvironment(context.env, context.workspaceFolders, repository.home);
    const end = await runProcess({
      file: context.git.path,
      args: [`--git-dir=${repository.gitDirectory}`, ...args],
      cwd: repository.home,
      env: withCredential(env, url, transport, secret),
      timeoutMs: context.pushTimeoutMs,
      maxStdout: 64_000,
      // Less than the bound of the details: the first and the last lines survive, and git's own word is the last.
      maxStderr: maxDetails - 2_000,
      signal: options.signal,
      onStderrLine: (line) => tellProgress(line, options),
    });
    if (end.end === 'notRunnable') throw new Failure<PushProblem>({ kind: 'noGit' });
    const clean = (text: string) => cleanServerText(text, context.redactor, maxDetails);
    return {
      end: end.end,
      exitCode: end.exitCode,
      stdout: clean(end.stdout),
      stderr: clean(end.stderr),
      timeoutSeconds: Math.round(context.pushTimeoutMs / 1000),
    };
  });
}

/** True for a progress line, which is then kept out of the details. Only a phase and a number get through. */
function tellProgress(line: string, options: PushOptions): boolean {
  const progress = readProgress(line);
  if (progress !== undefined) options.onProgress?.(progress);
  return progress !== undefined;
}
