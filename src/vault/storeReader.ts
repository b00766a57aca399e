import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { type EntryRecord, keyOf, parseRecord } from './entryRecord.ts';
import { isHidden, type JudgedStore, judgeStore, type VaultView } from './judgeStore.ts';
import { loadStore, read } from './loadStore.ts';
import type { ReaderPorts, VaultSession } from './ports.ts';
import type { VaultProblem } from './problems.ts';

/** How long to wait (ms) before looking again at what store and markers disagree about. */
const doubtPauses = [20, 80, 240];

/**
 * Reads the store and judges it, and remembers what this window must not forget: when it was born. One per window:
 * activation makes it, and the vault, loaded later, is handed the same one.
 */
export class StoreReader {
  readonly #ports: ReaderPorts;
  readonly #session: VaultSession;
  /** The turn at this window's first reading; later writes by others may be missing from our copy of the store. */
  #birth: number | undefined;
  #last: JudgedStore | undefined;
  /** What was still in doubt after waiting. It is not waited for twice, or one lost entry would slow every call. */
  #doubts = '';

  constructor(ports: ReaderPorts, session: VaultSession) {
    this.#ports = ports;
    this.#session = session;
  }

  /** Everything but the secrets. */
  async read(): Promise<VaultView> {
    return (await this.load()).view;
  }

  /** A write by another window shows as a disagreement for a moment, and some stores answer late (F07). */
  async load(): Promise<JudgedStore> {
    let judged = await this.#loadOnce();
    for (const ms of doubtPauses) {
      const doubts = doubtsIn(judged);
      if (doubts === '' || doubts === this.#doubts) break;
      await this.#ports.pause(ms);
      judged = await this.#loadOnce();
    }
    this.#doubts = doubtsIn(judged);
    this.#last = judged;
    return judged;
  }

  /** One record, by one call where nothing is in doubt. Another window may have rotated it, so never from memory. */
  async recordOf(id: string): Promise<EntryRecord> {
    const marker = this.#last?.snapshot.markers.get(id);
    const reading = parseRecord(id, await read(this.#ports.store, keyOf(id)));
    const fresh = reading.kind === 'record' && reading.record.generation >= (marker?.generation ?? 0);
    if (!fresh || marker?.state === 'forgotten') return required(await this.load(), id);
    this.#learn(reading.record);
    return reading.record;
  }

  /** The token as it was at the last reading, for what is drawn of it; what is sent is read anew. */
  seen(id: string): Secret | undefined {
    const reading = this.#last?.snapshot.readings.get(id);
    return reading?.kind === 'record' ? reading.record.secret : undefined;
  }

  /** Every token as it was at the last reading, to tell whether one that was found is ours. */
  tokensSeen(): readonly SeenToken[] {
    return [...(this.#last?.snapshot.readings ?? [])].flatMap(([entryId, reading]) =>
      reading.kind !== 'record'
        ? []
        : [
            { entryId, old: false, secret: reading.record.secret },
            ...(reading.record.previous ? [{ entryId, old: true, secret: reading.record.previous }] : []),
            ...(reading.record.renewal ? [{ entryId, old: false, secret: reading.record.renewal }] : []),
          ],
    );
  }

  async #loadOnce(): Promise<JudgedStore> {
    const snapshot = await loadStore(this.#ports.store, this.#ports.files);
    this.#birth ??= snapshot.turn;
    for (const reading of snapshot.readings.values())
      if (reading.kind === 'record') this.#learn(reading.record);
    return judgeStore(snapshot, this.#session, this.#birth);
  }

  #learn(record: EntryRecord): void {
    this.#ports.learn(record.secret);
    if (record.previous) this.#ports.learn(record.previous);
    if (record.renewal) this.#ports.learn(record.renewal);
  }
}

/** A token of the vault; `old`: the one before the last rotation, which is still kept. */
export interface SeenToken {
  readonly entryId: string;
  readonly old: boolean;
  readonly secret: Secret;
}

/** The record of an entry that must be there, or the one reason why it is not. */
export function required(judged: JudgedStore, id: string): EntryRecord {
  const reading = judged.snapshot.readings.get(id);
  const verdict = judged.verdicts.get(id);
  if (reading?.kind === 'record' && !isHidden(judged.snapshot.markers.get(id), verdict))
    return reading.record;
  if (reading?.kind === 'unreadable' && verdict === 'unreadable')
    return refuse({ kind: 'entryUnreadable', id, why: reading.why });
  if (verdict === 'lost') return refuse({ kind: 'entryLost', id });
  if (verdict === 'stale') return refuse({ kind: 'readOnly', why: 'stale' });
  return refuse({ kind: 'noSuchEntry', id });
}

export function refuse(problem: VaultProblem): never {
  throw new Failure<VaultProblem>(problem);
}

function doubtsIn(judged: JudgedStore): string {
  const doubtful = ['stale', 'older', 'lost', 'leftover'];
  return [...judged.verdicts]
    .filter(([, verdict]) => doubtful.includes(verdict))
    .map(([id, verdict]) => `${id} ${verdict}`)
    .sort()
    .join();
}
