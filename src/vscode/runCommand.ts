import type { CommandId, ViewCommandId } from '../manifest.ts';
import type { Readiness } from '../preflight/readiness.ts';
import { forOneAction } from '../sources/forOneAction.ts';
import { areaOf } from './commandArea.ts';
import { answering, commandTable } from './commands/commandTable.ts';
import { observing } from './observing.ts';
import { sayFailure } from './say.ts';
import type { Services } from './services.ts';
import { stepActs } from './stepActs.ts';

/**
 * Runs a command of the palette. What it was called with is not looked at, only whether there was something. Only the one
 * command that is meant to answers its caller, whatever the others leave behind (A18).
 */
export async function runCommand(
  services: Services,
  id: CommandId,
  given: readonly unknown[],
): Promise<Readiness | undefined> {
  // VS Code's own button in a view's title brings an argument that is nothing: that is a person's click.
  const byProgram = given.some((one) => one !== undefined && one !== null);
  if (id === answering) {
    return told(services, id, (own) => commandTable[answering](calledBy(own, byProgram), byProgram));
  }
  await told<unknown>(services, id, (own) => commandTable[id](calledBy(own, byProgram), byProgram));
  return undefined;
}

/** Does it, and tells a failure with its next step; trying again does the same once more. */
export async function told<Answer>(
  services: Services,
  id: CommandId | ViewCommandId,
  work: (services: Services) => Promise<Answer>,
): Promise<Answer | undefined> {
  const action = forOneAction(services.credentials);
  const seen = observing({ ...services, credentials: action.credentials }, id);
  try {
    return await work(seen.services);
  } catch (error) {
    // Before it is said: the person may leave the message open for an hour.
    action.end();
    await seen.store();
    const retry = async () => void (await told(services, id, work));
    await sayFailure(error, areaOf(id), services.log, { ...stepActs(services), retry });
    return undefined;
  } finally {
    action.end();
    await seen.store();
  }
}

/** What another program started is recorded as such, however deep in a command that is. */
function calledBy(services: Services, program: boolean): Services {
  return program ? { ...services, journal: services.journal.calledByProgram() } : services;
}
