import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ScanReport } from '../../src/leaks/ports.ts';
import { findRipgrep } from '../../src/node/leaks/findRipgrep.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { root } from '../harness/places.ts';
import { progress } from '../harness/progress.ts';
import { buildExtension } from '../scripts/buildExtension.ts';
import { makeScanner } from '../scripts/scanning/engine.ts';
import { type Corpus, makeCorpus } from './corpus.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';
import type { ScanCosts } from './scanDriver.ts';
import { onPath, readEverything, runGitleaks, runPlainRipgrep, runTrufflehog } from './scanPeers.ts';
import { type ScanScore, scoreScan } from './scanScore.ts';

/** After one that only warms the page cache. */
const rounds = 5;

/** Both ways of our own, as the extension ships them: the worker's bundle, started anew each time, nothing remembered. */
interface Engines {
  readonly ripgrep: string;
  readonly appRoot: string;
  readonly workerFile: string;
}

/** Everything `scan.*`, from one run on one corpus: whoever is compared takes turns. */
export async function measureScan(): Promise<readonly Figure[]> {
  await progress('building the extension', buildExtension);
  const appRoot = (await fetchVsCode()).folder;
  const ripgrep = await findRipgrep(appRoot);
  if (ripgrep === undefined) throw new Error('the VS Code that was fetched has no ripgrep to run');
  const engines = { ripgrep, appRoot, workerFile: join(root, 'dist', 'scan.js') };
  const corpus = await makeCorpus();
  try {
    const times = await progress('scanning in turns', () => takeTurns(corpus, engines));
    const costs = await progress('measuring memory, lag and cancelling', () => measureCosts(corpus, engines));
    return [...ratios(times), ...(await otherPeers(corpus, times)), ...quality(times), ...costs];
  } finally {
    corpus.remove();
  }
}

interface Times {
  readonly megabytes: number;
  readonly plain: readonly number[];
  readonly readOnly: readonly number[];
  readonly withRipgrep: readonly number[];
  readonly alone: readonly number[];
  /** The worst of each way, over all rounds. */
  readonly scores: { readonly withRipgrep: ScanScore; readonly alone: ScanScore };
}

async function takeTurns(corpus: Corpus, { ripgrep, appRoot, workerFile }: Engines): Promise<Times> {
  const times = { plain: [], readOnly: [], withRipgrep: [], alone: [] } as Record<string, number[]>;
  const scores: Record<string, ScanScore[]> = { withRipgrep: [], alone: [] };
  let megabytes = 0;
  const ours = async (way: 'withRipgrep' | 'alone') => {
    const scanner = makeScanner(way === 'alone' ? undefined : appRoot, workerFile);
    const order = { folders: [corpus.folder], withoutIgnored: false, excluded: [] };
    const { signal } = new AbortController();
    const started = performance.now();
    const report = await scanner.scan(order, { signal, onProgress: () => undefined });
    const ms = performance.now() - started;
    scanner.dispose();
    mustBe(report, way === 'alone' ? 'own' : 'ripgrep');
    scores[way]?.push(scoreScan(report, corpus));
    return ms;
  };
  const contestants: Readonly<Record<string, () => Promise<number>>> = {
    plain: () => timed(() => runPlainRipgrep(ripgrep, corpus.folder)),
    withRipgrep: () => ours('withRipgrep'),
    readOnly: () =>
      timed(async () => {
        megabytes = readEverything(corpus.folder) / 1e6;
      }),
    alone: () => ours('alone'),
  };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const ms = await run();
      if (round > 0) times[name]?.push(ms);
    }
  }
  const { plain = [], readOnly = [], withRipgrep = [], alone = [] } = times;
  const worst = { withRipgrep: worstOf(scores.withRipgrep ?? []), alone: worstOf(scores.alone ?? []) };
  return { megabytes, plain, readOnly, withRipgrep, alone, scores: worst };
}

/** A scan that gave up, or took the other way, is none of what is measured. */
function mustBe({ complete, engine, unread }: ScanReport, wanted: ScanReport['engine']): void {
  if (!complete || engine !== wanted || unread.count > 0)
    throw new Error(`a scan with "${wanted}" was ${complete ? 'complete' : 'not complete'} with "${engine}"`);
}

