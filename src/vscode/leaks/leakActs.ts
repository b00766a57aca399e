import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { LeakAct } from '../../leaks/leakAct.ts';
import { goneText } from '../messages/leakClosing.ts';
import { warn } from '../notify.ts';
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
export const leakActs: Readonly<Record<LeakAct, Act>> = {
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
  const { act, judged, edited } = given;
  if (edited !== undefined) return sayReplaced(services, judged, edited);
  await actOn(services, act, judged);
}

/** Does it to the token as it is known by now. It may have been mended while a list or a light bulb was open. */
export async function actOn(services: Services, act: LeakAct, { leak }: JudgedLeak): Promise<void> {
  const now = services.leaks.keeper.leakOf(leak.id);
  if (now === undefined) return void warn(goneText(leak));
  await leakActs[act](services, now);
}
