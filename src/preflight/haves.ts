import { grantedTo } from '../policy/granted.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Entry, Observation, ProbedPermission } from '../tokens/entry.ts';

/** One thing known about what a credential may do, with how it is known. */
export type Have =
  | { readonly kind: 'scopes'; readonly scopes: readonly string[]; readonly evidence: 'listed' }
  | {
      readonly kind: 'permissions';
      readonly permissions: Permissions;
      readonly evidence: 'declared' | 'listed';
    }
  | {
      readonly kind: 'seen';
      readonly operation: Observation['operation'];
      readonly evidence: Observation['evidence'];
      readonly at: number;
    }
  | ({ readonly kind: 'probed' } & ProbeWord);

/** What a probe said of a permission here, when it said yes or no. */
export type ProbeWord = Pick<ProbedPermission, 'permission' | 'level' | 'at'> & {
  readonly verdict: 'likely' | 'refused';
};

/** What the credential is known to have, as far as it counts for this repository (`owner/name`). */
export function havesOf(entry: Entry, repository: string): readonly Have[] {
  const { scopes } = entry;
  const granted = grantedTo(entry);
  return [
    ...(scopes.kind === 'listed'
      ? [{ kind: 'scopes', scopes: scopes.scopes, evidence: 'listed' } as const]
      : []),
    ...(granted === undefined ? [] : [{ kind: 'permissions', ...granted } as const]),
    ...seenIn(entry, repository).map(
      ({ operation, evidence, at }) => ({ kind: 'seen', operation, evidence, at }) as const,
    ),
    ...probedIn(entry, repository).map((word) => ({ kind: 'probed', ...word }) as const),
  ];
}

/** What probes said of the present secret here, where they said yes or no. */
export function probedIn(
  { probed = [], secretSince }: Pick<Entry, 'probed' | 'secretSince'>,
  repository: string,
): readonly ProbeWord[] {
  return probed
    .filter((one) => one.at >= secretSince && one.repository?.toLowerCase() === repository.toLowerCase())
    .flatMap(({ permission, level, verdict, at }) =>
      verdict === 'likely' || verdict === 'refused' ? [{ permission, level, verdict, at }] : [],
    );
}

/** What the present secret was seen to do here: an earlier one says nothing about it. */
export function seenIn(
  { observed, secretSince }: Pick<Entry, 'observed' | 'secretSince'>,
  repository: string,
): readonly Observation[] {
  return observed.filter(
    (one) => one.at >= secretSince && one.repository.toLowerCase() === repository.toLowerCase(),
  );
}
