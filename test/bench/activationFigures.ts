import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchWindows, openBenchWindows, type WindowRun } from './benchWindows.ts';
import type { Figure } from './figures.ts';
import type { StartTrace } from './host/benchRecord.ts';
import { median, rounded, spread } from './median.ts';
import { readActivation, sumOf } from './performancePage.ts';
import { makeStandIns, type StandIns } from './standIns.ts';

const reloads = 10;
const timedStarts = 7;

const ours = 'token-warden.token-warden';
const builtIn = 'vscode.github-authentication';
const eagerBundle = 'extension.js';

/** What `tryTraps` must have seen, one of each family. */
const trapFamilies = ['Headers', 'Intl.NumberFormat', 'Number.toLocaleString', 'dns.lookup'];

/**
 * Starts the packaged extension, with one stored entry, in a VS Code whose window is loaded again and again. Each load
 * has a fresh extension host, and each must show the status-bar item.
 *
 * - `activation.ratio`: VS Code's own account for both extensions in the same windows, "Load Code" + "Call Activate" +
 *   "Finish Activate". The first is wall time and holds some waiting inside VS Code, for either; whole ms. The ratio
 *   is that of the two medians. The built-in one is activated by hand where nobody asked it for a session.
 * - `activation.syncMs`: our bundle's `require` plus the synchronous part of `activate()`, in other windows, where a
 *   stand-in with our id does both between two looks at the clock, when VS Code would have done it.
 * - `eager.bytes`: the bundles that a watched start loaded before the status-bar item was in the page.
 */
export async function measureActivation(vsix: string): Promise<readonly Figure[]> {
  const standIns = await makeStandIns();
  const windows = await openBenchWindows(vsix);
  try {
    await windows.load(standIns.seeder, standIns.suite, 'nothing');
    return [
      ...(await measureStart(windows, standIns)),
      await measureRatio(() => windows.load(standIns.bystander, standIns.suite, 'status item')),
    ];
  } finally {
    await windows.close();
  }
}

async function measureRatio(load: () => Promise<WindowRun>): Promise<Figure> {
  const ms = { ours: [] as number[], builtIn: [] as number[] };
  // The first one meets cold caches of a package that was just installed.
  await load();
  for (let count = 0; count < reloads; count++) {
    const { performancePage } = await load();
    ms.ours.push(sumOf(readActivation(performancePage, ours)));
    ms.builtIn.push(sumOf(readActivation(performancePage, builtIn)));
  }
  return {
    key: 'activation.ratio',
    value: rounded(median(ms.ours) / median(ms.builtIn), 3),
    from: `ours ${spread(ms.ours, 0)} ms, ${builtIn} ${spread(ms.builtIn, 0)} ms, ${reloads} reloads, one stored entry`,
  };
}

async function measureStart(windows: BenchWindows, standIns: StandIns): Promise<readonly Figure[]> {
  const traced = await windows.load(standIns.traced, standIns.suite, 'status item');
  const trace = traced.start?.trace;
  if (trace === undefined || traced.drawnAt === undefined) throw new Error('the watched start left no trace');
  const blind = trapFamilies.filter((name) => !trace.tried.includes(name));
  if (blind.length > 0) throw new Error(`the watched start would not have noticed ${blind.join(', ')}`);
  const load: number[] = [];
  const activate: number[] = [];
  for (let count = 0; count < timedStarts; count++) {
    const { start } = await windows.load(standIns.timed, standIns.suite, 'status item');
    if (start === undefined) throw new Error('a timed start left no times');
    load.push(start.loadMs);
    activate.push(start.activateMs);
  }
  const sums = load.map((ms, index) => ms + (activate[index] ?? 0));
  return [
    {
      key: 'activation.syncMs',
      value: rounded(median(sums), 2),
      from: `load ${spread(load)} ms, activate ${spread(activate)} ms, ${timedStarts} starts, one stored entry`,
      broken: notAllowed(trace),
    },
    eagerBytes(trace, traced.drawnAt, join(standIns.traced, 'dist')),
  ];
}

/**
 * No network, no `Intl`, no other bundle while VS Code waits. What the status bar needs follows in the next turn of the
 * event loop, so that others are not held up; its bytes are counted in `eager.bytes` all the same.
 */
function notAllowed({ touched, modules }: StartTrace): string | undefined {
  const early = modules.filter(
    ({ name, isOurs, whileStarting }) => isOurs && whileStarting && name !== eagerBundle,
  );
  const found = [...touched, ...early.map(({ name }) => name)];
  return found.length === 0 ? undefined : `the start touched ${found.join(', ')}`;
}

function eagerBytes({ modules }: StartTrace, drawnAt: number, folder: string): Figure {
  const before = modules.filter(({ isOurs, at }) => isOurs && at <= drawnAt).map(({ name }) => name);
  const bundles = [...new Set(before)];
  const sizes = bundles.map((name) => statSync(join(folder, name)).size);
  const later = modules.find(({ isOurs, at }) => isOurs && at > drawnAt);
  const next = later === undefined ? '' : `; ${later.name} came ${later.at - drawnAt} ms later`;
  return {
    key: 'eager.bytes',
    value: sizes.reduce((sum, size) => sum + size, 0),
    from: `loaded before the status bar was drawn: ${bundles.join(', ')}${next}`,
  };
}
