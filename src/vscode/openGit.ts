import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';
import type { OpenGit } from './gitShell.ts';
import type { Services } from './services.ts';

/** Nothing runs git in an untrusted workspace: asked again here, whatever the caller asked before. */
export async function openGit(services: Services): Promise<OpenGit> {
  if (!vscode.workspace.isTrusted) throw new Failure({ kind: 'untrusted' });
  return services.git.open((await services.gitExtension()).path);
}