function worstOf(scores: readonly ScanScore[]): ScanScore {
  const [worst] = scores.toSorted((a, b) => b.missed.length - a.missed.length);
  if (worst === undefined) throw new Error('no scan was scored');
  return worst;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function ratios({ megabytes, plain, readOnly, withRipgrep, alone, scores }: Times): readonly Figure[] {
  const rate = (times: readonly number[]) => `${(megabytes / (median(times) / 1000)).toFixed(0)} MB/s`;
  const shown = (name: string, times: readonly number[]) => `${name} ${spread(times, 0)} ms, ${rate(times)}`;
  return [
    {
      key: 'scan.ratioToRipgrep',
      value: rounded(median(withRipgrep) / median(plain), 2),
      from: `${megabytes.toFixed(0)} MB; ${shown('ours', withRipgrep)}; ${shown('ripgrep alone', plain)}`,
      broken: unlessAll(scores.withRipgrep),
    },
    {
      key: 'scan.ratioToReadOnly',
      value: rounded(median(alone) / median(readOnly), 2),
      from: `${shown('ours without ripgrep', alone)}; ${shown('reading alone', readOnly)}`,
      broken: unlessAll(scores.alone),
    },
  ];
}

/** Speed that is bought with tokens counts for nothing. */
function unlessAll({ found, planted }: ScanScore): string | undefined {
  const missing = planted.core - found.core;
  return missing === 0 ? undefined : `${missing} of ${planted.core} tokens were not found`;
}

/** Both ways must find the same: the lesser one is the figure. */
function quality({ scores }: Times): readonly Figure[] {
  const ways = [scores.withRipgrep, scores.alone];
  const least = (of: (score: ScanScore) => number) => Math.min(...ways.map(of));
  const part = (set: 'core' | 'hard') => (score: ScanScore) => score.found[set] / score.planted[set];
  const told = (of: (score: ScanScore) => string) =>
    `with ripgrep ${of(scores.withRipgrep)}, without ${of(scores.alone)}`;
  const forbidden = ways.flatMap((score) => score.forbidden);
  const missed = [...new Set(ways.flatMap((score) => score.missed))];
  return [
    {
      key: 'scan.recall',
      value: rounded(least(part('core')), 4),
      from: told((score) => `${score.found.core} of ${score.planted.core}`),
    },
    {
      key: 'scan.precision',
      value: rounded(
        least(({ confirmed }) => confirmed.right / confirmed.all),
        4,
      ),
      from: `${told(({ confirmed }) => `${confirmed.right} of ${confirmed.all} confirmed`)}; possible and not planted: ${told(({ elsewhere }) => `${elsewhere}`)}`,
    },
    {
      key: 'scan.hard',
      value: rounded(least(part('hard')), 4),
      from: `${told((score) => `${score.found.hard} of ${score.planted.hard}`)}${missed.length === 0 ? '' : `; not found: ${missed.slice(0, 5).join('; ')}`}`,
    },
    {
      key: 'scan.possibleDecoys',
      value: Math.max(...ways.map((score) => score.found.decoy)),
      from: told((score) => `${score.found.decoy} of ${score.planted.decoy} decoys`),
      broken:
        forbidden.length === 0 ? undefined : `it names what is none: ${forbidden.slice(0, 3).join('; ')}`,
    },
  ];
}

async function measureCosts(corpus: Corpus, { appRoot, workerFile }: Engines): Promise<readonly Figure[]> {
  const measure = async (root: string): Promise<ScanCosts> => {
    const driver = join(import.meta.dirname, 'scanDriver.ts');
    const args = [driver, corpus.folder, root, workerFile, '3'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as ScanCosts;
  };
  const both = [await measure(appRoot), await measure('')] as const;
  const figure = (
    key: 'scan.rssMb' | 'scan.loopLagMs' | 'scan.cancelMs',
    of: (costs: ScanCosts) => readonly number[],
    one: (values: readonly number[]) => number,
  ): Figure => ({
    key,
    value: rounded(Math.max(...both.map((costs) => one(of(costs)))), 1),
    from: `with ripgrep ${spread(of(both[0]))}, without ${spread(of(both[1]))}`,
  });
  return [
    figure('scan.rssMb', ({ rssMb }) => rssMb, median),
    figure('scan.loopLagMs', ({ loopLagMs }) => loopLagMs, median),
    // A person presses it once, and it is always the slow one.
    figure(
      'scan.cancelMs',
      ({ cancelMs }) => cancelMs,
      (values) => Math.max(...values),
    ),
  ];
}

/** Programs that are on some machines only. They are slow: once each. */
async function otherPeers(corpus: Corpus, { withRipgrep, scores }: Times): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const [gitleaks, trufflehog] = [onPath('gitleaks'), onPath('trufflehog')];
  if (gitleaks === undefined) console.log('  no gitleaks on PATH: not compared with');
  else {
    const ms = await progress('gitleaks', () => timed(() => runGitleaks(gitleaks, corpus.folder)));
    figures.push({
      key: 'scan.ratioToGitleaks',
      value: rounded(ms / median(withRipgrep), 1),
      from: `gitleaks with its rules for GitHub ${ms.toFixed(0)} ms, once; ours ${spread(withRipgrep, 0)} ms`,
      broken: unlessAll(scores.withRipgrep),
    });
  }
  if (trufflehog === undefined) console.log('  no trufflehog on PATH: not compared with');
  else {
    const ms = await progress('trufflehog', () => timed(() => runTrufflehog(trufflehog, corpus.folder)));
    console.log(
      `  trufflehog for GitHub only: ${ms.toFixed(0)} ms, ${(ms / median(withRipgrep)).toFixed(1)} times ours`,
    );
  }
  console.log('  secretlint is no package of ours: not compared with');
  return figures;
}
