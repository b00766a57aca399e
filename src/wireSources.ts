import * as vscode from 'vscode';
import { findGit } from './node/git/findGit.ts';
import { ghProgram, helperProgram } from './node/logins/loginPrograms.ts';
import type { Clock } from './shared/clock.ts';
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

/** Where tokens come from besides the vault, wired by hand. Each is asked only when the person starts an action. */
export function wireSources(ports: SourcePorts): readonly Source[] {
  const { clock } = ports;
  const choices = () => readSources(readSetting('tokenWarden.sources'));
  // Programs are run in a trusted workspace only, as everywhere.
  const runs = (login: Login) => vscode.workspace.isTrusted && choices().logins.includes(login);
  return [
    whenAllowed(new GhSource(ghProgram(place), clock), () => runs('gh')),
    whenAllowed(new SessionSource(clock), () => choices().logins.includes('vscode')),
    whenAllowed(
      helperSource(
        helperProgram(place, () => gitPath(ports)),
        clock,
      ),
      () => runs('git'),
    ),
    whenAllowed(
      environmentSource(variablesNow(), () => readHosts().hosts, clock),
      () => choices().environment,
    ),
  ];
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
