import type { Origin } from '../tokens/origin.ts';

/** Logins of other programs on this machine. */
export type Login = Extract<Origin['kind'], 'gh' | 'vscode' | 'git'>;

/** What `tokenWarden.sources` allows. */
export interface SourceChoices {
  readonly logins: readonly Login[];
  readonly environment: boolean;
  /** Whether what was minted for one action is ended once it is over. */
  readonly endMintedTokens: boolean;
  /** As it was written; `undefined` where there is none. */
  readonly broker: unknown;
}

const logins: readonly Login[] = Object.freeze(['gh', 'vscode', 'git']);

/**
 * Reads the setting. A value that cannot be understood turns the source off rather than on: nobody's login is borrowed
 * because of a typing mistake.
 */
export function readSources(given: unknown): SourceChoices {
  const own = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : undefined;
  const read = (name: string): unknown =>
    own !== undefined && Object.hasOwn(own, name) ? (own as Record<string, unknown>)[name] : undefined;
  const isOff = given !== undefined && own === undefined;
  const named = read('logins');
  const chosen = Array.isArray(named) ? logins.filter((login) => named.includes(login)) : [];
  return {
    logins: named === undefined && !isOff ? logins : chosen,
    environment: isOn(read('environment'), !isOff),
    // The other way round: what is minted is ended unless the person says so in plain words.
    endMintedTokens: read('endMintedTokens') !== false,
    broker: read('broker'),
  };
}

function isOn(given: unknown, otherwise: boolean): boolean {
  return given === undefined ? otherwise : given === true;
}
