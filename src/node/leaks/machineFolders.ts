import { join } from 'node:path';
import type { MachineFolder } from '../../leaks/machinePlaces.ts';
import { type Environment, personsFolder } from '../git/environment.ts';

export interface MachineFacts {
  readonly env: Environment;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly workspaceFolders: readonly string[];
  /** The editor's folder `User`; undefined where the settings are kept elsewhere. */
  readonly userFolder: string | undefined;
}

/**
 * Where the programs of this machine keep what is theirs. A folder that a variable names in a workspace, or relative to
 * wherever this runs, is a stranger's choice and not looked at.
 */
export function machineFolders(facts: MachineFacts): Readonly<Record<MachineFolder, string | undefined>> {
  const { home, platform, userFolder } = facts;
  const named = (name: string) => personsFolder(facts.env[name], facts.workspaceFolders);
  const xdg = named('XDG_CONFIG_HOME');
  const appData = platform === 'win32' ? named('APPDATA') : undefined;
  const config = xdg ?? join(home, '.config');
  const ghBelow =
    xdg === undefined && appData !== undefined ? join(appData, 'GitHub CLI') : join(config, 'gh');
  return { home, config, gh: named('GH_CONFIG_DIR') ?? ghBelow, appData, user: userFolder };
}
