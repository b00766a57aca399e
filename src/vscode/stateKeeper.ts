import * as vscode from 'vscode';
import { isNarrower, judgeBreadth } from '../policy/judgeBreadth.ts';
import { type Job, judgeFit } from '../policy/judgeFit.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Clock } from '../shared/clock.ts';
import { InTurn } from '../shared/inTurn.ts';
import { Remembered } from '../shared/remembered.ts';
import type { Breadth } from '../tokens/breadth.ts';
import type { Entry } from '../tokens/entry.ts';
import { githubCom } from '../tokens/host.ts';
import { isBorrowedId } from '../tokens/origin.ts';
import { type Override, overrideAt, placeOf } from '../tokens/override.ts';
import { type Selection, selectEntry } from '../tokens/selectEntry.ts';
import { type StatusModel, summariseStatus } from '../tokens/statusModel.ts';
import type { VaultView } from '../vault/judgeStore.ts';
import type { StoreReader } from '../vault/storeReader.ts';
import type { WatchedListing } from '../watched/watchedToken.ts';
import { readSetting } from './settings.ts';
import type { StandingChoices } from './standingChoices.ts';
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
  /** By the person's rules, as the findings are. */
  readonly breadthOf: BreadthOf;
  /** Tokens that live elsewhere; nothing before the lazily loaded part is there, which alone judges and shows them. */
  readonly watched: WatchedListing;
  readonly status: StatusModel;
  /** ms since the epoch. */
  readonly now: number;
}

type BreadthOf = (entry: Entry) => Breadth;

type Hover = (state: State) => vscode.MarkdownString | undefined;

/** Every finding about these entries; `usedHere` is the id of the one that serves here. `now` in ms since the epoch. */
type Judge = (
  entries: readonly Entry[],
  facts: { readonly now: number; readonly usedHere: string | undefined },
) => readonly PolicyFinding[];

const nothing: WatchedListing = { tokens: [], unreadable: [] };

/** Keeps the one picture of the present and draws the status bar from it. Decides nothing itself. */
export class StateKeeper {
  readonly #view: Remembered<VaultView>;
  readonly #memory: StandingChoices;
  readonly #whereabouts: Whereabouts;
  readonly #clock: Clock;
  readonly #bar: Pick<StatusBar, 'show' | 'dispose'>;
  readonly #changed = new vscode.EventEmitter<State>();
  #hover: Hover | undefined;
  #judge: Judge = () => [];
  #breadth: () => BreadthOf = () => judgeBreadth;
  #watched: Remembered<WatchedListing> | undefined;
  #borrowed: () => readonly Entry[] = () => [];
  #override: Override | undefined;
  readonly #pictures = new InTurn((maxAgeMs) => this.#take(maxAgeMs));

  /** Told each time a new picture was taken. */
  readonly onDidChange = this.#changed.event;

  constructor(
    reader: Pick<StoreReader, 'read'>,
    memory: StandingChoices,
    whereabouts: Whereabouts,
    clock: Clock,
    bar: Pick<StatusBar, 'show' | 'dispose'>,
  ) {
    this.#view = new Remembered(() => reader.read(), clock);
    this.#memory = memory;
    this.#whereabouts = whereabouts;
    this.#clock = clock;
    this.#bar = bar;
  }

  /** The table in the hover comes with the lazily loaded part; until then the label in words stands there. */
  setHover(hover: Hover): void {
    this.#hover = hover;
  }

  /**
   * The person's rules come with the lazily loaded part as well; until then nothing is held against a token. `breadth` is
   * asked once for each picture.
   */
  setJudge(judge: Judge, breadth: () => BreadthOf): void {
    this.#judge = judge;
    this.#breadth = breadth;
  }

  /** Where tokens that live elsewhere are read from, as seldom as the vault. What cannot be read is none. */
  setWatched(read: () => Promise<WatchedListing>): void {
    this.#watched = new Remembered(read, this.#clock);
  }

  /** Tokens that are not in the vault, as they were offered in this window: shown where the person chose one. */
  setBorrowed(seen: () => readonly Entry[]): void {
    this.#borrowed = seen;
  }

  /** Chooses the entry for the next push or pull request in one repository only. */
  overrideOnce(address: RepositoryAddress, entryId: string): void {
    this.#override = { place: placeIn(address), entryId };
  }

  /** The action was done: from here on the usual entry serves there again. */
  forgetOverride(address: RepositoryAddress): void {
    if (this.#override?.place === placeIn(address)) this.#override = undefined;
  }

  /**
   * Takes a new picture and draws it. What the vault holds is read again if it was read longer than `maxAgeMs` ago: a
   * reading fetches every token, in a remote window across the network, so a mere change of place does without.
   */
  refresh(maxAgeMs = 0): Promise<State> {
    return this.#pictures.run(maxAgeMs);
  }

  async #take(maxAgeMs: number): Promise<State> {
    const state = await this.#look(maxAgeMs);
    this.#draw(state);
    this.#changed.fire(state);
    return state;
  }

  async #look(maxAgeMs: number): Promise<State> {
    const [view, place, watched = nothing] = await Promise.all([
      this.#view.get(maxAgeMs),
      this.#whereabouts.current(),
      this.#watched?.get(maxAgeMs),
    ]);
    const now = this.#clock.now();
    const address = place?.address;
    const more = address !== undefined && this.isBorrowedAt(address) ? this.#borrowed() : [];
    const selection = this.select([...view.entries, ...more], place, 'push');
    const chosen = selection.kind === 'chosen' || selection.kind === 'blocked' ? selection.entry : undefined;
    const breadthOf = this.#breadth();
    const findings = this.#judge(view.entries, { now, usedHere: chosen?.id });
    const status = summariseStatus({
      chosen,
      others: view.entries.filter((entry) => entry.id !== chosen?.id),
      findings,
      lost: view.lost.length,
      unreadable: view.unreadable.length,
      now,
      breadthOf,
    });
    return { view, place, selection, chosen, findings, breadthOf, watched, status, now };
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
      override: overrideAt(this.#override, address && placeIn(address)),
      now: this.#clock.now(),
      fits: (entry) => judgeFit(entry, job),
      isNarrower,
    });
  }

  /** Whether the person chose a token for this place that is not in the vault: its source must be asked then. */
  isBorrowedAt(address: RepositoryAddress): boolean {
    const place = placeIn(address);
    const [host = '', owner = ''] = place.split('/');
    const { bindings } = this.#memory;
    const bound = bindings[place] ?? bindings[`${host}/${owner}`] ?? bindings[host];
    const id = overrideAt(this.#override, place) ?? bound;
    return id !== undefined && isBorrowedId(id);
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

function placeIn({ host, owner, repo }: RepositoryAddress): string {
  return placeOf(host.name, owner, repo);
}
