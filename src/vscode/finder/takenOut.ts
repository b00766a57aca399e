import type { TakenOut } from '../../leaks/ports.ts';

/** What was taken out of a file in this window. Kept in its memory, so that it can be put back while the window lives. */
export interface TakenOutHere {
  readonly taken: TakenOut;
  readonly masked: string;
}
