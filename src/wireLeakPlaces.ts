import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Print } from './leaks/lookIn.ts';
import { machineLooks } from './node/leaks/machineLooks.ts';
import { repositoryLooks } from './node/leaks/repositoryLooks.ts';
import type { LeakServices } from './vscode/leaks/leakServices.ts';
import { gitContext, workspaceFolders } from './wireGit.ts';

export interface LeakPlacePorts {
  readonly print: Print;
  /** The folder the editor gives this extension for all windows. */
  readonly globalStorage: vscode.Uri;
  /** The git that VS Code's git extension runs; undefined where that is off. */
  readonly suggestedGit: () => Promise<string | undefined>;
}

/** Where tokens lie besides the files of a workspace: in what git keeps, and in files of the machine. */
export function wireLeakPlaces(ports: LeakPlacePorts): Pick<LeakServices, 'repositories' | 'machine'> {
  const { print, globalStorage, suggestedGit } = ports;
  const uriOf = (path: string) => vscode.Uri.file(path).toString();
  return {
    repositories: repositoryLooks({
      git: async () => gitContext(await suggestedGit()),
      isTrusted: () => vscode.workspace.isTrusted,
      print,
      uriOf,
    }),
    machine: machineLooks({
      facts: () => ({
        env: process.env,
        home: homedir(),
        platform: process.platform,
        workspaceFolders: workspaceFolders(),
        userFolder: globalStorage.scheme === 'file' ? userFolderOf(globalStorage.fsPath) : undefined,
      }),
      print,
      uriOf,
    }),
  };
}

/** `User/globalStorage/<extension>`, or in a profile `User/profiles/<id>/globalStorage/<extension>`. */
function userFolderOf(globalStorage: string): string {
  const folder = dirname(dirname(globalStorage));
  return basename(dirname(folder)) === 'profiles' ? dirname(dirname(folder)) : folder;
}
