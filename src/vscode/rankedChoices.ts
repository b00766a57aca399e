import type { Entry } from '../tokens/entry.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import { obstacleWord, reasonWord } from './messages/selection.ts';
import { grantWord } from './messages/sources.ts';
import { entryChoice } from './pickEntry.ts';
import type { Choice } from './prompts.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** The entries for a repository, best first, each with why it is offered or what speaks against it. */
export function rankedChoices(
  services: Services,
  state: State,
  ranked: readonly Candidate[],
): readonly Choice<Entry>[] {
  return ranked.map(({ entry, reason, obstacle }) => {
    const choice = entryChoice(services, state, entry);
    const why = obstacle === undefined ? reasonWord(reason) : obstacleWord(obstacle);
    const grants = entry.origin === undefined ? '' : ` · ${grantWord(entry)}`;
    return { ...choice, description: `${choice.description} · ${why}`, detail: `${choice.detail}${grants}` };
  });
}
