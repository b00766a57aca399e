import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { Services } from '../services.ts';
import { goToLeak } from './goToLeak.ts';
import { showLeakActs } from './showLeakActs.ts';

/**
 * Shows the spot. The list keeps the focus, as in Problems: the token is selected there, and a key that was meant for the
 * list would take its place. What lies in a commit is in no file to open: there is only what can be done.
 */
export async function openLeak(services: Services, judged: JudgedLeak): Promise<void> {
  if (judged.leak.place.kind === 'file') await goToLeak(judged.leak, { preserveFocus: true });
  else await showLeakActs(services, judged);
}
