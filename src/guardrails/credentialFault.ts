import type { TokenKind } from '../tokens/kind.ts';

/** Why the token that would be used is not one that may be used here. Spans in whole days. */
export type CredentialFault =
  | { readonly kind: 'kind'; readonly token: TokenKind; readonly allowed: readonly TokenKind[] }
  | { readonly kind: 'lifetime'; readonly days: number; readonly most: number }
  | { readonly kind: 'noExpiry'; readonly most: number }
  /** GitHub has not said when it expires, or says nothing for this kind. */
  | { readonly kind: 'expiryUnknown'; readonly most: number }
  | { readonly kind: 'age'; readonly days: number; readonly most: number }
  /** Permissions as `name:level`, and scopes, that no token may hold. */
  | { readonly kind: 'neverGrant'; readonly held: readonly string[] }
  | { readonly kind: 'surplus'; readonly held: readonly string[] }
  | { readonly kind: 'purposeUnknown' }
  | { readonly kind: 'ownerUnknown' }
  | { readonly kind: 'severalOwners'; readonly owners: readonly string[] };
