<<<<<<< HEAD
import type { RepositoryLooks } from '../../leaks/ports.ts';
=======
import type { LeakScanner } from '../../leaks/ports.ts';
>>>>>>> h/detector
import type { LeakKeeper } from './leakKeeper.ts';

/** What looks for tokens where they should not lie, and where it is kept what was found. */
export interface LeakServices {
  readonly keeper: LeakKeeper;
<<<<<<< HEAD
  readonly repositories?: RepositoryLooks | undefined;
=======
  readonly scanner: LeakScanner;
>>>>>>> h/detector
}
