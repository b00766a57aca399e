import { type FetchSpecs, isTrackingName, trackingPlace } from './fetchSpecs.ts';

export interface RefValue {
  readonly ref: string;
  readonly sha: string;
}

/** A ref of the person's repository. */
export interface LocalRef extends RefValue {
  /** It points to another ref: writing through it would move that one. */
  readonly symbolic: boolean;
}

/** One remote-tracking ref to write. */
export interface RefMove {
  readonly ref: string;
  /** Where it must still be when it is written; undefined when it must not exist. */
  readonly from: string | undefined;
  readonly to: string;
  /** Its line of `remote.<name>.fetch` begins with `+`. */
  readonly mayRewind: boolean;
}

export interface MovePlan {
  readonly moves: readonly RefMove[];
  /** Names that are unsafe, that are links here, or that clash with a name here. */
  readonly skipped: number;
}

/**
 * Which remote-tracking refs a fetch moves, from how they stand in the person's repository and in the isolated one.
 * Nothing outside `refs/remotes/<remote>/` can come out of it, whatever the server sends.
 */
export function planMoves(
  remote: string,
  specs: FetchSpecs,
  before: readonly LocalRef[],
  after: readonly RefValue[],
): MovePlan {
  const place = trackingPlace(remote);
  const here = new Map(before.map((ref) => [ref.ref, ref]));
  const folders = new Set(before.flatMap(({ ref }) => foldersOf(ref)));
  const moves: RefMove[] = [];
  let skipped = 0;
  for (const { ref, sha } of after) {
    const known = here.get(ref);
    if (known?.sha === sha && !known.symbolic) continue;
    const clashes = folders.has(ref) || foldersOf(ref).some((folder) => here.has(folder));
    if (!isTrackingName(ref, place) || known?.symbolic === true || clashes) skipped++;
    else moves.push({ ref, from: known?.sha, to: sha, mayRewind: mayRewind(ref, specs) });
  }
  return { moves, skipped };
}

/** `a/b/c` -> `a`, `a/b`: git keeps no ref where another needs a folder. */
function foldersOf(ref: string): readonly string[] {
  const parts = ref.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function mayRewind(ref: string, { specs }: FetchSpecs): boolean {
  const spec = specs.find(({ to }) => {
    const [before = '', after] = to.split('*');
    return after === undefined ? ref === to : ref.startsWith(before) && ref.endsWith(after);
  });
  return spec?.force === true;
}
