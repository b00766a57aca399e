import type { Permissions } from '../shared/permissions.ts';
import type { Entry } from '../tokens/entry.ts';

/**
 * The permissions a token has as far as they are known: of an App what GitHub lists for its installation, because a token
 * is minted out of that for each action; of any other what the person declared.
 */
export function grantedTo({
  origin,
  listed,
  declared,
}: Pick<Entry, 'origin' | 'listed' | 'declared'>):
  | { readonly permissions: Permissions; readonly evidence: 'listed' | 'declared' }
  | undefined {
  const installation = origin?.kind === 'app' ? listed?.[0] : undefined;
  if (installation !== undefined) return { permissions: installation.permissions, evidence: 'listed' };
  return declared === undefined ? undefined : { permissions: declared, evidence: 'declared' };
}
