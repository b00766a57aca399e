import { defaultPolicy, type Policy } from '../policy/policy.ts';
import { defaultPurpose, purposes } from '../policy/purposes.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Entry, PurposeId } from '../tokens/entry.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';

/** The values of the checklist shown beside GitHub's page, which may or may not have them filled in. */
export interface RotationChecklist {
  /** At most 40 characters, GitHub's limit, and dated, because a person's token names are unique. */
  readonly tokenName: string;
  readonly owner: string | undefined;
  readonly purpose: PurposeId;
  /** Undefined when the purpose names no set and nothing was declared: the person must know. */
  readonly permissions: Permissions | undefined;
  /** The same in classic vocabulary, shown beside it. */
  readonly classicScopes: readonly string[];
  /** `owner/name` it was seen to serve; GitHub cannot fill these in. */
  readonly repositories: readonly string[];
  readonly lifetimeDays: number;
}

export type RotationPlan =
  | { readonly kind: 'replace'; readonly checklist: RotationChecklist }
  /** A program renews it; there is nothing to paste. */
  | { readonly kind: 'renewsItself' }
  | { readonly kind: 'refreshToken' }
  /** The token before this one is still kept: it must be proved dead, or let go, first. */
  | { readonly kind: 'finishFirst'; readonly replacedAt: number };

/** What the person needs to make the new token: always a fine-grained one, with what the old one was for and no more. */
export function planRotation(entry: Entry, now: number, policy: Policy = defaultPolicy): RotationPlan {
  if (entry.kind === 'refresh-token') return { kind: 'refreshToken' };
  if (kinds[entry.kind].renewsItself) return { kind: 'renewsItself' };
  if (entry.previous !== undefined) return { kind: 'finishFirst', replacedAt: entry.previous.replacedAt };
  const purpose = entry.purpose ?? defaultPurpose;
  const owner = expectedOwner(entry);
  return {
    kind: 'replace',
    checklist: {
      tokenName: suggestTokenName(owner, now),
      owner,
      purpose,
      permissions: purposes[purpose].permissions ?? entry.declared,
      classicScopes: purposes[purpose].scopes,
      repositories: servedRepositories(entry),
      lifetimeDays: policy.maxLifetimeDays,
    },
  };
}

/**
 * What the person says about the new token by pasting it, because the prompt says that pasting says so. A classic token
 * is not made from permissions, and GitHub lists its scopes.
 */
export function declaredByPaste(
  checklist: RotationChecklist,
  kind: TokenKind | undefined,
): Permissions | undefined {
  return kind === 'fine-grained-pat' ? checklist.permissions : undefined;
}

/** The user or organisation the new token should act for: as known, or the one owner of all it served. */
export function expectedOwner(entry: Entry): string | undefined {
  return entry.owner?.value ?? commonOwner(servedRepositories(entry));
}

/** Where it worked and where its first use was confirmed, each once, sorted. Nothing is listed at GitHub for it. */
function servedRepositories(entry: Entry): readonly string[] {
  const worked = entry.observed.filter((seen) => seen.evidence === 'worked').map((seen) => seen.repository);
  const byFolded = new Map([...entry.confirmedFor, ...worked].map((name) => [name.toLowerCase(), name]));
  return [...byFolded.values()].toSorted();
}

function commonOwner(repositories: readonly string[]): string | undefined {
  const owners = new Set(repositories.map((name) => name.split('/')[0]?.toLowerCase()));
  return owners.size === 1 ? repositories[0]?.split('/')[0] : undefined;
}

function suggestTokenName(owner: string | undefined, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  const subject = (owner ?? 'personal').replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 15);
  return `token-warden-${subject}-${day}`;
}
