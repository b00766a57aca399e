import { readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeScanner } from '../scripts/scanning/engine.ts';

/** What a scan costs whoever asked for it. A process of its own, so that nothing else is measured with it. */
export interface ScanCosts {
  /** Resident megabytes above what the process had before its first scan, programs it started included; one for each scan. */
  readonly rssMb: readonly number[];
  /** ms: 99 of 100 turns of the event loop were late by less; one for each scan. */
  readonly loopLagMs: readonly number[];
  /** ms from asking to stop until the scan had ended; one for each try. */
  readonly cancelMs: readonly number[];
}

const [folder = '', appRoot = '', workerFile = '', rounds = '3'] = process.argv.slice(2);
const never = new AbortController().signal;

async function scan(signal: AbortSignal): Promise<void> {
  const scanner = makeScanner(appRoot === '' ? undefined : appRoot, workerFile);
  const order = { folders: [folder], withoutIgnored: false, excluded: [] };
  await scanner.scan(order, { signal, onProgress: () => undefined });
  scanner.dispose();
}

/** Ours, and on Linux what we started: elsewhere a child's memory is not told. */
function residentMb(): number {
  return (process.memoryUsage.rss() + childrenKb() * 1024) / 1e6;
}

function childrenKb(): number {
  try {
    const threads = readdirSync('/proc/self/task');
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    const kb = (pid: string) => /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return children.reduce((sum, pid) => sum + Number(kb(pid) ?? 0), 0);
  } catch {
    // It ended in between, or this is no Linux.
    return 0;
  }
}

await sleep(300);
const idle = residentMb();
const costs = { rssMb: [] as number[], loopLagMs: [] as number[], cancelMs: [] as number[] };
for (let round = 0; round < Number(rounds); round++) {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  let most = 0;
  const sampler = setInterval(() => {
    most = Math.max(most, residentMb());
  }, 20);
  lag.enable();
  await scan(never);
  lag.disable();
  clearInterval(sampler);
  costs.rssMb.push(most - idle);
  costs.loopLagMs.push(lag.percentile(99) / 1e6);
}
for (const after of [20, 100, 200, 300, 400]) {
  const asked = new AbortController();
  const ending = scan(asked.signal);
  await sleep(after);
  const from = performance.now();
  asked.abort();
  await ending;
  costs.cancelMs.push(performance.now() - from);
}
console.log(JSON.stringify(costs satisfies ScanCosts));
