import type { CommandId, ViewCommandId } from '../manifest.ts';
import { forOneAction } from '../sources/forOneAction.ts';
import { areaOf } from './commandArea.ts';
import { commandTable } from './commands/commandTable.ts';
import { observing } from './observing.ts';
import { sayFailure } from './say.ts';
import type { Services } from './services.ts';
import { stepActs } from './stepActs.ts';

/** Runs a command of the palette. What it was called with is not looked at, only whether there was something. */
export function runCommand(services: Services, id: CommandId, given: readonly unknown[]): Promise<void> {
  // VS Code's own button in a view's title brings an argument that is nothing: that is a person's click.
  const byProgram = given.some((one) => one !== undefined && one !== null);
  return told(services, id, (own) => commandTable[id](calledBy(own, byProgram), byProgram));
}

/** Does it, and tells a failure with its next step; trying again does the same once more. */
export async function told(
  services: Services,
  id: CommandId | ViewCommandId,
  work: (services: Services) => Promise<void>,
): Promise<void> {
  const action = forOneAction(services.credentials);
  const seen = observing({ ...services, credentials: action.credentials }, id);
  try {
    await work(seen.services);
  } catch (error) {
    // Before it is said: the person may leave the message open for an hour.
    action.end();
    await seen.store();
    const retry = () => told(services, id, work);
    await sayFailure(error, areaOf(id), services.log, { ...stepActs(services), retry });
  } finally {
    action.end();
    await seen.store();
  }
}

/** What another program started is recorded as such, however deep in a command that is. */
function calledBy(services: Services, program: boolean): Services {
  return program ? { ...services, journal: services.journal.calledByProgram() } : services;
}
