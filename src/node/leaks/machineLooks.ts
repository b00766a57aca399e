import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Print } from '../../leaks/lookIn.ts';
import { machinePlaces, profileFiles } from '../../leaks/machinePlaces.ts';
import type { LookReport, MachineFile, MachineLooks } from '../../leaks/ports.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { isInside } from '../git/insideFolders.ts';
import { type MachineFacts, machineFolders } from './machineFolders.ts';
import { foldersIn, readHeld } from './machineRead.ts';
import { LookFindings } from './repositoryLook.ts';
import { lookAtBytes } from './repositoryObject.ts';

export interface MachineLookPorts {
  /** Asked anew each time: folders are opened while the window lives. */
  readonly facts: () => MachineFacts;
  readonly print: Print;
  /** As VS Code writes it. */
  readonly uriOf: (path: string) => string;
}

const mostProfiles = 100;

/** Files outside of any workspace. Nothing but these is read, and each only when the person named it. */
export function machineLooks({ facts, print, uriOf }: MachineLookPorts): MachineLooks {
  return {
    async files() {
      const here = facts();
      const candidates = await candidatesOf(here);
      const found = await Promise.all(candidates.map((file) => existing(file, topsOf(here))));
      return found.filter((file) => file !== undefined);
    },
    look: (files, signal) => lookAt(files, topsOf(facts()), { print, uriOf }, signal),
  };
}

/** Where a link may lead without a word. */
function topsOf(facts: MachineFacts): readonly string[] {
  return Object.values(machineFolders(facts)).filter((folder) => folder !== undefined);
}

async function candidatesOf(facts: MachineFacts): Promise<readonly MachineFile[]> {
  const folders = machineFolders(facts);
  const fixed = machinePlaces.flatMap(({ what, folder, path }): readonly MachineFile[] => {
    const top = folders[folder];
    return top === undefined ? [] : [{ what, path: join(top, path) }];
  });
  const profiles = folders.user === undefined ? [] : await foldersIn(join(folders.user, 'profiles'));
  const own = profiles
    .slice(0, mostProfiles)
    .flatMap((profile) =>
      Object.entries(profileFiles).map(([name, what]) => ({ what, path: join(profile, name) })),
    );
  // Two names may be one folder.
  return [...new Map([...fixed, ...own].map((file) => [file.path, file])).values()];
}

async function existing(file: MachineFile, tops: readonly string[]): Promise<MachineFile | undefined> {
  try {
    if (!(await stat(file.path)).isFile()) return undefined;
    const real = await realpath(file.path);
    return isInside(real, tops) ? file : { ...file, leadsTo: real };
  } catch {
    return undefined;
  }
}

async function lookAt(
  files: readonly MachineFile[],
  tops: readonly string[],
  { print, uriOf }: Pick<MachineLookPorts, 'print' | 'uriOf'>,
  signal: CancelSignal,
): Promise<LookReport> {
  const findings = new LookFindings();
  for (const { path, leadsTo } of files) {
    if (signal.aborted) {
      findings.complete = false;
      break;
    }
    // Only to where the person was told it leads.
    const file = await readHeld(path, (real) =>
      leadsTo === undefined ? isInside(real, tops) : real === leadsTo,
    );
    if (file.kind !== 'read' || !file.whole) findings.complete = false;
    if (file.kind !== 'read') continue;
    findings.add({ kind: 'file', uri: uriOf(path) }, lookAtBytes(file.bytes, print, path));
  }
  return findings.report();
}
