import type { Policy } from '../policy/policy.ts';
import { defaultPurpose, purposes } from '../policy/purposes.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { AskedToken, Entry, PurposeId } from '../tokens/entry.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';
import { usedRepositories } from '../tokens/usedRepositories.ts';
import { widenChecklist } from './widenChecklist.ts';

/** The values of the checklist shown beside GitHub's page, which may or may not have them filled in. */
export interface RotationChecklist {
  /** Fine-grained wherever that can do the job. */
  readonly kind: AskedToken['kind'];
  /** At most 40 characters, GitHub's limit, and dated, because a person's token names are unique. */
  readonly tokenName: string;
  readonly owner: string | undefined;
  readonly purpose: PurposeId;
  /** Undefined when the purpose names no set and nothing was declared: the person must know. */
  readonly permissions: Permissions | undefined;
  /** The same in classic vocabulary, shown beside it. */
  readonly classicScopes: readonly string[];
  /** `owner/name` it is known to be used in; GitHub cannot fill these in. */
  readonly repositories: readonly string[];
  readonly lifetimeDays: number;
}

export type RotationPlan =
  | { readonly kind: 'replace'; readonly checklist: RotationChecklist }
  /** A program renews it; there is nothing to paste. */
  | { readonly kind: 'renewsItself' }
  /** Its App has a page where the next key is made, and both serve until the old one is deleted there. */
  | { readonly kind: 'appKey' }
  | { readonly kind: 'refreshToken' }
  /** The token before this one is still kept: it must be proved dead, or let go, first. */
  | { readonly kind: 'finishFirst'; readonly replacedAt: number };

/** What was learned on the way and shapes the next attempt. */
export interface RotationHints {
  /** What the old one was refused for the lack of. */
  readonly grant?: Permissions | undefined;
  /** An organisation's longest life of a token. */
  readonly maxDays?: number | undefined;
  /** Kinds that an organisation does not let in. */
  readonly forbidden?: readonly AskedToken['kind'][] | undefined;
  /** The person says that a fine-grained token cannot do the job. */
  readonly classic?: boolean | undefined;
}

/**
 * What the person needs to make the new token, with what the old one was for and no more. A fine-grained one, unless it
 * is not let in or the person says that it cannot do the job.
 */
export function planRotation(
  entry: Entry,
  now: number,
  policy: Policy,
  hints: RotationHints = {},
): RotationPlan {
  if (entry.kind === 'refresh-token') return { kind: 'refreshToken' };
  if (entry.kind === 'app-key') return { kind: 'appKey' };
  if (kinds[entry.kind].renewsItself) return { kind: 'renewsItself' };
  if (entry.previous !== undefined) return { kind: 'finishFirst', replacedAt: entry.previous.replacedAt };
  const purpose = entry.purpose ?? defaultPurpose;
  const owner = expectedOwner(entry);
  const checklist: RotationChecklist = {
    kind: kindToMake(hints, policy),
    tokenName: suggestTokenName(owner, now),
    owner,
    purpose,
    permissions: purposes[purpose].permissions ?? entry.declared,
    classicScopes: neededScopes(entry, policy),
    repositories: usedRepositories(entry),
    lifetimeDays: Math.max(1, Math.min(policy.maxLifetimeDays, hints.maxDays ?? policy.maxLifetimeDays)),
  };
  return { kind: 'replace', checklist: widenChecklist(checklist, hints.grant) };
}

/** The checklist as the person was told it before a crash: what was made then is what is pasted now. */
export function resumeChecklist(planned: RotationChecklist, asked: AskedToken): RotationChecklist {
  const { kind, tokenName, lifetimeDays, permissions } = asked;
  return { ...planned, kind, tokenName, lifetimeDays, permissions };
}

/** What of a checklist is noted with the entry while the person is at it. */
export function askedToken(checklist: RotationChecklist): AskedToken {
  const { kind, tokenName, lifetimeDays, permissions } = checklist;
  return { kind, tokenName, lifetimeDays, permissions };
}

function kindToMake(
  { forbidden: told = [], classic = false }: RotationHints,
  { allowedKinds }: Policy,
): AskedToken['kind'] {
  const ruledOut = (['fine-grained-pat', 'classic-pat'] as const).filter(
    (kind) => allowedKinds !== undefined && !allowedKinds.includes(kind),
  );
  const forbidden = [...told, ...ruledOut];
  const wanted = classic ? 'classic-pat' : 'fine-grained-pat';
  const other = classic ? 'fine-grained-pat' : 'classic-pat';
  // Where neither is let in, an owner must allow one first; then it should be the one that was wanted.
  return forbidden.includes(wanted) && !forbidden.includes(other) ? other : wanted;
}

/** The scopes of the job; where the job is not known, those of the old one that may be part of any. */
function neededScopes(entry: Entry, { neverGrant }: Policy): readonly string[] {
  const purpose = entry.purpose ?? defaultPurpose;
  if (purpose !== 'broader' || entry.scopes.kind !== 'listed') return purposes[purpose].scopes;
  const kept = entry.scopes.scopes.filter((scope) => !neverGrant.scopes.includes(scope));
  return kept.length === 0 ? purposes[purpose].scopes : kept;
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
  return entry.owner?.value ?? commonOwner(usedRepositories(entry));
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
