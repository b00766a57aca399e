/** Classic scopes from `X-OAuth-Scopes`: absent, empty and a list are three different answers. */
export type Scopes =
  | { readonly kind: 'notSeen' }
  /** The header was absent: this kind has permissions, not scopes. */
  | { readonly kind: 'notListed' }
  /** Listed by GitHub, normalised by it (implied ones dropped). An empty list is a token without scopes. */
  | { readonly kind: 'listed'; readonly scopes: readonly string[] };

const longestScope = 100;

/**
 * Reads `X-OAuth-Scopes`; a header sent twice arrives joined by `, `. A scope we do not know is kept, because
 * leaving it out would make the token look narrower than it is. Names are shown to people, so control and
 * invisible characters are dropped and each name is bounded; the list is not cut, for the same reason.
 */
export function readScopesHeader(value: string | undefined): Scopes {
  if (value === undefined) return { kind: 'notListed' };
  const names = value
    .split(',')
    .map((name) => name.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]/gu, '').slice(0, longestScope))
    .filter((name) => name !== '');
  return { kind: 'listed', scopes: [...new Set(names)] };
}
