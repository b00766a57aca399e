import type { Clock } from '../shared/clock.ts';
import type { AskedToken, BegunRotation, Entry } from '../tokens/entry.ts';

export interface BeginPorts {
  readonly vault: {
    /** New facts about the same token. */
    note(id: string, change: (entry: Entry) => Entry): Promise<Entry>;
  };
  readonly clock: Clock;
  /** This window until it is reloaded. */
  readonly session: string;
  /** Told when the store did not take a note on the way: the rotation goes on. Injected because it writes a log. */
  readonly onTrouble: (error: unknown) => void;
}

/** What of a rotation is noted while it goes on. */
export interface NotedRotation {
  /** GitHub's page was opened: from now on a new token may exist. Never throws. */
  pageOpened(): Promise<void>;
}

/**
 * Runs a rotation of an entry with a note of it in the store, from before anything is made at GitHub until it has ended,
 * however it ended. Only a crash, a reload or an error leaves the note, and then the person is offered to go on.
 * Throws what the store throws when it takes no note: it would not take the new token either, so none is made.
 */
export async function withNote<T>(
  entryId: string,
  asked: AskedToken,
  ports: BeginPorts,
  rotate: (noted: NotedRotation) => Promise<T>,
): Promise<T> {
  const begun = await beginRotation(entryId, asked, ports);
  const result = await rotate({
    pageOpened: () => notePageOpened(entryId, begun, ports).catch(ports.onTrouble),
  });
  // A note that stays costs one question at the next rotation, and nothing else.
  await endRotation(entryId, begun, ports).catch(ports.onTrouble);
  return result;
}

async function beginRotation(
  entryId: string,
  asked: AskedToken,
  { vault, clock, session }: BeginPorts,
): Promise<BegunRotation> {
  const begun: BegunRotation = { at: clock.now(), session, pageOpened: false, asked };
  await vault.note(entryId, (entry) => ({ ...entry, rotation: begun }));
  return begun;
}

async function notePageOpened(
  entryId: string,
  begun: BegunRotation,
  { vault }: Pick<BeginPorts, 'vault'>,
): Promise<void> {
  await vault.note(entryId, (entry) =>
    isSame(entry.rotation, begun) ? { ...entry, rotation: { ...begun, pageOpened: true } } : entry,
  );
}

/**
 * The person is done with it, however it ended. Another one that was begun since stays noted. Throws what the store
 * throws; then the next rotation of the entry offers to go on.
 */
export async function endRotation(
  entryId: string,
  begun: BegunRotation,
  { vault }: Pick<BeginPorts, 'vault'>,
): Promise<void> {
  await vault.note(entryId, (entry) => (isSame(entry.rotation, begun) ? withoutBegun(entry) : entry));
}

/** The entry with nothing begun. */
export function withoutBegun({ rotation: _, ...entry }: Entry): Entry {
  return entry;
}

/**
 * What a crash, a kill or a reload broke off, if anything: what this window began itself it still has in hand, or the
 * person left it.
 */
export function interrupted(entry: Entry, session: string): BegunRotation | undefined {
  return entry.rotation?.session === session ? undefined : entry.rotation;
}

function isSame(one: BegunRotation | undefined, other: BegunRotation): boolean {
  return one?.at === other.at && one.session === other.session;
}
