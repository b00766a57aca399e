import type { CancelSignal } from '../github/apiAnswer.ts';

/** How a program ended that was asked for a token. What it wrote to stderr is never kept: it may name the token. */
export type ProgramAnswer =
  | { readonly kind: 'absent' }
  /** Stopped: it took too long, or the person left. */
  | { readonly kind: 'slow' }
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string };

/** A program of the person's that is asked for a token. Each call is bounded in time and kept away from repositories. */
export interface LoginProgram {
  run(args: readonly string[], signal: CancelSignal | undefined, stdin?: string): Promise<ProgramAnswer>;
}
