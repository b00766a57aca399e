import { defaultNeverGrant, forbiddenPermissions, type NeverGrant } from '../policy/neverGrant.ts';
import { covers, levelIn } from '../policy/permissionSets.ts';
import { purposeOf } from '../policy/purposes.ts';
import type { PermissionLevel, PermissionName } from '../shared/permissions.ts';
import type { Entry } from '../tokens/entry.ts';
import { withoutProbe } from './probes.ts';
import { scopeGrants } from './scopeGrants.ts';
import { type Sight, sightOf } from './sight.ts';
import type { Statement } from './statement.ts';
import { accountStatements, seenStatements, standingStatements } from './statementsOf.ts';

export type PermissionVerdict = 'yes' | 'no' | 'likely' | 'unknown';

/**
 * Whether what the token is for asks for it. `fine`: harmless beside the job. `never`: no token should hold it,
 * whatever the job. `unjudged`: the person said only that the token is for more than the presets.
 */
export type PermissionNeed = 'needs' | 'fine' | 'surplus' | 'never' | 'unjudged';

export interface PermissionRow {
  readonly permission: PermissionName;
  readonly level: PermissionLevel;
  readonly verdict: PermissionVerdict;
  readonly need: PermissionNeed;
  /** Everything known about it, what decides first. */
  readonly evidence: readonly Statement[];
}

export interface PermissionTable {
  /** `owner/name`; undefined: what holds in general, whatever the repository. */
  readonly repository: string | undefined;
  readonly sight: Sight;
  /** What the job needs first, then what no token should hold, the surplus, and the rest; by name. */
  readonly rows: readonly PermissionRow[];
}

/**
 * What a token may do in one repository, or in general: each permission with a verdict, everything it rests on, and
 * whether the token's purpose needs it. Only what the present secret was seen to do counts, and only there (S2-03): what
 * was seen comes before what was listed, and that before what was declared. Nothing known is unknown, never no.
 */
export function permissionTable(
  entry: Entry,
  repository?: string,
  neverGrant: NeverGrant = defaultNeverGrant,
): PermissionTable {
  const seen = repository === undefined ? accountStatements(entry) : seenStatements(entry, repository);
  const sight = repository === undefined ? ({ kind: 'unknown' } as const) : sightOf(entry, repository);
  const rows = levelsOf(entry, seen).map(([permission, level]): PermissionRow => {
    const about = seen.filter((one) => one.permission === permission && bears(one, level));
    const evidence = [
      ...sightStatement(sight, permission, level),
      ...about.toSorted(byWeight),
      ...standingStatements(entry, [permission, level], repository),
    ];
    return {
      permission,
      level,
      verdict: verdictOf(evidence),
      need: needOf(entry, permission, level, neverGrant),
      evidence,
    };
  });
  return { repository, sight, rows: rows.toSorted(byNeed) };
}

/** Every repository (`owner/name`) something is known about, by name; each once, as it was written last. */
export function knownRepositories(entry: Entry): readonly string[] {
  const { observed, calls = [], probed = [], confirmedFor } = entry;
  const names = [...confirmedFor, ...[...observed, ...calls, ...probed].map((one) => one.repository)];
  const byKey = new Map<string, string>();
  for (const name of names) if (name !== undefined) byKey.set(name.toLowerCase(), name);
  return [...byKey.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

/** What cannot be seen cannot be used, whatever is declared or listed. Anything that worked later would have lifted it. */
function sightStatement(
  sight: Sight,
  permission: PermissionName,
  level: PermissionLevel,
): readonly Statement[] {
  if (sight.kind !== 'notVisible' && sight.kind !== 'wall') return [];
  const { at } = sight;
  return [{ permission, level, says: 'no', evidence: 'refused', source: { kind: 'sight' }, at }];
}

/** A yes to more is a yes to less; a no to less is a no to more. */
function bears({ says, level: of }: Statement, level: PermissionLevel): boolean {
  if (says === 'yes' || says === 'likely') return covers(of, level);
  return says === 'no' ? covers(level, of) : of === level;
}

/** What proves comes before what only happened, the newest first; at one moment, what worked before what was refused. */
function byWeight(a: Statement, b: Statement): number {
  const proves = (one: Statement) => Number(one.says !== 'nothing');
  const rank = { worked: 0, refused: 1, probed: 2, listed: 3, declared: 4 } as const;
  return proves(b) - proves(a) || (b.at ?? 0) - (a.at ?? 0) || rank[a.evidence] - rank[b.evidence];
}

function verdictOf(evidence: readonly Statement[]): PermissionVerdict {
  const says = evidence.find((one) => one.says !== 'nothing')?.says;
  return says === undefined || says === 'nothing' ? 'unknown' : says;
}

/** Every permission with a level that anything is known of, that the job needs, or that no request can show. */
function levelsOf(
  entry: Entry,
  seen: readonly Statement[],
): readonly (readonly [PermissionName, PermissionLevel])[] {
  const granted = [
    entry.declared ?? {},
    ...(entry.listed ?? []).map(({ permissions }) => permissions),
    ...(entry.scopes.kind === 'listed' ? scopeGrants(entry.scopes.scopes) : []).map((one) => one.permissions),
    purposeOf(entry).permissions ?? {},
  ];
  const all: readonly (readonly [PermissionName, PermissionLevel])[] = [
    ...seen.map(({ permission, level }) => [permission, level] as const),
    ...granted.flatMap((set) => Object.entries(set)),
    ...withoutProbe.map((name) => [name, name === 'workflows' ? 'write' : 'read'] as const),
  ];
  return [...new Map(all.map((one) => [one.join(':'), one])).values()];
}

function needOf(
  entry: Entry,
  permission: PermissionName,
  level: PermissionLevel,
  neverGrant: NeverGrant,
): PermissionNeed {
  const { permissions, alsoFine } = purposeOf(entry);
  if (forbiddenPermissions({ [permission]: level }, neverGrant).length > 0) return 'never';
  // GitHub adds it by itself to everything.
  if (permission === 'metadata' && level === 'read') return 'needs';
  if (permissions !== undefined && covers(levelIn(permissions, permission), level)) return 'needs';
  if (covers(levelIn(alsoFine, permission), level)) return 'fine';
  return permissions === undefined ? 'unjudged' : 'surplus';
}

const order: Readonly<Record<PermissionNeed, number>> = {
  needs: 0,
  never: 1,
  surplus: 2,
  unjudged: 3,
  fine: 4,
};
const levels: Readonly<Record<PermissionLevel, number>> = { read: 0, write: 1, admin: 2 };

function byNeed(a: PermissionRow, b: PermissionRow): number {
  return (
    order[a.need] - order[b.need] ||
    (a.permission < b.permission ? -1 : Number(a.permission > b.permission)) ||
    levels[a.level] - levels[b.level]
  );
}
