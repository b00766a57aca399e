import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { npm } from '../harness/npm.ts';
import { cache } from '../harness/places.ts';
import { progress } from '../harness/progress.ts';
import { type Plant, plantIn } from './corpusPlanting.ts';
import { seeded } from './random.ts';

const seed = 20_261_121;

/** About 600 MB of what developers have on their disks: code, types, bundles, documents. */
const packages = {
  'aws-sdk': '2.1693.0',
  'core-js': '3.45.1',
  echarts: '6.1.0',
  googleapis: '188.0.0',
  lodash: '4.17.21',
  mathjs: '15.2.0',
  'monaco-editor': '0.57.0',
  rxjs: '7.8.2',
  three: '0.187.0',
  typescript: '5.9.3',
} as const;

export interface Corpus {
  /** Absolute. */
  readonly folder: string;
  readonly plants: readonly Plant[];
  /** Removes it. It goes with the process at the latest. */
  remove(): void;
}

/**
 * A corpus with tokens in it, for one run. It must not stay: a scan of this repository reads `.env` files wherever they
 * are, and would find what is planted. What is fetched stays in the git-ignored cache and holds nothing.
 */
export async function makeCorpus(): Promise<Corpus> {
  const packagesFolder = await bringPackages();
  // What a killed run left.
  for (const name of readdirSync(cache).filter((each) => each.startsWith('planted-')))
    rmSync(join(cache, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(cache, 'planted-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return await progress('planting the corpus', async () => {
    linkAll(packagesFolder, folder);
    return { folder, plants: plantIn(folder, seeded(seed)), remove };
  });
}

/** Beside its place first: what was broken off must never be measured. */
async function bringPackages(): Promise<string> {
  const place = join(cache, 'corpus-packages-1');
  if (existsSync(place)) return place;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetching-'));
  const sweep = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', sweep);
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  await progress('fetching the packages of the corpus (about 600 MB on the disk, once)', () =>
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--force'], work),
  );
  renameSync(join(work, 'node_modules'), place);
  sweep();
  process.off('exit', sweep);
  return place;
}

/** The same files under another name: a second of work and no room. Whoever changes one must replace it. */
function linkAll(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      linkAll(source, target);
    } else if (entry.isFile()) linkSync(source, target);
  }
}
