import type { RepositoryLooks } from '../../leaks/ports.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** What looks for tokens where they should not lie, and where it is kept what was found. */
export interface LeakServices {
  readonly keeper: LeakKeeper;
  readonly repositories?: RepositoryLooks | undefined;
}
