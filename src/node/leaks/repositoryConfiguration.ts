import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LookReport } from '../../leaks/ports.ts';
import { readConfigText } from '../../push/remotesFromText.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { gitDirectories } from '../git/commonDirectory.ts';
import { isInside, isNamedInside } from '../git/insideFolders.ts';
import { foldersIn, readHeld } from './machineRead.ts';
import { LookFindings, type RepositoryLook } from './repositoryLook.ts';
import { lookAtBytes } from './repositoryObject.ts';

/** What git notes of commands and messages, as they were typed. */
const notes: readonly string[] = Object.freeze(['COMMIT_EDITMSG', 'FETCH_HEAD', 'logs/HEAD']);
/** Files and folders looked at. A repository with more is not one that people work in. */
const most = 2000;

export type ConfigurationLook = Pick<RepositoryLook, 'root' | 'print' | 'signal'> & {
  /** As VS Code writes it. */
  readonly uriOf: (path: string) => string;
};

/**
 * The repository's own configuration, that of its submodules and work trees, what these include below its folders, and the
 * scripts git runs: read as files, for nothing they name is to be run. An include of what lies elsewhere is left out: the
 * person's own files are looked at when that is asked for.
 */
export async function lookAtConfiguration(look: ConfigurationLook): Promise<LookReport> {
  const { own, common } = await gitDirectories(look.root);
  const folders = [look.root, own, common];
  const names = [
    ...folders,
    ...(await Promise.all(folders.map(async (one) => realpath(one).catch(() => one)))),
  ];
  const below = (path: string) => isInside(path, folders);
  const findings = new LookFindings();
  const configs = await configsOf(own, common, look.signal);
  const others = [...(await scriptsOf(common)), ...notes.map((name) => join(own, name))];
  const named = new Set([...configs, ...others]);
  let looked = 0;
  let includes = 0;
  for (const path of named) {
    if (look.signal?.aborted || looked++ === most) {
      findings.complete = false;
      break;
    }
    const file = await readHeld(path, below);
    if (file.kind === 'absent') continue;
    if (file.kind === 'refused' || !file.whole) findings.complete = false;
    if (file.kind === 'refused') continue;
    findings.add({ kind: 'file', uri: look.uriOf(path) }, lookAtBytes(file.bytes, look.print, path));
    if (others.includes(path)) continue;
    // By name: where one lies elsewhere, not even that is asked whether it is there. Links are judged when it is read.
    for (const include of includesOf(path, file.bytes)) {
      if (includes++ === most) break;
      if (isNamedInside(include, names)) named.add(include);
    }
    if (includes > most) findings.complete = false;
  }
  return findings.report();
}

async function configsOf(own: string, common: string, signal: CancelSignal | undefined) {
  const trees = await foldersIn(join(common, 'worktrees'));
  return [
    join(common, 'config'),
    ...[own, ...trees].map((tree) => join(tree, 'config.worktree')),
    ...(await moduleConfigs(join(common, 'modules'), signal)),
  ];
}

async function scriptsOf(common: string): Promise<readonly string[]> {
  const names = await namesIn(join(common, 'hooks'));
  return names.filter((name) => !name.endsWith('.sample')).map((name) => join(common, 'hooks', name));
}

/** A submodule's folder may have slashes in its name, and submodules of its own. */
async function moduleConfigs(top: string, signal: CancelSignal | undefined): Promise<readonly string[]> {
  const configs: string[] = [];
  const waiting = [top];
  for (let met = 0; waiting.length > 0 && met < most && !signal?.aborted; ) {
    for (const folder of await foldersIn(waiting.shift() as string)) {
      if (met++ === most) break;
      const isRepository = (await namesIn(folder)).includes('HEAD');
      if (isRepository) configs.push(join(folder, 'config'), join(folder, 'config.worktree'));
      waiting.push(isRepository ? join(folder, 'modules') : folder);
    }
  }
  return configs;
}

/** The files that a configuration names, whatever its condition: it holds another day. */
function includesOf(path: string, bytes: Buffer): readonly string[] {
  const values = (readConfigText(bytes.toString('utf8')) ?? [])
    .filter(({ section, variable }) => /^include(?:if)?$/.test(section) && variable === 'path')
    .map(({ value }) => value);
  return [...new Set(values)]
    .filter((value) => value !== '' && !value.startsWith('~') && !value.includes('\0'))
    .map((value) => resolve(dirname(path), value));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
