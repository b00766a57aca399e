import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.ts';
import { cache } from './places.ts';
import { Problem } from './problem.ts';
import { progress } from './progress.ts';

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the archive, as the registry states it and we check it. */
  readonly integrity: string;
}

/**
 * Brings one npm package into the git-ignored cache and gives its folder. The archive must hash to what this
 * repository pins. `prepare` finishes the unpacked folder before it gets its final name.
 */
export async function fetchPackage(
  { name, version, integrity }: PinnedPackage,
  label: string,
  prepare: (folder: string) => Promise<void> = async () => undefined,
): Promise<string> {
  // Of a scoped name as well, one folder.
  const place = join(cache, `${name.replace('/', '+')}-${version}`);
  if (existsSync(place)) return place;

  // Work beside the final place and rename at the end: a cut download must never look like a finished one.
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetching-'));
  const sweep = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', sweep);
  try {
    await progress(`fetching ${label}`, () =>
      npm(['pack', `${name}@${version}`, '--ignore-scripts', '--prefer-offline'], work),
    );
    const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
    if (!archive) throw new Problem(`npm pack brought no archive of ${name}.`);
    checkIntegrity(join(work, archive), name, integrity);
    unpack(work, archive);
    const unpacked = join(work, 'package');
    await prepare(unpacked);
    if (!existsSync(place)) renameSync(unpacked, place);
  } finally {
    sweep();
    process.off('exit', sweep);
  }
  return place;
}

function checkIntegrity(file: string, name: string, integrity: string): void {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) {
    throw new Problem(
      `The archive of ${name} is not the one this repository pins. Run "npm cache clean --force" and try once more; if it differs again, do not use it.`,
    );
  }
}

function unpack(folder: string, archive: string): void {
  // Relative names: GNU tar on Windows reads "C:" as the name of a machine.
  const tar = spawnSync('tar', ['-xzf', archive], { cwd: folder, encoding: 'utf8' });
  if (tar.error) throw new Problem('tar is missing. Install tar (Windows 10 and later carry it).');
  if (tar.status !== 0) {
    throw new Problem(
      `${tar.stderr.trim().slice(-500)}\n\ntar could not unpack ${archive}. Is the disk full?`,
    );
  }
}
