import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry, PreviousToken } from '../tokens/entry.ts';
import type { Issued } from '../tokens/issued.ts';
import { type BrokerSecret, writeBrokerSecret } from './brokerSecret.ts';
import { ensureCanary } from './canary.ts';
import {
  type EntryDraft,
  newRecord,
  type RecordChange,
  swapped,
  withFacts,
  withoutPrevious,
  withPreviousFacts,
  withRenewed,
  withSecret,
} from './changeRecord.ts';
import type { EntryRecord } from './entryRecord.ts';
import { type ForgottenEverything, forgetAll } from './forgetAll.ts';
import { forgetRecord, forgetUnreadable } from './forgetRecord.ts';
import { judgeName } from './judgeName.ts';
import { idsOf, type JudgedStore, type VaultView } from './judgeStore.ts';
import type { Turn, VaultPorts, VaultSession } from './ports.ts';
import { doChore, planSettling } from './settle.ts';
import { refuse, required, type SeenToken, StoreReader } from './storeReader.ts';
import { markerFailure, type Writing, writeMarker, writeRecord } from './writeRecord.ts';

/** Everything needed to undo a `forget`. Lives in memory only. */
export interface Forgotten {
  readonly entry: Entry;
  readonly secret: Secret;
  readonly previous: Secret | undefined;
  readonly renewal?: Secret | undefined;
}

const unchanged = (entry: Entry): Entry => entry;

/**
 * Named tokens in SecretStorage. Reading takes no lock and writes nothing; every write takes the turn, reads all again
 * and judges it, because SecretStorage has no compare-and-swap and other windows write too. Every method throws
 * `Failure<VaultProblem>` and nothing else.
 */
export class Vault {
  readonly #ports: VaultPorts;
  readonly #session: VaultSession;
  readonly #reader: StoreReader;
  /** For whom each token was read. Weak: it lives as long as whoever uses the token, and no longer. */
  readonly #issued = new WeakMap<Secret, Issued>();

  /** `reader`: the one this window already read with, if it did. */
  constructor(ports: VaultPorts, session: VaultSession, reader = new StoreReader(ports, session)) {
    this.#ports = ports;
    this.#session = session;
    this.#reader = reader;
  }

  /** Reads and judges everything. */
  read(): Promise<VaultView> {
    return this.#reader.read();
  }

  /** The entry's facts as stored now. */
  async entryOf(id: string): Promise<Entry> {
    return (await this.#reader.recordOf(id)).entry;
  }

  /** The entry's token. Read from the store each time: another window may have rotated it. */
  async secretOf(id: string): Promise<Secret> {
    return (await this.holdingOf(id)).secret;
  }

  /** Which entry a token that `secretOf` answered belongs to; undefined for any other, equal or not. */
  issuedFor(secret: Secret): Issued | undefined {
    return this.#issued.get(secret);
  }

  /** Every token as it was at the last reading. */
  tokensSeen(): readonly SeenToken[] {
    return this.#reader.tokensSeen();
  }

  /** The token as it was at the last reading, without asking the store: for the last four characters in a list. */
  seenSecretOf(id: string): Secret | undefined {
    return this.#reader.seen(id);
  }

  /** The token before the last rotation, while it is kept. */
  async previousSecretOf(id: string): Promise<Secret> {
    return (await this.#reader.recordOf(id)).previous ?? refuse({ kind: 'noPrevious', id });
  }

  /** The entry with its token and, of a sign-in, what the next token is asked for with. One reading. */
  async holdingOf(id: string): Promise<Pick<EntryRecord, 'entry' | 'secret' | 'renewal'>> {
    const { entry, secret, renewal } = await this.#reader.recordOf(id);
    this.#issued.set(secret, { id, secretSince: entry.secretSince });
    return { entry, secret, renewal };
  }

  /** Stores a new entry. The same token under the same name and host is already there: a second try after a crash. */
  add(draft: EntryDraft, secret: Secret, renewal?: Secret): Promise<Entry> {
    this.#ports.learn(secret);
    return this.#write(async (at) => {
      const problem = judgeName(draft.name, at.judged.view.entries);
      const twin = problem?.kind === 'nameTaken' ? required(at.judged, problem.id) : undefined;
      if (twin && twin.entry.host === draft.host && twin.secret.equals(secret)) return twin.entry;
      if (problem) refuse(problem);
      const change = newRecord(this.#ports.newId(), draft, secret, this.#ports.clock.now(), renewal);
      await writeRecord(at, change);
      await ensureCanary(at);
      return change.entry;
    });
  }

  /** New facts about the same token. Id, host, dates of the secret and the kept old token cannot be changed here. */
  update(id: string, change: (entry: Entry) => Entry): Promise<Entry> {
    return this.#change(id, (record) => withFacts(record, change));
  }

  /** Swaps in a new token and keeps the old one aside, in one store. On failure the old one is still the entry's. */
  rotate(id: string, secret: Secret, change: (entry: Entry) => Entry = unchanged): Promise<Entry> {
    this.#ports.learn(secret);
    return this.#change(id, (record) => {
      if (record.secret.equals(secret)) return withFacts(record, change);
      if (record.previous) refuse({ kind: 'previousKept', id, name: record.entry.name });
      return withSecret(record, secret, change, this.#ports.clock.now());
    });
  }

  /** Swaps in the next token of a sign-in together with its next renewal, in one store. */
  renew(
    id: string,
    secret: Secret,
    renewal: Secret | undefined,
    change: (entry: Entry) => Entry,
  ): Promise<Entry> {
    this.#ports.learn(secret);
    if (renewal) this.#ports.learn(renewal);
    return this.#change(id, (record) =>
      withRenewed(record, secret, renewal, change, this.#ports.clock.now()),
    );
  }

