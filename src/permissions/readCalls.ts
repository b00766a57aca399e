import type { Operation } from '../github/apiAnswer.ts';
import { covers, isStrictlyLess, levelIn } from '../policy/permissionSets.ts';
import type { PermissionLevel, Permissions } from '../shared/permissions.ts';
import type { SeenCall } from '../tokens/entry.ts';
import { endpointPermissions } from './endpointPermissions.ts';
import type { Statement } from './statement.ts';

/** A refusal for want of a permission; any other may have another cause, and accuses none. */
const lacking: readonly (string | undefined)[] = Object.freeze(['missingPermission', 'appMissingPermission']);

/**
 * What one answer of GitHub says about the token's permissions. `X-Accepted-GitHub-Permissions` comes on success and
 * failure alike and tells what the endpoint accepts, not what the token has. So a success says that one of the
 * alternatives is there, and which one only if all of them ask for it. A refusal names a permission only where there is
 * one way in, and one permission to it. `open` is whether everyone may read the repository, as far as is known.
 */
export function readCall(call: SeenCall, open: boolean | undefined): readonly Statement[] {
  const ways = shortest(call.accepts ?? acceptedBy(call.operation));
  const base = { source: { kind: 'call', operation: call.operation }, at: call.at } as const;
  if (call.evidence === 'refused') {
    const [way, ...more] = ways;
    if (way === undefined || more.length > 0 || !lacking.includes(call.because)) return [];
    const needed = withoutMetadata(way);
    const [only] = needed;
    const says = needed.length === 1 && only !== undefined ? 'no' : 'nothing';
    return needed.map(([permission, level]) => ({
      ...base,
      permission,
      level,
      says,
      evidence: 'refused',
      ...(says === 'no' ? {} : { why: 'oneOf' }),
    }));
  }
  const isGet = call.operation.startsWith('GET ');
  const proves = !isGet || open === false;
  const certain = inEvery(ways);
  const why = proves ? 'oneOf' : open === undefined ? 'unknownRepository' : 'public';
  return everyPermission(ways).map(([permission, level]) => {
    const isCertain = proves && covers(levelIn(certain, permission), level);
    const statement = { ...base, permission, level, evidence: 'worked' } as const;
    return isCertain ? { ...statement, says: 'yes' } : { ...statement, says: 'nothing', why };
  });
}

/** Who sees a repository reads its metadata: beside another permission it is never what was missing. */
function withoutMetadata(way: Permissions): readonly (readonly [string, PermissionLevel])[] {
  const all = Object.entries(way);
  const others = all.filter(([name]) => name !== 'metadata');
  return others.length === 0 ? all : others;
}

/** A name that a later version stored, or that came from a tampered store, accepts nothing that we know of. */
function acceptedBy(operation: string): readonly Permissions[] {
  return Object.hasOwn(endpointPermissions, operation) ? endpointPermissions[operation as Operation] : [];
}

/** Without the ways that ask for more than another one does: who has that other one gets in by it. */
function shortest(ways: readonly Permissions[]): readonly Permissions[] {
  return ways.filter((way) => !ways.some((other) => isStrictlyLess(other, way)));
}

/** What every way asks for, at the lowest level any of them does. */
function inEvery(ways: readonly Permissions[]): Permissions {
  const names = Object.keys(ways[0] ?? {}).filter((name) => ways.every((way) => Object.hasOwn(way, name)));
  return Object.fromEntries(
    names.map((name) => {
      const levels = ways.map((way) => way[name] as PermissionLevel);
      return [name, levels.reduce((low, one) => (covers(low, one) ? one : low))];
    }),
  );
}

function everyPermission(ways: readonly Permissions[]): readonly (readonly [string, PermissionLevel])[] {
  const named = new Map<string, readonly [string, PermissionLevel]>();
  for (const [name, level] of ways.flatMap((way) => Object.entries(way))) {
    named.set(`${name}:${level}`, [name, level]);
  }
  return [...named.values()];
}
