import type { Services } from '../services.ts';

/** Opens the walkthrough. Its steps tick themselves by what has happened, also before it was ever opened. */
export async function getStarted(services: Services): Promise<void> {
  const { context, firstRun, state } = services;
  await firstRun.look((await state.refresh()).view.entries);
  await firstRun.lookAtJournal(services);
  await firstRun.open(context.extension);
}
