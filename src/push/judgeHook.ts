import type { PushProblem } from './problems.ts';

/** How the person's `pre-push` hook ended. */
export interface HookEnd {
  readonly end: 'exited' | 'timeout' | 'cancelled' | 'notRunnable';
  readonly exitCode: number | undefined;
  /** Its output, redacted, stripped and bounded, for the Details view. */
  readonly output: string;
  readonly timeoutSeconds: number;
}

/** As git does: any exit code but zero stops the push. A hook that could not run has not agreed. */
export function judgeHook(hook: HookEnd): PushProblem | undefined {
  switch (hook.end) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'timeout':
      return { kind: 'hookTimeout', seconds: hook.timeoutSeconds };
    case 'notRunnable':
      return { kind: 'hookNotRunnable' };
    case 'exited':
      return hook.exitCode === 0 ? undefined : { kind: 'hookRefused', exitCode: hook.exitCode ?? -1 };
  }
}
