import type { JournalRecord } from './journalRecord.ts';
import type { Redacting } from './journalText.ts';
import { type JournalReading, readJournal } from './readJournal.ts';
import { serialiseRecord } from './writeRecord.ts';

/** Where the lines are kept. Injected because it is the disk, which other windows write to as well. */
export interface JournalStore {
  /** One line with its end, whole or not at all as far as the system can promise it. */
  append(line: string): Promise<void>;
  /** Everything that is kept, oldest file first. */
  read(): Promise<string>;
  clear(): Promise<void>;
}

export interface JournalPorts {
  readonly store: JournalStore;
  readonly redactor: Redacting;
  /** Told when a record could not be kept. Injected because it speaks to a person. */
  readonly onTrouble: (error: unknown) => void;
}

/** What a caller knows; whether a program called is known by whoever started the command. */
export type JournalFacts = Omit<JournalRecord, 'v' | 'byProgram'>;

/** The append-only record of what was done. */
export class Journal {
  readonly #ports: JournalPorts;
  readonly #byProgram: boolean;

  constructor(ports: JournalPorts, byProgram = false) {
    this.#ports = ports;
    this.#byProgram = byProgram;
  }

  /** The same journal for a call by another program: its records say so. */
  calledByProgram(): Journal {
    return new Journal(this.#ports, true);
  }

  /** Never throws: what was done is done, whether it can be recorded or not. */
  async record(facts: JournalFacts): Promise<void> {
    const { store, redactor, onTrouble } = this.#ports;
    try {
      const record: JournalRecord = { ...facts, v: 1, byProgram: this.#byProgram };
      await store.append(serialiseRecord(record, redactor));
    } catch (error) {
      onTrouble(error);
    }
  }

  /** Throws what the disk throws. */
  async read(): Promise<JournalReading> {
    return readJournal(await this.#ports.store.read());
  }

  /** Removes every record. Throws what the disk throws. */
  clear(): Promise<void> {
    return this.#ports.store.clear();
  }
}
