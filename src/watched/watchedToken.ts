/** What kind of place a token lives in, as far as the person's words say. */
export type PlaceKind = 'actions-secret' | 'server' | 'bot' | 'other';

/** `unknown` is an answer: the person does not know the date, and nothing is made up. */
export type WatchedExpiry = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'unknown' };

/**
 * A token that lives elsewhere: an Actions secret, a server, a bot. Everything here is what a person said about it; the
 * token itself is never asked for and never kept. Times are ms since the epoch.
 */
export interface WatchedToken {
  /** Also the name of its file. */
  readonly id: string;
  readonly name: string;
  readonly place: WatchedPlace;
  /** The user or organisation it acts for. */
  readonly owner: string | undefined;
  readonly expiry: WatchedExpiry;
  readonly note: string | undefined;
  readonly addedAt: number;
  /** Since when the present token is there, as far as we know: a replacement is a new token, and warned about anew. */
  readonly since: number;
}

/** A watched token before it has an id of its own. */
export type WatchedDraft = Omit<WatchedToken, 'id'>;

export interface WatchedPlace {
  readonly kind: PlaceKind;
  readonly text: string;
  /** https, on a host the person configured when it was said. Judged again before it is opened. */
  readonly link: string | undefined;
}

/** What the folder of watched tokens holds. */
export interface WatchedListing {
  /** By name. */
  readonly tokens: readonly WatchedToken[];
  /** Files that are there and cannot be read as a watched token; they are named and left as they are. */
  readonly unreadable: readonly string[];
}

/** The watched tokens of these owners: where a new token of theirs may have to be put as well. Case does not count. */
export function watchedFor(
  tokens: readonly WatchedToken[],
  owners: readonly string[],
): readonly WatchedToken[] {
  const folded = owners.map((owner) => owner.toLowerCase());
  return tokens.filter(({ owner }) => owner !== undefined && folded.includes(owner.toLowerCase()));
}
