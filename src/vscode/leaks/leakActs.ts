import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { LeakAct } from '../../leaks/leakAct.ts';
import type { Services } from '../services.ts';
import { checkLeak } from './checkLeak.ts';
import { markLeak, unmarkLeak } from './markLeak.ts';
import { moveLeak } from './moveLeak.ts';
import { replaceLeak, sayReplaced } from './replaceLeak.ts';
import { revokeLeak } from './revokeLeak.ts';
import { rotateLeak } from './rotateLeak.ts';
import { showWhatIsLeft } from './showWhatIsLeft.ts';
import { stripLeak } from './stripLeak.ts';

type Act = (services: Services, judged: JudgedLeak) => Promise<void>;

/** What each thing that can be done about a found token does. */
export const leakActs: Readonly<Partial<Record<LeakAct, Act>>> = {
  replace: replaceLeak,
  stripRemote: stripLeak,
  moveToVault: moveLeak,
  check: checkLeak,
  rotate: rotateLeak,
  revoke: revokeLeak,
  markTestData: markLeak,
  unmarkTestData: unmarkLeak,
  whatIsLeft: showWhatIsLeft,
};

/** What a button of ours asks. Anything else comes from a stranger, and is not even looked at. */
export async function runLeakAct(services: Services, given: unknown): Promise<void> {
  const { keeper } = services.leaks;
  if (!keeper.isOurs(given)) return;
  if (given.edited !== undefined) return sayReplaced(services, given.edited.judged, given.edited.by);
  const judged = keeper.leakOf(given.leakId);
  // Mended meanwhile.
  if (judged !== undefined) await leakActs[given.act]?.(services, judged);
}
