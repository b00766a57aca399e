import type { Entry } from '../tokens/entry.ts';
import type { ShownCandidate } from './lookAtBorrowed.ts';
import { obstacleWord, reasonWord } from './messages/selection.ts';
import { alsoWord, grantWord } from './messages/sources.ts';
import { entryChoice } from './pickEntry.ts';
import type { Choice } from './prompts.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** The entries for a repository, best first, each with why it is offered or what speaks against it. */
export function rankedChoices(
  services: Services,
  state: State,
  ranked: readonly ShownCandidate[],
): readonly Choice<Entry>[] {
  return ranked.map(({ entry, reason, obstacle, also }) => {
    const choice = entryChoice(services, state, entry);
    const why = obstacle === undefined ? reasonWord(reason) : obstacleWord(obstacle);
    const grants = entry.origin === undefined ? [] : [grantWord(entry)];
    const others = also === undefined ? [] : [alsoWord(also)];
    return {
      ...choice,
      description: `${choice.description} · ${why}`,
      detail: [choice.detail, ...grants, ...others].join(' · '),
    };
  });
}
