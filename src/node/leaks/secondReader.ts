import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { BytePath } from './bytePath.ts';
import { type FileLook, FileReader } from './fileReader.ts';
import { bareEnvironment } from './findRipgrep.ts';
import { printer } from './printer.ts';
import type { ScanWorkerData } from './scanWords.ts';

/** What a thread that only reads is started with. */
export interface ReaderData extends ScanWorkerData {
  /** Asked with paths; answers with a `ReadAnswer` for each list of them. */
  readonly port: MessagePort;
}

interface ReadAnswer {
  /** In the order of the paths. */
  readonly looks: readonly FileLook[];
  /** Read for it. */
  readonly bytes: number;
}

/** Files that are handed over at once, and how many such lists may wait: enough for it never to be idle. */
const atOnce = 32;
const mostWaiting = 2;
/** In MB. It holds a piece of one file at a time. */
const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2 };

/**
 * A second thread that reads files for the first, which goes on meanwhile: it is asked and its answers are taken without
 * waiting. When it dies, what it had not answered comes back unread.
 */
export class SecondReader {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #onLook: (path: BytePath, look: FileLook) => void;
  readonly #onBytes: (bytes: number) => void;
  #next: BytePath[] = [];
  readonly #waiting: BytePath[][] = [];
  #dead = false;

  constructor(
    data: ScanWorkerData,
    onLook: (path: BytePath, look: FileLook) => void,
    onBytes: (bytes: number) => void,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#onLook = onLook;
    this.#onBytes = onBytes;
    const workerData: ReaderData = { ...data, port: port2 };
    this.#worker = new Worker(data.workerFile, {
      workerData,
      transferList: [port2],
      env: bareEnvironment,
      execArgv: [],
      argv: [],
      resourceLimits,
    });
    const die = () => {
      this.#dead = true;
    };
    this.#worker.on('error', die).on('exit', die);
  }

  /** Whether it will read it. */
  takes(path: BytePath): boolean {
    this.#collect();
    if (this.#waiting.length >= mostWaiting || this.#dead) return false;
    this.#next.push(path);
    if (this.#next.length === atOnce) this.#hand();
    return true;
  }

  /** Waits until it has answered all; gives what it has not read. */
  async end(stopped: () => boolean): Promise<readonly BytePath[]> {
    while (this.#waiting.length > 0 && !this.#dead && !stopped()) {
      await sleep(1);
      this.#collect();
    }
    void this.#worker.terminate();
    this.#port.close();
    return [...this.#waiting.flat(), ...this.#next];
  }

  #hand(): void {
    this.#waiting.push(this.#next);
    this.#port.postMessage(this.#next);
    this.#next = [];
  }

  #collect(): void {
    for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port)) {
      const { looks, bytes } = got.message as ReadAnswer;
      const paths = this.#waiting.shift() ?? [];
      this.#onBytes(bytes);
      for (const [nth, look] of looks.entries()) this.#onLook(paths[nth] ?? '', look);
    }
  }
}

/** What that thread does. */
export function readForAnother({ port, salt, stop }: ReaderData): void {
  let bytes = 0;
  const stopped = () => Atomics.load(stop, 0) !== 0;
  const onBytes = (more: number) => {
    bytes += more;
  };
  const reader = new FileReader(
    printer(() => salt),
    stopped,
    onBytes,
  );
  port.on('message', (paths: readonly BytePath[]) => {
    bytes = 0;
    const looks = paths.map((path) => (stopped() ? ({ kind: 'none' } as const) : reader.read(path)));
    port.postMessage({ looks, bytes } satisfies ReadAnswer);
  });
}
