import { type Find, type FindAct, filesToClean } from '../../leaks/machineFinds.ts';
import { goToLeak } from '../leaks/goToLeak.ts';
import { actOn } from '../leaks/leakActs.ts';
import { howToRemove } from '../messages/finder.ts';
import { inform } from '../notify.ts';
import type { Services } from '../services.ts';
import { checkLent } from './checkLent.ts';
import { cleanFile } from './cleanFile.ts';
import { importAndClean, importFind } from './importFind.ts';

/** Does it. `left`: the person is elsewhere now, and the list does not come back. */
export async function actOnFind(services: Services, find: Find, act: FindAct): Promise<'left' | undefined> {
  const leak = find.spots.find((spot) => spot.kind === 'leak')?.judged;
  switch (act.kind) {
    case 'importAndClean':
      await importAndClean(services, find, filesToClean(find.spots));
      return undefined;
    case 'import':
      await importFind(services, find);
      return undefined;
    case 'clean':
      await cleanFile(services, find, act.file);
      return undefined;
    case 'check':
      await (leak === undefined ? checkLent(services, find) : actOn(services, 'check', leak));
      return undefined;
    case 'revoke':
      if (leak !== undefined) await actOn(services, 'revoke', leak);
      return undefined;
    case 'open':
      await goToLeak(act.judged.leak, { preserveFocus: false });
      return 'left';
    case 'howToRemove':
      void inform(howToRemove(find));
      return undefined;
  }
}
