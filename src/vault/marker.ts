import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { hostShape, idShape, kindShape } from './entryShape.ts';
import { count, flag, object, oneOf, optional, step, text } from './shape.ts';

/**
 * "An entry was here": one small file per entry, nothing secret. SecretStorage loses data silently (F02), so without
 * a marker a lost credential would look like one that never was.
 */
export interface Marker {
  readonly id: string;
  readonly host: HostName | undefined;
  readonly kind: TokenKind;
  /**
   * `writing` is written before the store is: a window that dies in between leaves a trace, and every other window
   * knows that its own copy may be behind. `forgotten` stays for a while, so that a window with an old copy of the
   * store cannot bring the token back.
   */
  readonly state: 'present' | 'writing' | 'forgotten';
  /** Generation of the record known to be in the store; 0 when there was none yet. */
  readonly generation: number;
  /** While `writing`: the generation being written. Otherwise equal to `generation`. */
  readonly next: number;
  /** Keyed hash of the secret of `generation`; empty when unknown. */
  readonly fingerprint: string;
  /** Window session, turn and time (ms) of the last write of the record. */
  readonly by: string;
  readonly turn: number;
  readonly at: number;
  /** The run that stored the present secret, and whether a later run has read it back. */
  readonly run: string;
  readonly kept: boolean;
  /** The person was told that this one is lost and chose to go on. */
  readonly acknowledged: boolean;
}

const version = 1;

/** The canary's own marker: the same file format, no entry behind it. */
export const canaryId = 'canary';

const shape = object<Marker & { readonly v: typeof version }>({
  v: (value) => {
    if (value !== version) throw new Error('marker version');
    return version;
  },
  id: idShape,
  host: optional(hostShape),
  kind: kindShape,
  state: oneOf({ present: true, writing: true, forgotten: true }),
  generation: step,
  next: step,
  fingerprint: text(100),
  by: text(200),
  turn: step,
  at: count,
  run: text(200),
  kept: flag,
  acknowledged: flag,
});

export function serialiseMarker(marker: Marker): string {
  return JSON.stringify({ v: version, ...marker });
}

/** A damaged file still says that an entry of this id was here, and nothing more. */
export function parseMarker(id: string, given: string): Marker {
  try {
    const { v: _, ...marker } = shape(JSON.parse(given));
    return marker.id === id ? marker : blankMarker(id);
  } catch {
    return blankMarker(id);
  }
}

/** What is known of an entry without a (readable) marker. */
export function blankMarker(id: string): Marker {
  return {
    id,
    host: undefined,
    kind: 'unknown',
    state: 'present',
    generation: 0,
    next: 0,
    fingerprint: '',
    by: '',
    turn: 0,
    at: 0,
    run: '',
    kept: false,
    acknowledged: false,
  };
}

export function isMarkerId(id: string): boolean {
  try {
    return idShape(id) === id;
  } catch {
    return false;
  }
}
