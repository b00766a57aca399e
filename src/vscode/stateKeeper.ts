import * as vscode from 'vscode';
import { isNarrower, judgeBreadth } from '../policy/judgeBreadth.ts';
import { judgeEntry } from '../policy/judgeEntry.ts';
import { type Job, judgeFit } from '../policy/judgeFit.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { Clock } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { githubCom } from '../tokens/host.ts';
import { type Selection, selectEntry } from '../tokens/selectEntry.ts';
import { type StatusModel, summariseStatus } from '../tokens/statusModel.ts';
import type { VaultView } from '../vault/judgeStore.ts';
import type { StoreReader } from '../vault/storeReader.ts';
import type { Memory } from './memory.ts';
import { readSetting } from './settings.ts';
import type { StatusBar } from './statusBar.ts';
import type { Place, Whereabouts } from './whereabouts.ts';

/** Everything known at one moment: what the vault holds, where we are, which entry serves here, what is wrong. */
export interface State {
  readonly view: VaultView;
  readonly place: Place | undefined;
  readonly selection: Selection;
  /** The entry that would be used here, also when it is dead: that is what the person must see. */
  readonly chosen: Entry | undefined;
  readonly findings: readonly PolicyFinding[];
  readonly status: StatusModel;
  /** ms since the epoch. */
  readonly now: number;
}

type Hover = (state: State) => vscode.MarkdownString;

/** Keeps the one picture of the present and draws the status bar from it. Decides nothing itself. */
export class StateKeeper {
  readonly #reader: Pick<StoreReader, 'read'>;
  readonly #memory: Memory;
  readonly #whereabouts: Whereabouts;
  readonly #clock: Clock;
  readonly #bar: StatusBar;
  readonly #changed = new vscode.EventEmitter<State>();
  #hover: Hover | undefined;
  #override: string | undefined;
  #running: Promise<State> | undefined;
  #again = false;

  /** Told each time a new picture was taken. */
  readonly onDidChange = this.#changed.event;

  constructor(
    reader: Pick<StoreReader, 'read'>,
    memory: Memory,
    whereabouts: Whereabouts,
    clock: Clock,
    bar: StatusBar,
  ) {
    this.#reader = reader;
    this.#memory = memory;
    this.#whereabouts = whereabouts;
    this.#clock = clock;
    this.#bar = bar;
  }

  /** The table in the hover comes with the lazily loaded part; until then the label in words stands there. */
  setHover(hover: Hover): void {
    this.#hover = hover;
  }

  /** The entry for the next push or pull request only. */
  get override(): string | undefined {
    return this.#override;
  }

  set override(entryId: string | undefined) {
    this.#override = entryId;
  }

  /** Takes a new picture and draws it. Calls that come while one is being taken share the next one. */
  async refresh(): Promise<State> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#takeUntilSettled();
    try {
      return await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  async #takeUntilSettled(): Promise<State> {
    let state: State;
    do {
      this.#again = false;
      state = await this.#take();
    } while (this.#again);
    this.#draw(state);
    this.#changed.fire(state);
    return state;
  }

  async #take(): Promise<State> {
    const [view, place] = await Promise.all([this.#reader.read(), this.#whereabouts.current()]);
    const now = this.#clock.now();
    const selection = this.select(view.entries, place, 'push');
    const chosen = selection.kind === 'chosen' || selection.kind === 'blocked' ? selection.entry : undefined;
    const findings = view.entries.flatMap((entry) =>
      judgeEntry(entry, { now, usedHere: entry.id === chosen?.id }),
    );
    const status = summariseStatus({
      chosen,
      others: view.entries.filter((entry) => entry.id !== chosen?.id),
      findings,
      now,
      mode: 'vault',
      breadthOf: judgeBreadth,
    });
    return { view, place, selection, chosen, findings, status, now };
  }

  /** Which entry serves a job at a place, with every reason. */
  select(entries: readonly Entry[], place: Pick<Place, 'address'> | undefined, job: Job): Selection {
    const address = place?.address;
    return selectEntry({
      entries,
      host: address?.host.name ?? githubCom.name,
      owner: address?.owner,
      repository: address?.repo,
      bindings: this.#memory.bindings,
      override: this.#override,
      now: this.#clock.now(),
      fits: (entry) => judgeFit(entry, job),
      isNarrower,
    });
  }

  #draw(state: State): void {
    const visible = readSetting('tokenWarden.statusBar');
    this.#bar.show(visible ? state.status : { kind: 'hidden' }, this.#hover?.(state));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#bar.dispose();
  }
}
