import type { Entry, ProbedPermission, SeenCall } from '../tokens/entry.ts';

/** Whether the token sees a repository at all. A wall is what its owner says to every token like this one. */
export type Sight =
  | { readonly kind: 'seen'; readonly at: number }
  | { readonly kind: 'notVisible'; readonly at: number }
  | { readonly kind: 'wall'; readonly why: Wall; readonly at: number }
  | { readonly kind: 'unknown' };

type Word = Exclude<Sight, { readonly kind: 'unknown' }>;

/** Refusals, by `problem.kind`, that whoever owns the repository, or the server, gives to all that is asked about it. */
export const walls = Object.freeze([
  'ssoRequired',
  'classicForbidden',
  'fineGrainedForbidden',
  'lifetimeForbidden',
  'ipAllowList',
  'oauthAppRestricted',
  'appSuspended',
  'accountSuspended',
  'repositoryDisabled',
] as const);

export type Wall = (typeof walls)[number];

export function isWall(why: string): why is Wall {
  return walls.some((wall) => wall === why);
}

/** Whether a repository is the one meant: GitHub's names know no case. */
export function isSame(repository: string | undefined, other: string): boolean {
  return repository?.toLowerCase() === other.toLowerCase();
}

/** By the newest word of what the present secret was seen to do. */
export function sightOf(entry: Entry, repository: string): Sight {
  const { observed, calls = [], probed = [], secretSince } = entry;
  const here = <T extends { readonly repository?: string | undefined }>(list: readonly T[]) =>
    list.filter((one) => isSame(one.repository, repository));
  const words: Word[] = [
    ...here(observed).flatMap(({ evidence, at }) =>
      evidence === 'worked' ? [{ kind: 'seen', at } as const] : [],
    ),
    ...here(calls).flatMap(ofCall),
    ...here(probed).flatMap(ofProbe),
  ];
  const [newest] = words.filter(({ at }) => at >= secretSince).toSorted((a, b) => b.at - a.at);
  return newest ?? { kind: 'unknown' };
}

function ofCall({ operation, evidence, because = '', at }: SeenCall): readonly Word[] {
  if (evidence === 'worked' || because === 'missingPermission') return [{ kind: 'seen', at }];
  if (isWall(because)) return [{ kind: 'wall', why: because, at }];
  // Anything else that is not found may simply not be there.
  const isRepository = operation === 'GET /repos/{owner}/{repo}';
  return isRepository && because === 'notFoundOrHidden' ? [{ kind: 'notVisible', at }] : [];
}

function ofProbe({ verdict, why = '', at }: ProbedPermission): readonly Word[] {
  if (verdict === 'notVisible') return [{ kind: 'notVisible', at }];
  if (verdict === 'likely' || verdict === 'refused' || why === 'public') return [{ kind: 'seen', at }];
  return isWall(why) ? [{ kind: 'wall', why, at }] : [];
}
