import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Draft } from './judgeLife.ts';
import { servedOwners } from './servedOwners.ts';

/** A GitHub App that GitHub said is installed for an owner, and whose key is in the vault. */
export interface UsableApp {
  /** Of the borrowed token it would mint: what an owner is bound to. */
  readonly id: string;
  /** Of the key in the vault. */
  readonly appEntryId: string;
  readonly host: HostName;
  readonly owner: string;
  readonly name: string;
}

/** What a person pasted; a token that a program renews has moved already. */
const pasted: readonly TokenKind[] = ['classic-pat', 'fine-grained-pat', 'legacy-hex'];

/**
 * A pasted token that works for an owner for whom an App could do the same for an hour at a time (S0-20). Never more than
 * a hint: the token goes on working, and nothing is moved without the person (S0-19).
 */
export function judgeApp(entry: Entry, apps: readonly UsableApp[]): Draft | undefined {
  const owners = appsFor(entry, apps).map(({ owner }) => owner);
  if (owners.length === 0) return undefined;
  return { id: 'app-available', severity: 'info', evidence: 'listed', data: { owners }, next: 'move-to-app' };
}

/** The Apps that could take over from this token, of its own host alone (B07). */
export function appsFor(entry: Entry, apps: readonly UsableApp[]): readonly UsableApp[] {
  if (entry.origin !== undefined || !pasted.includes(entry.kind)) return [];
  const declared = entry.owner === undefined ? [] : [entry.owner.value];
  const owners = [...servedOwners(entry), ...declared].map((owner) => owner.toLowerCase());
  return apps.filter(({ host, owner }) => host === entry.host && owners.includes(owner.toLowerCase()));
}
