import { Redactor } from '../../src/shared/redactor.ts';
import { githubCom } from '../../src/tokens/host.ts';

/** What a process that acts for a test is told, by stdin as one JSON line: the token must not be in its arguments. */
export interface DriverOrder {
  readonly git: { readonly path: string; readonly version: string };
  readonly env: Readonly<Record<string, string>>;
  readonly tempFolder: string;
  readonly folder: string;
  readonly token: string;
}

export const known = { hosts: [githubCom], aliases: {} };

export async function readOrder<T extends DriverOrder>(): Promise<T> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return JSON.parse(text) as T;
}

/** What real git needs there. Long limits: such a process is killed, or ends by itself. */
export function driverContext({ git, env, tempFolder }: DriverOrder) {
  return {
    git,
    env,
    workspaceFolders: [],
    tempFolder,
    redactor: new Redactor(),
    pushTimeoutMs: 60_000,
    hookTimeoutMs: 60_000,
  };
}
