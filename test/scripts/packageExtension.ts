import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/places.ts';
import { Problem } from '../harness/problem.ts';
import { buildExtension } from './buildExtension.ts';

export interface PackagedExtension {
  readonly file: string;
  readonly bytes: number;
  /** What vsce made, before it was squeezed. */
  readonly packed: Buffer;
}

/** Builds the extension and makes `token-warden-<version>.vsix`, with the files `.vscodeignore` allows. */
export async function packageExtension(): Promise<PackagedExtension> {
  await buildExtension();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const file = join(root, `token-warden-${manifest.version}.vsix`);
  rmSync(file, { force: true });
  // Everything we need is in the bundles, and there is no public repository for links to point to yet.
  run('vsce made no package.', [
    join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ]);
  const packed = readFileSync(file);
  run('The package was not squeezed.', [join(root, 'test', 'scripts', 'squeezeZip.ts'), file]);
  return { file, bytes: statSync(file).size, packed };
}

function run(failure: string, call: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, call, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Problem(`${failure}\n${(stdout + stderr).trim().slice(-3000)}`);
}
