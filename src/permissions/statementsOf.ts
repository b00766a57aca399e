import { covers, levelIn } from '../policy/permissionSets.ts';
import type { PermissionLevel, PermissionName, Permissions } from '../shared/permissions.ts';
import type { Entry, Observation } from '../tokens/entry.ts';
import { readCall } from './readCalls.ts';
import { scopeGrants } from './scopeGrants.ts';
import { isSame } from './sight.ts';
import type { Statement } from './statement.ts';

type Level = readonly [permission: PermissionName, level: PermissionLevel];

const actions: Readonly<Record<Observation['operation'], Level>> = Object.freeze({
  read: ['contents', 'read'],
  push: ['contents', 'write'],
  'open-draft-pr': ['pull_requests', 'write'],
});

/**
 * Whether everyone may read the repository (`owner/name`), by the newest word of GitHub. A repository does not become
 * another by a rotation, so what an earlier secret saw of it counts here.
 */
export function isOpen({ calls = [], probed = [] }: Entry, repository: string): boolean | undefined {
  const words = [
    ...calls.filter((one) => isSame(one.repository, repository)).map(({ open, at }) => ({ open, at })),
    ...probed
      .filter((one) => one.permission === 'metadata' && isSame(one.repository, repository))
      .map(({ verdict, why, at }) => ({
        open: verdict === 'likely' ? false : why === 'public' ? true : undefined,
        at,
      })),
  ];
  return words.filter(({ open }) => open !== undefined).toSorted((a, b) => b.at - a.at)[0]?.open;
}

/** What the present secret was seen to do in one repository, and what the probes said of it. Newest first. */
export function seenStatements(entry: Entry, repository: string): readonly Statement[] {
  const { observed, calls = [], probed = [], secretSince } = entry;
  const open = isOpen(entry, repository);
  const here = <T extends { readonly repository?: string | undefined; readonly at: number }>(
    list: readonly T[],
  ) => list.filter((one) => one.at >= secretSince && isSame(one.repository, repository));
  return [
    ...here(observed).map((one) => ofAction(one, open)),
    ...here(calls).flatMap((one) => readCall(one, open)),
    ...here(probed).map(ofProbe),
  ].toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
}

function ofAction({ operation, evidence, at }: Observation, open: boolean | undefined): Statement {
  const [permission, level] = actions[operation];
  const base = { permission, level, evidence, source: { kind: 'action', operation }, at } as const;
  if (evidence === 'refused') return { ...base, says: 'no' };
  // Everyone fetches from a public repository.
  if (operation !== 'read' || open === false) return { ...base, says: 'yes' };
  return { ...base, says: 'nothing', why: open === undefined ? 'unknownRepository' : 'public' };
}

/** What probes said of the account. */
export function accountStatements({ probed = [], secretSince }: Entry): readonly Statement[] {
  return probed.filter((one) => one.repository === undefined && one.at >= secretSince).map(ofProbe);
}

type Probe = NonNullable<Entry['probed']>[number];

function ofProbe({ permission, level, verdict, why, at }: Probe): Statement {
  const base = { permission, level, evidence: 'probed', source: { kind: 'probe' }, at } as const;
  switch (verdict) {
    case 'likely':
      return { ...base, says: 'likely' };
    case 'refused':
      return { ...base, says: 'no' };
    case 'notVisible':
      return { ...base, says: 'nothing', why: 'notVisible' };
    case 'unknown':
      return { ...base, says: 'nothing', why };
  }
}

/**
 * What is known of one permission without having been seen: listed by GitHub, else declared. An installation's list is
 * of one owner. `repository` is `owner/name`, or undefined for what holds in general.
 */
export function standingStatements(
  entry: Entry,
  [permission, level]: Level,
  repository: string | undefined,
): readonly Statement[] {
  const base = { permission, level } as const;
  const owner = repository?.split('/')[0];
  const acts = entry.owner;
  const bound = entry.kind === 'fine-grained-pat' || entry.kind === 'installation-token';
  if (bound && owner !== undefined && acts !== undefined && !isSame(acts.value, owner)) {
    const source = { kind: 'otherOwner', owner: acts.value } as const;
    return [{ ...base, says: 'no', evidence: acts.evidence, source }];
  }
  if (entry.scopes.kind === 'listed') return ofScopes(entry, entry.scopes.scopes, base, repository);
  const listed = (entry.listed ?? []).filter(
    (one) => one.at >= entry.secretSince && (owner === undefined || isSame(one.owner, owner)),
  );
  return [
    ...listed.map(({ permissions, owner: at, ...one }) => {
      const source = { kind: 'installation', owner: at } as const;
      return { ...base, says: holds(permissions, base), evidence: 'listed', source, at: one.at } as const;
    }),
    ...(entry.declared === undefined
      ? []
      : [
          {
            ...base,
            says: holds(entry.declared, base),
            evidence: 'declared',
            source: { kind: 'person' },
          } as const,
        ]),
  ];
}

function ofScopes(
  entry: Entry,
  scopes: readonly string[],
  base: { readonly permission: PermissionName; readonly level: PermissionLevel },
  repository: string | undefined,
): readonly Statement[] {
  const opening = scopeGrants(scopes).filter(({ permissions }) => holds(permissions, base) === 'yes');
  const open = repository === undefined ? undefined : isOpen(entry, repository);
  if (opening.length === 0) {
    return [{ ...base, says: 'no', evidence: 'listed', source: { kind: 'noScope' } }];
  }
  return opening.map(({ scope, publicOnly }) => {
    const statement = { ...base, evidence: 'listed', source: { kind: 'scope', scope } } as const;
    if (!publicOnly || open === true) return { ...statement, says: 'yes' };
    return open === false
      ? { ...statement, says: 'no' }
      : { ...statement, says: 'nothing', why: 'unknownRepository' };
  });
}

function holds(
  given: Permissions,
  { permission, level }: { readonly permission: PermissionName; readonly level: PermissionLevel },
): 'yes' | 'no' {
  // GitHub adds the metadata by itself once anything else is chosen.
  if (permission === 'metadata' && level === 'read' && Object.keys(given).length > 0) return 'yes';
  return covers(levelIn(given, permission), level) ? 'yes' : 'no';
}