  /** New facts about the kept old token: until when it is kept, or that it is to be ended. */
  updatePrevious(id: string, change: (kept: PreviousToken) => PreviousToken): Promise<Entry> {
    return this.#change(id, (record) => {
      const kept = record.entry.previous ?? refuse({ kind: 'noPrevious', id });
      return withPreviousFacts(record, kept, change);
    });
  }

  /** Stops keeping the old token: it is dead, or the person takes care of it. */
  dropPrevious(id: string): Promise<Entry> {
    return this.#change(id, (record) => (record.previous ? withoutPrevious(record) : record));
  }

  /** Back to the old token; the newer one is then the one kept aside. */
  restorePrevious(id: string, change: (entry: Entry) => Entry = unchanged): Promise<Entry> {
    return this.#change(id, (record) => {
      const { previous, entry } = record;
      if (!previous || !entry.previous) return refuse({ kind: 'noPrevious', id });
      return swapped(record, previous, entry.previous, change, this.#ports.clock.now());
    });
  }

  /** Deletes the entry and its tokens, and proves it. */
  forget(id: string): Promise<Forgotten> {
    return this.#write(async (at) => {
      const record = required(at.judged, id);
      await forgetRecord(at, record);
      const { generation: _, ...forgotten } = record;
      return forgotten;
    });
  }

  /** Deletes a value that cannot be read. Only when the person said so: a newer version may read it (F08). */
  forgetUnreadable(id: string): Promise<void> {
    return this.#write(async (at) => {
      if (at.judged.verdicts.get(id) !== 'unreadable') refuse({ kind: 'noSuchEntry', id });
      await forgetUnreadable(at, id);
    });
  }

  /**
   * Deletes every value and every marker, and reads back what is left. `sharedStore`: all windows share one store, so
   * that none can bring back what is deleted. Refused only to a window with an old copy, which would look past the rest.
   */
  forgetEverything(sharedStore: boolean): Promise<ForgottenEverything> {
    return this.#inTurn((at) => {
      const { mode } = at.judged.view;
      return mode.kind === 'readOnly' ? refuse(mode) : forgetAll(at, sharedStore);
    });
  }

  /** Keeps beside the entries what lets the person in at their token broker; undefined deletes it. */
  keepBrokerSecret(given: BrokerSecret | undefined): Promise<void> {
    if (given) this.#ports.learn(given.secret);
    return this.#write((at) => writeBrokerSecret(at, given));
  }

  /** Undoes a `forget`, unless its name was given to another entry meanwhile. */
  restore(forgotten: Forgotten): Promise<Entry> {
    return this.#write(async (at) => {
      const { entries } = at.judged.view;
      // Undone twice: what is there now may be newer than what was forgotten.
      const there = entries.find(({ id }) => id === forgotten.entry.id);
      if (there) return there;
      const problem = judgeName(forgotten.entry.name, entries);
      if (problem) refuse(problem);
      await writeRecord(at, forgotten);
      return forgotten.entry;
    });
  }

  /** Takes a lost entry off the list. A secret that turns up later after all is adopted again. */
  dismissLost(id: string): Promise<void> {
    return this.#write(async (at) => {
      if (at.judged.verdicts.get(id) !== 'lost') refuse({ kind: 'noSuchEntry', id });
      await this.#ports.files.remove(id).catch((error) => {
        throw markerFailure(error);
      });
    });
  }

  /** The person saw that the store is empty and goes on with it. What was lost stays listed. */
  acceptEmptyStore(): Promise<void> {
    return this.#inTurn(async (at) => {
      const { view, verdicts, snapshot } = at.judged;
      if (view.mode.kind !== 'storeEmpty') return;
      for (const id of idsOf(verdicts, 'lost')) {
        const marker = snapshot.markers.get(id);
        if (marker && !marker.acknowledged) await writeMarker(this.#ports, { ...marker, acknowledged: true });
      }
    });
  }

  /**
   * Housekeeping after activation: adopts secrets without a marker, finishes what a crash interrupted, notes what a
   * later run has read back. Changes nothing a person sees, so it does not complain; what fails is due again next time.
   */
  async settle(): Promise<void> {
    const due = (judged: JudgedStore) => planSettling(judged, this.#session, this.#ports.clock.now());
    try {
      if (due(await this.#reader.load()).length === 0) return;
      await this.#inTurn(async (at) => {
        for (const chore of due(at.judged)) await doChore(at, chore);
      });
    } catch {
      // Due again next time.
    }
  }

  #change(id: string, plan: (record: EntryRecord) => RecordChange): Promise<Entry> {
    return this.#write(async (at) => {
      const record = required(at.judged, id);
      const change = plan(record);
      if (change === record) return record.entry;
      if (change.entry.name !== record.entry.name) {
        const problem = judgeName(
          change.entry.name,
          at.judged.view.entries.filter((other) => other.id !== id),
        );
        if (problem) refuse(problem);
      }
      await writeRecord(at, change);
      return change.entry;
    });
  }

  #write<T>(run: (at: Writing) => Promise<T>): Promise<T> {
    return this.#inTurn((at) => {
      const { mode } = at.judged.view;
      if (mode.kind !== 'open') refuse(mode);
      return run(at);
    });
  }

  async #inTurn<T>(run: (at: Writing) => Promise<T>): Promise<T> {
    const turn = await this.#begin();
    try {
      return await run({
        ports: this.#ports,
        session: this.#session,
        turn,
        judged: await this.#reader.load(),
      });
    } finally {
      await turn.end().catch(() => undefined);
    }
  }

  async #begin(): Promise<Turn> {
    try {
      return await this.#ports.files.begin();
    } catch (error) {
      throw Failure.is(error) ? error : markerFailure(error);
    }
  }
}
