import type { Login } from '../sources/readSources.ts';
import { sharedVariables } from '../sources/variables.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { Held } from './held.ts';
import type { GivenVariable } from './surroundings.ts';

/** What gh would use if it were asked here, with nobody but the environment around it. */
export type GhAlone =
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly held: Held | undefined;
      /** What it keeps gh from looking at: other variables, by name. */
      readonly behind: readonly string[];
    }
  /** Its own login. */
  | { readonly kind: 'login'; readonly entry: Entry }
  /** The person's setting keeps it from being asked. */
  | { readonly kind: 'notAsked' }
  /** gh is not here, is logged out, or did not answer: that stands among the troubles. */
  | { readonly kind: 'nothing' };

/**
 * gh takes a variable of its host before any login. These are the variables of the extension host: a terminal or a wrapper
 * may have others.
 */
export function explainGhAlone(
  host: GitHubHost,
  variables: readonly GivenVariable[],
  entries: readonly Entry[],
  logins: readonly Login[],
): GhAlone {
  const [first, ...behind] = sharedVariables(host).flatMap(
    (name) => variables.find((given) => given.name === name) ?? [],
  );
  if (first !== undefined) {
    const { name, held } = first;
    return { kind: 'variable', name, held, behind: behind.map((one) => one.name) };
  }
  const entry = entries.find(({ origin }) => origin?.kind === 'gh');
  if (entry !== undefined) return { kind: 'login', entry };
  return { kind: logins.includes('gh') ? 'nothing' : 'notAsked' };
}
