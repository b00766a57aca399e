import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cache, root } from '../harness/places.ts';

/**
 * Folders that VS Code takes for an extension under development. The first three carry our extension's own id: VS Code
 * then runs them in place of the installed one, with its secrets, storage and commands. So the product needs no switch
 * for the bench.
 */
export interface StandIns {
  /** Stores one entry, and is not our extension otherwise. */
  readonly seeder: string;
  /** Our bundles behind a main file that measures the start. */
  readonly timed: string;
  /** The same behind one that watches what the start touches. */
  readonly traced: string;
  /** An empty extension of another name: the packaged one runs undisturbed. */
  readonly bystander: string;
  /** The file whose `run()` VS Code calls in each window. */
  readonly suite: string;
}

/** Compiles the stand-ins around the bundles that are in `dist/` now. */
export async function makeStandIns(): Promise<StandIns> {
  const place = join(cache, 'bench');
  rmSync(place, { recursive: true, force: true });
  const manifest = readManifest();
  const { publisher, name, version, engines } = manifest;
  const bare = { publisher, name, version, engines, activationEvents: ['onStartupFinished'] };
  const folder = (label: string, content: object) => {
    const path = join(place, label);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify(content, undefined, 2));
    return path;
  };
  const standIns: StandIns = {
    seeder: folder('seeder', { ...bare, main: './seederEntry.js' }),
    timed: folder('timed', { ...manifest, main: './timedEntry.js' }),
    traced: folder('traced', { ...manifest, main: './tracedEntry.js' }),
    bystander: folder('bystander', { ...bare, name: 'bystander' }),
    suite: join(folder('suite', { type: 'commonjs' }), 'suite.js'),
  };
  for (const path of [standIns.timed, standIns.traced]) copyProduct(path);
  const entry = (file: string) => join(root, 'test', 'bench', 'host', file);
  await build({
    absWorkingDir: root,
    entryPoints: {
      'seeder/seederEntry': entry('seederEntry.ts'),
      'timed/timedEntry': entry('timedEntry.ts'),
      'traced/tracedEntry': entry('tracedEntry.ts'),
      'suite/suite': entry('suite.ts'),
    },
    outdir: place,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return standIns;
}

function copyProduct(to: string): void {
  for (const part of ['dist', 'media', 'package.nls.json']) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(to, part), { recursive: true });
  }
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}
