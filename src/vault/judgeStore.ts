import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Reading } from './entryRecord.ts';
import { judgeMarker, mayBeBehind, type Verdict } from './judgeMarker.ts';
import type { Snapshot } from './loadStore.ts';
import { blankMarker, type Marker } from './marker.ts';
import type { VaultSession } from './ports.ts';
import type { UnreadableWhy } from './problems.ts';

export type VaultMode =
  | { readonly kind: 'open' }
  /** Nothing is written until the window is reloaded. Tokens stay readable. */
  | { readonly kind: 'readOnly'; readonly why: 'stale' }
  /** Entries are expected and the store answers none: nothing is stored until `acceptEmptyStore`. */
  | { readonly kind: 'storeEmpty' };

/** Whether this store keeps what it is given. `memoryOnly` is said only when something stored was gone in a later run. */
export type Keeping = 'notYet' | 'proved' | 'memoryOnly';

/** What is left of an entry whose secret the store no longer has. Its name was stored with the secret. */
export interface LostEntry {
  readonly id: string;
  readonly host: HostName | undefined;
  readonly kind: TokenKind;
}

/** The vault as everyone else sees it: no secrets. */
export interface VaultView {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  readonly lost: readonly LostEntry[];
  readonly unreadable: readonly { readonly id: string; readonly why: UnreadableWhy }[];
  readonly mode: VaultMode;
  readonly keeping: Keeping;
  /** Ids of entries whose present secret no later run has read back yet: do not end their old token. */
  readonly notKept: readonly string[];
  /** Ids of entries for which the store answered an older value than was written (F07). */
  readonly older: readonly string[];
}

export interface JudgedStore {
  readonly snapshot: Snapshot;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly view: VaultView;
}

/** What was read, judged. `birth` is the turn at this window's first reading. */
export function judgeStore(snapshot: Snapshot, session: VaultSession, birth: number): JudgedStore {
  const verdicts = new Map<string, Verdict>();
  const entries: Entry[] = [];
  const lost: LostEntry[] = [];
  const unreadable: { id: string; why: UnreadableWhy }[] = [];
  const notKept: string[] = [];
  for (const [id, reading] of snapshot.readings) {
    const marker = snapshot.markers.get(id) ?? blankMarker(id);
    const verdict = judgeMarker(marker, reading, session, birth);
    verdicts.set(id, verdict);
    if (reading.kind === 'unreadable' && verdict === 'unreadable') unreadable.push({ id, why: reading.why });
    if (verdict === 'lost') lost.push({ id, host: marker.host, kind: marker.kind });
    if (reading.kind !== 'record' || isHidden(marker, verdict)) continue;
    entries.push(reading.record.entry);
    if (!isKept(marker, reading, session)) notKept.push(id);
  }
  entries.sort((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
  const view: VaultView = {
    entries,
    lost,
    unreadable,
    mode: judgeMode(snapshot, verdicts),
    keeping: judgeKeeping(snapshot, session, birth),
    notKept,
    older: idsOf(verdicts, 'older'),
  };
  return { snapshot, verdicts, view };
}

function judgeMode(snapshot: Snapshot, verdicts: ReadonlyMap<string, Verdict>): VaultMode {
  const all = [...verdicts.values()];
  if (all.includes('stale')) return { kind: 'readOnly', why: 'stale' };
  const unexpected = idsOf(verdicts, 'lost').filter((id) => !snapshot.markers.get(id)?.acknowledged);
  const answered =
    snapshot.canary.found || [...snapshot.readings.values()].some(({ kind }) => kind !== 'none');
  return unexpected.length > 0 && !answered ? { kind: 'storeEmpty' } : { kind: 'open' };
}

/** A forgotten token that an old copy of the store still has is not shown again. */
export function isHidden(marker: Marker | undefined, verdict: Verdict | undefined): boolean {
  return marker?.state === 'forgotten' && verdict !== 'present';
}

/** Whether reading it now, in this run, proves that it outlived the run that stored it. */
export function isLaterRun(marker: Marker, session: VaultSession): boolean {
  return marker.run !== '' && marker.run !== session.run;
}

/** Whether a later run than the one that stored it has read back the present secret. */
function isKept(marker: Marker, reading: Reading | undefined, session: VaultSession): boolean {
  // A newer record than this marker knows was stored by another profile, perhaps a moment ago, perhaps rotated.
  const ours = reading?.kind === 'record' && reading.record.generation <= marker.next;
  const behind = ours && reading.record.generation < marker.generation;
  return ours && (marker.kept || (!behind && isLaterRun(marker, session)));
}

/**
 * A canary is stored with the first entry. Gone in a later run without ever having been read back: the store lives in
 * memory (F03). Its generation counts the canaries that died this way, so accepting an empty store does not forget it.
 */
function judgeKeeping(snapshot: Snapshot, session: VaultSession, birth: number): Keeping {
  const { marker: canary, found } = snapshot.canary;
  const proved = [...snapshot.markers.values()].some(
    (marker) => marker.state !== 'forgotten' && isKept(marker, snapshot.readings.get(marker.id), session),
  );
  if (proved || (canary && found && (canary.kept || isLaterRun(canary, session)))) return 'proved';
  if (!canary || canary.kept) return 'notYet';
  const gone = !found && canary.run !== session.run && !mayBeBehind(canary, session, birth);
  return gone || canary.generation > 1 ? 'memoryOnly' : 'notYet';
}

export function idsOf(verdicts: ReadonlyMap<string, Verdict>, wanted: Verdict): readonly string[] {
  return [...verdicts].filter(([, verdict]) => verdict === wanted).map(([id]) => id);
}
