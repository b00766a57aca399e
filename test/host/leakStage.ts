import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Leak, withIds } from '../../src/leaks/leak.ts';
import type { LeakAct } from '../../src/leaks/leakAct.ts';
import { lookIn } from '../../src/leaks/lookIn.ts';
import { LeakKeeper } from '../../src/vscode/leaks/leakKeeper.ts';
import { ReadOnlyDocuments } from '../../src/vscode/readOnlyDocuments.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { settle } from './settling.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

export const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;

/** A request that left, without its values. */
export interface Sent {
  readonly request: string;
  readonly headers: unknown;
  readonly body: unknown;
}

export interface Done {
  readonly shown: readonly Asked[];
  readonly sent: readonly string[];
  /** Documents of ours that were opened, before they were redacted. */
  readonly documents: readonly string[];
}

/** A window of ours in which tokens were found, and a person at the buttons of what was found. */
export class LeakStage {
  readonly ours: WindowOfOurs;
  readonly keeper: LeakKeeper;
  readonly requests: Sent[] = [];
  readonly #documents: string[] = [];
  readonly #undo: () => void;
  /** Outside of the workspace, where nobody but a look of ours reads: what was found stays known until then. */
  readonly #folder = mkdtempSync(join(tmpdir(), 'tw-found-'));
  /** What the network does instead. */
  failing: ((url: string) => Promise<Response> | undefined) | undefined;

  private constructor(ours: WindowOfOurs, keeper: LeakKeeper) {
    this.ours = ours;
    this.keeper = keeper;
    const { fetch } = globalThis;
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      this.requests.push({ request: `${init.method} ${url}`, headers: init.headers, body: init.body });
      return (await this.failing?.(String(url))) ?? fetch(url, init);
    }) as typeof globalThis.fetch;
    const documents = ReadOnlyDocuments.prototype as { show: ReadOnlyDocuments['show'] };
    const { show } = documents;
    documents.show = async (name, text) => {
      this.#documents.push(`${name}\n${text}`);
      return { close: async () => undefined };
    };
    this.#undo = () => {
      globalThis.fetch = fetch;
      documents.show = show;
    };
  }

  static async open(): Promise<LeakStage> {
    const prototype = LeakKeeper.prototype as { changed: () => void };
    const { changed } = prototype;
    let keeper: LeakKeeper | undefined;
    prototype.changed = function (this: LeakKeeper) {
      keeper = this;
      changed.call(this);
    };
    const ours = await windowOfOurs();
    // Anything that loads the lazy part and looks at the vault.
    await withPerson(
      () => undefined,
      () => ours.run('tokenWarden.listTokens'),
    );
    prototype.changed = changed;
    if (keeper === undefined) throw new Error('nothing keeps what is found');
    return new LeakStage(ours, keeper);
  }

  /** Writes a file that holds this, and finds what is in it, as a scan does. */
  plant(name: string, text: string): Leak {
    const path = this.pathOf(name);
    writeFileSync(path, text);
    const uri = vscode.Uri.file(path).toString();
    const leaks = withIds({ kind: 'file', uri }, lookIn(text, this.keeper.print));
    this.keeper.book.setFile(uri, leaks);
    this.keeper.changed();
    const [first] = leaks;
    if (first === undefined) throw new Error(`nothing was found in ${name}`);
    return first;
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  /** Presses the button of a found token; `meanwhile`: what happens before, once the button is there. */
  async press(
    act: LeakAct,
    { id }: Pick<Leak, 'id'>,
    answer: Answer,
    meanwhile: () => void = () => undefined,
  ): Promise<Done> {
    const [requests, documents] = [this.requests.length, this.#documents.length];
    const judged = this.keeper.leakOf(id);
    if (judged === undefined) throw new Error(`${id} is not in the list`);
    const call = this.keeper.callFor(act, judged);
    meanwhile();
    const shown = await withPerson(answer, async () => {
      await this.ours.run('tokenWarden.view.leak', call);
      // What is said at the end waits for nobody, and neither does its button.
      await settle();
    });
    return {
      shown,
      sent: this.requests.slice(requests).map(({ request }) => request),
      documents: this.#documents.slice(documents),
    };
  }

  /** Everything that was shown or written by this window, as text. */
  leftBehind(shown: readonly Asked[]): string {
    return JSON.stringify([shown, this.#documents, this.ours.kept().memory]);
  }

  async close(): Promise<void> {
    this.#undo();
    rmSync(this.#folder, { recursive: true, force: true });
    await this.ours.close();
  }
}
