import type { PushEnd } from '../../src/push/explainPush.ts';
import type { HookEnd } from '../../src/push/judgeHook.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import type { PushOptions, PushRunner, RemoteRef } from '../../src/push/pushBranch.ts';
import type { Secret } from '../../src/shared/secret.ts';

/** A push whose every step ends as the test says; it notes which steps were taken, in order. */
export class ScriptedPushRunner implements PushRunner {
  readonly steps: string[] = [];
  readonly #script: Partial<{ remote: RemoteRef; hook: HookEnd; push: PushEnd; recorded: boolean }>;

  constructor(script: Partial<{ remote: RemoteRef; hook: HookEnd; push: PushEnd; recorded: boolean }> = {}) {
    this.#script = script;
  }

  async remoteRef(): Promise<RemoteRef> {
    this.steps.push('remoteRef');
    return this.#script.remote ?? { end: pushEnd(0), sha: undefined };
  }

  async hook(_push: ReadyPush, remoteSha: string | undefined): Promise<HookEnd> {
    this.steps.push(`hook ${remoteSha ?? 'new'}`);
    return this.#script.hook ?? { end: 'exited', exitCode: 0, output: '', timeoutSeconds: 1 };
  }

  async uploadLfs(): Promise<void> {
    this.steps.push('uploadLfs');
  }

  async push(push: ReadyPush, _secret: Secret, options: PushOptions): Promise<PushEnd> {
    this.steps.push(`push ${push.target.sha} to ${push.target.url}`);
    options.onProgress?.({ phase: 'writing', percent: 100 });
    return this.#script.push ?? pushEnd(0, `*\t${push.target.sha}:${push.target.remoteRef}\t[new branch]\n`);
  }

  async record(): Promise<boolean> {
    this.steps.push('record');
    return this.#script.recorded ?? true;
  }
}

export function pushEnd(exitCode: number, stdout = '', stderr = ''): PushEnd {
  return { end: 'exited', exitCode, stdout, stderr, timeoutSeconds: 1 };
}
