import { type ConfigEntry, configEntry } from '../push/configEntries.ts';
import type { Held } from './held.ts';

/** One line of git's configuration, and the file it stands in (an absolute path), when it stands in one. */
export interface ConfigLine extends ConfigEntry {
  readonly file: string | undefined;
}

/** A variable that hands a credential, or a program that asks for one, to gh or git. */
export interface GivenVariable {
  readonly name: string;
  /** Undefined where the value names a program. */
  readonly held: Held | undefined;
}

/** What git and gh would find here if nobody but them were asked. */
export interface Surroundings {
  /** In git's order: system, global, local, worktree, with what they include. The values may hold credentials. */
  readonly config: readonly ConfigLine[];
  readonly variables: readonly GivenVariable[];
}

/** Variables that name a program git asks, in its order. Source: `git help credentials`. */
export const askpassVariables: readonly string[] = Object.freeze(['GIT_ASKPASS', 'SSH_ASKPASS']);

/**
 * Reads `git config --list --show-scope --show-origin -z`: scope NUL origin NUL key LF value NUL. What was given to git on
 * its command line is ours and left out. `resolve` makes the path of a file absolute.
 */
export function readConfigLines(output: string, resolve: (path: string) => string): readonly ConfigLine[] {
  const fields = output.split('\0');
  const lines: ConfigLine[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [scope = '', origin = '', item = ''] = fields.slice(at, at + 3);
    const end = item.indexOf('\n');
    const entry =
      end < 0
        ? configEntry(scope, item, 'true')
        : configEntry(scope, item.slice(0, end), item.slice(end + 1));
    if (entry === undefined || scope === 'command') continue;
    lines.push({ ...entry, file: origin.startsWith('file:') ? resolve(origin.slice(5)) : undefined });
  }
  return lines;
}
