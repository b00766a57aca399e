import type { PushEnd } from '../../src/push/explainPush.ts';
import type { HookEnd } from '../../src/push/judgeHook.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import type { KnownAnswer, PushOptions, PushRunner, RemoteRef } from '../../src/push/pushBranch.ts';
import type { Secret } from '../../src/shared/secret.ts';

type Script = Partial<{
  remote: RemoteRef;
  hook: HookEnd;
  known: KnownAnswer;
  push: PushEnd;
  /** How each push in turn ends; then as `push` says. */
  pushes: readonly PushEnd[];
  recorded: boolean;
}>;

/** A push whose every step ends as the test says; it notes which steps were taken, in order. */
export class ScriptedPushRunner implements PushRunner {
  readonly steps: string[] = [];
  readonly #script: Script;
  #pushes: readonly PushEnd[];

  constructor(script: Script = {}) {
    this.#script = script;
    this.#pushes = script.pushes ?? [];
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

  async askKnown({ target }: ReadyPush): Promise<KnownAnswer> {
    this.steps.push(`askKnown ${target.known?.join(' ') ?? ''}`);
    return this.#script.known ?? { end: pushEnd(0), has: target.known ?? [], all: true };
  }

  async push(push: ReadyPush, _secret: Secret, options: PushOptions): Promise<PushEnd> {
    this.steps.push(`push ${push.target.sha} to ${push.target.url}`);
    options.onProgress?.({ phase: 'writing', percent: 100 });
    const [next, ...later] = this.#pushes;
    this.#pushes = later;
    return (
      next ??
      this.#script.push ??
      pushEnd(0, `*\t${push.target.sha}:${push.target.remoteRef}\t[new branch]\n`)
    );
  }

  async record(): Promise<boolean> {
    this.steps.push('record');
    return this.#script.recorded ?? true;
  }
}

export function pushEnd(exitCode: number, stdout = '', stderr = ''): PushEnd {
  return { end: 'exited', exitCode, stdout, stderr, timeoutSeconds: 1 };
}
