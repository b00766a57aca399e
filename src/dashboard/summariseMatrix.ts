import {
  knownRepositories,
  type PermissionRow,
  type PermissionTable,
  permissionTable,
} from '../permissions/permissionTable.ts';
import type { Statement } from '../permissions/statement.ts';
import type { NeverGrant } from '../policy/neverGrant.ts';
import type { PermissionName } from '../shared/permissions.ts';
import type { Entry } from '../tokens/entry.ts';

/** More columns than this are no picture any more; each token's own page has them all. */
export const mostColumns = 16;
/** Places looked at for one token: the page is drawn while a person waits. */
const mostPlaces = 20;

/** What is known of one permission of one token, wherever it was seen. */
export interface Cell {
  readonly row: Pick<PermissionRow, 'permission' | 'level' | 'verdict' | 'need'>;
  /** What decides it; undefined where nothing does. */
  readonly by: Statement | undefined;
  /** `owner/name`, where it holds there only; undefined: in general. */
  readonly repository: string | undefined;
  /** Elsewhere it was seen otherwise. */
  readonly notEverywhere: boolean;
}

export interface MatrixPicture {
  /** What most tokens need first. */
  readonly columns: readonly PermissionName[];
  /** Columns that are left out. */
  readonly left: number;
  readonly rows: readonly { readonly entry: Entry; readonly cells: readonly (Cell | undefined)[] }[];
}

/** What every token may do, side by side. A permission nothing is known of, and nobody needs, has no cell. */
export function summariseMatrix(entries: readonly Entry[], neverGrant: NeverGrant): MatrixPicture {
  const known = entries.map((entry) => ({ entry, cells: cellsOf(entry, neverGrant) }));
  const all = columnsOf(known.map(({ cells }) => cells));
  const columns = all.slice(0, mostColumns);
  return {
    columns,
    left: all.length - columns.length,
    rows: known.map(({ entry, cells }) => ({ entry, cells: columns.map((name) => cells.get(name)) })),
  };
}

type Cells = ReadonlyMap<PermissionName, Cell>;

/** Needed by most, then held where it should not be, then held by most, then by name. */
function columnsOf(rows: readonly Cells[]): readonly PermissionName[] {
  const weights = new Map<PermissionName, readonly [needed: number, beyond: number, held: number]>();
  for (const cells of rows) {
    for (const [name, { row }] of cells) {
      const [needed, beyond, held] = weights.get(name) ?? [0, 0, 0];
      const has = isHeld(row);
      const tooMuch = has && (row.need === 'surplus' || row.need === 'never');
      weights.set(name, [
        needed + Number(row.need === 'needs'),
        beyond + Number(tooMuch),
        held + Number(has),
      ]);
    }
  }
  return [...weights]
    .toSorted(
      ([a, [needA, tooA, hasA]], [b, [needB, tooB, hasB]]) =>
        needB - needA || tooB - tooA || hasB - hasA || (a < b ? -1 : Number(a > b)),
    )
    .map(([name]) => name);
}

function cellsOf(entry: Entry, neverGrant: NeverGrant): Cells {
  const places = knownRepositories(entry).slice(0, mostPlaces);
  const tables = [undefined, ...places].map((place) => permissionTable(entry, place, neverGrant));
  const cells = new Map<PermissionName, Cell>();
  const names = new Set(tables.flatMap(({ rows }) => rows.map(({ permission }) => permission)));
  // GitHub adds it by itself to everything.
  names.delete('metadata');
  for (const name of names) {
    const cell = cellOf(tables, name);
    if (cell !== undefined) cells.set(name, cell);
  }
  return cells;
}

interface Found {
  readonly row: PermissionRow;
  readonly repository: string | undefined;
}

/**
 * The most that is held, unless the job needs more than that: then what it needs. A refusal in one place is no "no" for
 * all others (S2-03): it is said with the place it was seen in. Unknown is never drawn as no: it is drawn where the job
 * needs it, because that is where it matters.
 */
function cellOf(tables: readonly PermissionTable[], name: PermissionName): Cell | undefined {
  const found = tables.flatMap(({ rows, repository }): Found[] =>
    rows.filter(({ permission }) => permission === name).map((row) => ({ row, repository })),
  );
  const held = found.filter(({ row }) => isHeld(row)).toSorted(byMost)[0];
  const needed = found.filter(({ row }) => row.need === 'needs').toSorted(byMost)[0];
  if (held !== undefined && (needed === undefined || weight(needed) <= weight(held))) {
    return cellFrom(held, found);
  }
  const refused = found.filter(({ row }) => row.verdict === 'no');
  const lacking =
    needed && found.find((one) => one.row.level === needed.row.level && one.row.verdict === 'no');
  if (lacking !== undefined) return cellFrom(lacking, found);
  if (needed !== undefined) return cellFrom(needed, found);
  // What nobody needs and nobody gave is no news; that it was tried and refused is.
  const [no] = refused.filter(wasTried).toSorted((a, b) => weight(a) - weight(b));
  return no === undefined ? undefined : cellFrom(no, found);
}

function wasTried({ row }: Found): boolean {
  const by = row.evidence.find(({ says }) => says !== 'nothing');
  return by?.evidence === 'refused' || by?.evidence === 'probed';
}

function cellFrom({ row, repository }: Found, found: readonly Found[]): Cell {
  const others = found.filter((one) => one.row.level === row.level && one.row.verdict !== 'unknown');
  const { permission, level, verdict, need, evidence } = row;
  return {
    row: { permission, level, verdict, need },
    by: verdict === 'unknown' ? undefined : evidence.find(({ says }) => says !== 'nothing'),
    repository,
    notEverywhere: others.some((one) => isHeld(one.row) !== isHeld(row)),
  };
}

function isHeld({ verdict }: Pick<PermissionRow, 'verdict'>): boolean {
  return verdict === 'yes' || verdict === 'likely';
}

const levels = { read: 0, write: 1, admin: 2 } as const;
const weight = ({ row }: Found) => levels[row.level];

/** The highest level, then what is certain, then what was seen, then what holds in general. */
function byMost(a: Found, b: Found): number {
  const certain = ({ row }: Found) => ({ yes: 0, likely: 1, no: 2, unknown: 3 })[row.verdict];
  const seen = ({ row }: Found) => {
    const by = row.evidence.find(({ says }) => says !== 'nothing')?.evidence;
    return by === undefined ? 5 : { worked: 0, refused: 1, listed: 2, probed: 3, declared: 4 }[by];
  };
  return (
    weight(b) - weight(a) ||
    certain(a) - certain(b) ||
    seen(a) - seen(b) ||
    Number(a.repository !== undefined) - Number(b.repository !== undefined)
  );
}
