import * as vscode from 'vscode';
import { findGit } from './node/git/findGit.ts';
import { ghProgram, helperProgram } from './node/logins/loginPrograms.ts';
import type { Clock } from './shared/clock.ts';
import { askGh, askSource, type MachineLogins } from './sources/askLogin.ts';
import { environmentSource } from './sources/environmentSource.ts';
import { GhSource } from './sources/ghSource.ts';
import { helperSource } from './sources/helperSource.ts';
import { type Login, readSources } from './sources/readSources.ts';
import type { Source } from './sources/source.ts';
import { readVariables, type Variables } from './sources/variables.ts';
import { whenAllowed } from './sources/whenAllowed.ts';
import { SessionSource } from './vscode/sessions.ts';
import { readHosts, readSetting } from './vscode/settings.ts';

export interface SourcePorts {
  readonly clock: Clock;
  /** The git that VS Code's git extension runs; undefined where that is off. */
  readonly suggestedGit: () => Promise<string | undefined>;
}

export interface WiredSources {
  readonly sources: readonly Source[];
  /** The same ones, for whoever looks what lies on this machine. */
  readonly logins: MachineLogins;
}

/** Where tokens come from besides the vault, wired by hand. Each is asked only when the person starts an action. */
export function wireSources(ports: SourcePorts): WiredSources {
  const { clock } = ports;
  const choices = () => readSources(readSetting('tokenWarden.sources'));
  // Programs are run in a trusted workspace only, as everywhere.
  const runs = (login: Login) => vscode.workspace.isTrusted && choices().logins.includes(login);
  const gh = ghProgram(place);
  const vscodes = whenAllowed(new SessionSource(clock), () => choices().logins.includes('vscode'));
  const gits = whenAllowed(
    helperSource(
      helperProgram(place, () => gitPath(ports)),
      clock,
    ),
    () => runs('git'),
  );
  const variables = variablesNow();
  const environment = whenAllowed(
    environmentSource(variables, () => readHosts().hosts, clock),
    () => choices().environment,
  );
  return {
    sources: [whenAllowed(new GhSource(gh, clock), () => runs('gh')), vscodes, gits, environment],
    logins: {
      variables,
      ask: async (from, host, signal) => {
        if (from !== 'gh') return askSource(from === 'git' ? gits : vscodes, host, signal);
        return runs('gh') ? askGh(gh, host, signal) : { logins: [], troubles: [] };
      },
    },
  };
}

function place() {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return { env: process.env, workspaceFolders: folders.map(({ uri }) => uri.fsPath) };
}

async function gitPath({ suggestedGit }: SourcePorts): Promise<string | undefined> {
  const configured = readSetting('tokenWarden.gitPath');
  try {
    return (await findGit({ ...place(), configured, suggested: await suggestedGit() })).path;
  } catch {
    // That git is missing or too old is told by what needs it.
    return undefined;
  }
}

/** Windows spells the names as it likes. */
function variablesNow(): Variables {
  const all = Object.entries(process.env);
  return readVariables(
    process.platform === 'win32'
      ? Object.fromEntries(all.map(([name, value]) => [name.toUpperCase(), value]))
      : process.env,
  );
}
