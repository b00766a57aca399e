import type { Entry } from './entry.ts';

/**
 * What a person who begins has reached. The walkthrough ticks its steps by these: by what truly happened, and not by a
 * command that was only called.
 */
export type FirstStep = 'wayChosen' | 'pageOpened' | 'stored' | 'good' | 'pushed';

/** The steps that the stored entries show by themselves, so that they are right after a reload and in another window. */
export function stepsShownBy(entries: readonly Pick<Entry, 'health' | 'observed'>[]): readonly FirstStep[] {
  const steps: FirstStep[] = [];
  if (entries.length > 0) steps.push('wayChosen', 'pageOpened', 'stored');
  if (entries.some(({ health }) => health.kind === 'alive')) steps.push('good');
  const sent = entries.some(({ observed }) =>
    observed.some(({ operation, evidence }) => operation !== 'read' && evidence === 'worked'),
  );
  if (sent) steps.push('pushed');
  return steps;
}

/** Whether a record of the journal shows that something went out with a token, a borrowed one too. */
export function isFirstPush({
  action,
  result,
}: {
  readonly action: string;
  readonly result: string;
}): boolean {
  return (action === 'push' || action === 'open-pull-request') && result === 'done';
}
