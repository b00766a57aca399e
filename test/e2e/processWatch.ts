import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sought } from './traces.ts';

/** Who had a token where. */
export interface ProcessHit {
  readonly label: string;
  readonly where: 'argv' | 'environ';
  readonly command: string;
  /** The process, or one that started it, is the isolated git. */
  readonly isolated: boolean;
}

export interface Watched {
  readonly rounds: number;
  readonly hits: readonly ProcessHit[];
}

interface Orders {
  /** In the command line of the isolated git and nowhere else. */
  readonly mark: string;
  readonly sought: readonly Sought[];
}

/** Looks at every process of the machine until `stop`. A program of its own, so that it looks while we are busy. */
export class ProcessWatch {
  readonly #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#said += chunk;
    });
  }

  static async start(orders: Orders): Promise<ProcessWatch> {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const watch = new ProcessWatch(child);
    child.stdin?.write(`${JSON.stringify(orders)}\n`);
    if (child.stdout) await once(child.stdout, 'data');
    return watch;
  }

  async stop(): Promise<Watched> {
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
    return JSON.parse(this.#said.replace('ready\n', '')) as Watched;
  }
}

/** What the programs behind a web server have in their environment, and nothing else has. */
const serverSide = 'REQUEST_METHOD=';
const eachMs = 2;
/** A process changes what it is while it is young; later it is looked at now and then only. */
const youngRounds = 100;
const oldEvery = 200;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

function isIsolated(id: string, command: string, mark: string): boolean {
  if (command.includes(mark)) return true;
  const parent = /^PPid:\s+([0-9]+)$/m.exec(read(`/proc/${id}/status`))?.[1] ?? '0';
  return Number(parent) > 1 && isIsolated(parent, read(`/proc/${parent}/cmdline`), mark);
}

function watchUntilEnd({ mark, sought }: Orders): void {
  const ages = new Map<string, number>();
  const hits = new Map<string, ProcessHit>();
  let rounds = 0;
  const look = (id: string): void => {
    const command = read(`/proc/${id}/cmdline`);
    for (const [where, text] of [
      ['argv', command],
      ['environ', read(`/proc/${id}/environ`)],
    ] as const) {
      // GitHub's side, played on this machine: it was sent the token.
      if (text.includes(serverSide)) continue;
      for (const { label, needles } of sought) {
        if (!needles.some((needle) => text.includes(needle))) continue;
        const isolated = isIsolated(id, command, mark);
        const key = `${label} ${where} ${id}`;
        if (isolated || !hits.has(key)) {
          hits.set(key, { label, where, command: command.split('\0').slice(0, 3).join(' '), isolated });
        }
      }
    }
  };
  const round = (): void => {
    rounds++;
    for (const id of readdirSync('/proc')) {
      if (!/^[0-9]+$/.test(id) || id === String(process.pid)) continue;
      const age = (ages.get(id) ?? 0) + 1;
      ages.set(id, age);
      if (age <= youngRounds || age % oldEvery === 0) look(id);
    }
  };
  let timer = setTimeout(function again() {
    round();
    timer = setTimeout(again, eachMs);
  }, 0);
  // Whoever started us is gone: then nobody wants to know.
  process.stdout.on('error', () => process.exit(0));
  process.stdin.on('end', () => {
    clearTimeout(timer);
    process.stdout.write(`${JSON.stringify({ rounds, hits: [...hits.values()] })}\n`);
  });
  process.stdout.write('ready\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let given = '';
  let started = false;
  process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
    given += chunk;
    if (started || !given.includes('\n')) return;
    started = true;
    watchUntilEnd(JSON.parse(given) as Orders);
  });
}
