import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../harness/npm.ts';
import { cache } from '../harness/places.ts';
import { progress } from '../harness/progress.ts';
import { type Plant, plantIn } from './corpusPlanting.ts';
import { seeded } from './random.ts';

/** Raised when other things are planted, so that an older corpus is not taken for this one. */
const edition = 1;
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
}

/** Builds the corpus in the git-ignored cache, once, or gives the one that is there. It is never committed. */
export async function bringCorpus(): Promise<Corpus> {
  const place = join(cache, `corpus-${edition}`);
  if (!existsSync(place)) await build(place);
  const plants = JSON.parse(readFileSync(join(place, 'plants.json'), 'utf8')) as readonly Plant[];
  return { folder: join(place, 'files'), plants };
}

/** Beside its place first: a corpus that was broken off must never be measured. */
async function build(place: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'corpus-'));
  const sweep = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', sweep);
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  await progress('fetching the packages of the corpus (about 700 MB, once)', () =>
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--force'], work),
  );
  const files = join(work, 'files');
  renameSync(join(work, 'node_modules'), files);
  const plants = await progress('planting', async () => plantIn(files, seeded(seed)));
  writeFileSync(join(work, 'plants.json'), JSON.stringify(plants));
  renameSync(work, place);
  process.off('exit', sweep);
}
