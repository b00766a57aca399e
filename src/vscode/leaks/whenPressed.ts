import { sayFailure } from '../say.ts';
import type { Services } from '../services.ts';
import { stepActs } from '../stepActs.ts';

/** What the buttons of a message do, by label. Waits for nobody: a message may lie there for hours. */
export function whenPressed(
  services: Services,
  shown: Thenable<string | undefined>,
  acts: ReadonlyMap<string, () => Promise<void>>,
): void {
  void Promise.resolve(shown)
    .then((answer) => (answer === undefined ? undefined : acts.get(answer)?.()))
    .catch((error: unknown) => sayFailure(error, 'api', services.log, stepActs(services)));
}
